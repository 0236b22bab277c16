// A fresh start of the app, where a file of an open page is gone: tried once a minute at most, and only when the app as it is served now
// can be fetched, so that nothing is thrown away for an error page of the browser.
import { heardFrom } from './reach.ts'

const KEY = 'yunjian.started-again'

/** Its file could not be fetched, and a fresh start was no help or not possible. */
export class NotCome extends Error {}

/** What hangs as long as this is as good as not there. */
const PATIENCE_MS = 5_000

/** The app as it is served now can be fetched: its page, and the script that the page begins with. */
export async function canStart(): Promise<boolean> {
  try {
    const asked = { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) } as const
    const page = await (await fetch('/', asked)).text()
    const script = page.match(/<script[^>]+src="([^"]+)"/)?.[1]
    return script !== undefined && (await fetch(script, { ...asked, method: 'HEAD' })).ok
  } catch {
    heardFrom(false)
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
export async function startAgain(): Promise<never> {
  if (triedJustNow() || !(await soon(canStart))) throw new NotCome()
  sessionStorage.setItem(KEY, String(Date.now()))
  location.reload()
  return new Promise(() => {})
}
