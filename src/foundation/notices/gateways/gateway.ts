// What a way out must do, whoever the vendor is. It never throws: whatever happens is an answer.
import type { Channel } from '../kinds.ts'
import type { Found, Sent } from '../rules.ts'

export type Message = {
  /** Our id, by which the gateway can be asked later. */
  reference: string
  /** A phone, a WeChat openid, or a mail address. */
  to: string
  /** The vendor’s number of the approved text; mail has none. */
  code: string | null
  /** The vendor’s fields by name, in its order. */
  fields: Readonly<Record<string, string>>
  title: string
  body: string
  /** The page it is about. */
  url: string
}

export type Gateway = {
  channel: Channel
  name: string
  /** The vendor sends texts that it approved before, and takes only their number. */
  approves: boolean
  /** The longest value of a field. */
  fieldLength: number
  send: (message: Message) => Promise<Sent>
  /** What became of it: by our reference, its address and about when it was sent. */
  find: (reference: string, to: string, at: Date) => Promise<Found>
  /** Says by itself whether a message arrived. */
  reports: boolean
  /** Within so many seconds the same reference is never sent twice by the vendor itself. */
  sameWithin: number
}

export type Answer =
  | { is: 'answer'; status: number; body: Record<string, unknown> }
  | { is: 'down' | 'doubtful'; why: string }

const PATIENCE_MS = 10_000
/** Nothing was sent when there was nobody to send it to. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'CERT_HAS_EXPIRED',
])

/** One request to a vendor. Without a readable answer it is not known what was done. */
export async function call(
  url: string,
  init: { method: string; headers?: Record<string, string>; body?: string },
  patienceMs = PATIENCE_MS,
): Promise<Answer> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
    const body: unknown = JSON.parse(await answer.text())
    if (isRecord(body)) return { is: 'answer', status: answer.status, body }
    return { is: 'doubtful', why: `HTTP ${answer.status}` }
  } catch (error) {
    const code = codeOf(error)
    return { is: NEVER_CONNECTED.has(code) ? 'down' : 'doubtful', why: code }
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** The system’s word for a failure, never an address or a key. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (isRecord(cause) && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'failed'
}
