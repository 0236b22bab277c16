// A page that comes with its first visit. One that does not come is asked for once more with a fresh start of the app, since a new
// version takes the old files away; without network nothing is thrown away, and the page says so.
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, useRouteError } from 'react-router'
import { Bones } from './states.tsx'

const KEY = 'yunjian.started-again'

/** Its file could not be fetched, and a fresh start was no help or not possible. */
class NotCome extends Error {}

/** What hangs as long as this is as good as not there. */
const PATIENCE_MS = 5_000

/** The app as it is served now can be fetched: its page, and the script that the page begins with. */
async function canStart(): Promise<boolean> {
  try {
    const asked = { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) } as const
    const page = await (await fetch('/', asked)).text()
    const script = page.match(/<script[^>]+src="([^"]+)"/)?.[1]
    return script !== undefined && (await fetch(script, { ...asked, method: 'HEAD' })).ok
  } catch {
    return false
  }
}

/** A server that is busy for a moment is asked three times. */
async function soon(ask: () => Promise<boolean>, tries = 3): Promise<boolean> {
  if (await ask()) return true
  if (tries === 1 || !navigator.onLine) return false
  await new Promise(resolve => setTimeout(resolve, 1000))
  return soon(ask, tries - 1)
}

const triedJustNow = () => Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < 60_000

/** @throws NotCome where a fresh start was tried a moment ago, or would only lose the page. */
async function startAgain(): Promise<never> {
  if (triedJustNow() || !(await soon(canStart))) throw new NotCome()
  sessionStorage.setItem(KEY, String(Date.now()))
  location.reload()
  return new Promise(() => {})
}

type Load = () => Promise<{ default: ComponentType<object> }>

export function late(load: Load): ReactNode {
  const Page = lazy(() => load().catch(startAgain))
  return (
    <Suspense fallback={<Bones />}>
      <Page />
    </Suspense>
  )
}

/** Where a page breaks: what happened, in the reader's language, and the way on. */
export function PageBroke() {
  const { t } = useTranslation()
  const error = useRouteError()
  const what =
    error instanceof NotCome
      ? 'NotCome'
      : isRouteErrorResponse(error) && error.status === 404
        ? 'Unknown'
        : 'Broke'
  const [still, setStill] = useState(false)
  const again = async () => {
    setStill(false)
    if (await canStart()) location.reload()
    else setStill(true)
  }
  return (
    <div className="page-broke" role="alert">
      <h1>{t(`kit.page${what}`)}</h1>
      <p className="second">{still ? t('kit.pageStillNot') : t(`kit.page${what}Why`)}</p>
      <p>
        <button type="button" className="again" onClick={again}>
          {t('kit.loadAgain')}
        </button>
        <a href="/">{t('kit.toStart')}</a>
      </p>
    </div>
  )
}
