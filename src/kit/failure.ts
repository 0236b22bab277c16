// What a failed request means for the reader. Every page shows the same seven things, whatever went wrong below.
import { Problem } from './api.ts'
import { NotCome } from './late-start.ts'

export type Failure =
  /** The server was not reached. */
  | { kind: 'offline' }
  /** It was, and cannot just now. */
  | { kind: 'busy'; number: string | undefined; at: Date }
  /** Our fault. */
  | { kind: 'broken'; number: string | undefined; at: Date }
  /** There is no such thing, or it is not theirs to see. */
  | { kind: 'absent'; sentence: string }
  /** It is there, and their duties do not reach it; `duties` do. */
  | { kind: 'no-right'; sentence: string; duties: string[] }
  /** Nobody is signed in, or staff have not proven themselves. */
  | { kind: 'signed-out' }
  /** A rule says no, in its own words. */
  | { kind: 'refused'; sentence: string }

export function failureOf(error: unknown): Failure {
  if (error instanceof NotCome) return { kind: 'offline' }
  if (!(error instanceof Problem)) return { kind: 'broken', number: undefined, at: new Date() }
  const { code, status, detail, params, requestId } = error.body
  if (code === 'offline') return { kind: 'offline' }
  if (status === 503 || code === 'idempotency.running')
    return { kind: 'busy', number: requestId, at: error.at }
  if (status >= 500 || code === 'unknown') return { kind: 'broken', number: requestId, at: error.at }
  if (status === 401 || code === 'second-proof') return { kind: 'signed-out' }
  if (status === 404) return { kind: 'absent', sentence: code === 'not-found' ? '' : detail }
  if (code === 'forbidden') {
    const duties = String(params?.duties ?? '')
    return { kind: 'no-right', sentence: detail, duties: duties === '' ? [] : duties.split(' ') }
  }
  return { kind: 'refused', sentence: detail }
}

/** May pass by itself: what asked for it is asked again when the server answers. */
export const passes = (error: unknown): boolean => {
  const { kind } = failureOf(error)
  return kind === 'offline' || kind === 'busy' || kind === 'broken'
}
