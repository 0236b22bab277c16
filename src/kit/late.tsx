// A page that comes with its first visit. One that does not come is asked for once more with a fresh start of the app, since a new
// version takes the old files away; without network nothing is thrown away, and the page says so.
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { Bones } from './states.tsx'

const KEY = 'yunjian.started-again'

/** Its file could not be fetched, and a fresh start was no help or not possible. */
class NotCome extends Error {}

const serverAnswers = async () => {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** @throws NotCome where a fresh start of this address was tried already, or would lose the page. */
async function startAgain(): Promise<never> {
  const address = location.pathname + location.search
  if (sessionStorage.getItem(KEY) === address || !(await serverAnswers())) {
    sessionStorage.removeItem(KEY)
    throw new NotCome()
  }
  sessionStorage.setItem(KEY, address)
  location.reload()
  return new Promise(() => {})
}

type Load = () => Promise<{ default: ComponentType<object> }>

export function late(load: Load): ReactNode {
  const Page = lazy(async () => {
    const page = await load().catch(startAgain)
    sessionStorage.removeItem(KEY)
    return page
  })
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
  const notCome = error instanceof NotCome
  return (
    <div className="empty" role="alert" style={{ padding: '72px 24px' }}>
      <h1>{t(notCome ? 'kit.pageNotCome' : 'kit.pageBroke')}</h1>
      <p className="second" style={{ margin: '8px 0 20px' }}>
        {t(notCome ? 'kit.pageNotComeWhy' : 'kit.pageBrokeWhy')}
      </p>
      <p style={{ display: 'flex', gap: 12, justifyContent: 'center' }}>
        <button type="button" className="chip" onClick={() => location.reload()}>
          {t('kit.loadAgain')}
        </button>
        <a className="chip" href="/">
          {t('kit.toStart')}
        </a>
      </p>
    </div>
  )
}
