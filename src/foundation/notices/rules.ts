// When and by which ways a notice goes out, and what becomes of one that did not. Pure.
import { addDays, addMinutes, atLocal, localDay } from '../clock.ts'
import type { Channel, Language, NoticeLevel } from './kinds.ts'

export type Choices = {
  /** `22:00`; quiet until `07:00`. Equal: never quiet. */
  quietFrom: string
  quietUntil: string
  ask: readonly Channel[]
  soon: readonly Channel[]
  later: readonly Channel[]
  /** What is good to know comes once a day, as one. */
  digest: boolean
  language: Language
}

/** The end of the quiet hours that hold this moment, or null outside of them. The beginning is quiet, the end is not. */
export function quietEnd(at: Date, quiet: Pick<Choices, 'quietFrom' | 'quietUntil'>): Date | null {
  if (quiet.quietFrom === quiet.quietUntil) return null
  const overnight = quiet.quietFrom > quiet.quietUntil
  const today = localDay(at)
  for (const day of [addDays(today, -1), today]) {
    const begins = atLocal(day, quiet.quietFrom)
    const ends = atLocal(overnight ? addDays(day, 1) : day, quiet.quietUntil)
    if (begins <= at && at < ends) return ends
  }
  return null
}

/** The next time the clock shows `19:00`; never now. */
export function nextClock(at: Date, time: string): Date {
  const today = atLocal(localDay(at), time)
  return today > at ? today : atLocal(addDays(localDay(at), 1), time)
}

export type Way = { channel: Channel; dueAt: Date; digest: boolean }

/**
 * The ways one notice goes. What presses goes by every chosen way that is open, or by any that is open where none of those is; it
 * waits for the end of the quiet hours, unless it is of no use by then. A text message is never a digest.
 * @param by of no use after @param open ways with a gateway, an approved template and an address
 */
export function waysOf(
  notice: { level: NoticeLevel; quiet: boolean; by: Date | null },
  choices: Choices,
  open: ReadonlySet<Channel>,
  now: Date,
  digestAt: string,
): Way[] {
  if (notice.by !== null && notice.by <= now) return []
  const chosen = choices[notice.level].filter(one => open.has(one))
  if (notice.level === 'later') {
    const ways = chosen.filter(one => one !== 'sms' || !(choices.digest || notice.quiet))
    return ways.map(channel => ({
      channel,
      digest: choices.digest,
      dueAt: choices.digest ? nextClock(now, digestAt) : (quietEnd(now, choices) ?? now),
    }))
  }
  const ways = chosen.length > 0 ? chosen : FALL_BACK.filter(one => open.has(one)).slice(0, 1)
  const quiet = quietEnd(now, choices)
  const waits = quiet !== null && (notice.by === null || notice.by > quiet)
  return ways
    .filter(one => one !== 'sms' || !notice.quiet)
    .map(channel => ({ channel, digest: false, dueAt: waits ? quiet : now }))
}
const FALL_BACK: readonly Channel[] = ['sms', 'wechat', 'mail']

/** What a gateway says of a message it was given. */
export type Sent =
  /** It has it; `ref` is its own name for it. */
  | { is: 'sent'; ref: string | null }
  /** Never, to this address or with this text. `lost`: the address is nobody’s any more. */
  | { is: 'refused'; why: string; lost?: boolean }
  /** Not now, to this address. */
  | { is: 'later'; why: string; seconds: number }
  /** It was certainly not taken, and nothing else would be. */
  | { is: 'down'; why: string }
  /** It may have been taken. */
  | { is: 'doubtful'; why: string }
/** What it says when it is asked, by our id, about one it may have. */
export type Found =
  | { is: 'sent'; ref: string | null; delivered: boolean | null; why?: string; lost?: boolean }
  | { is: 'never' }
  /** It cannot be asked, or does not answer for now. */
  | { is: 'unknown'; for: 'now' | 'good' }

export type Standing = { tries: number; asked: number; expiresAt: Date | null }
export type Next =
  | { state: 'sent'; nextAt: Date }
  | { state: 'delivered' | 'refused' | 'doubtful' | 'lapsed' }
  | { state: 'waiting' | 'asking'; nextAt: Date; tries: number; asked: number }

const RETRY = [60, 300, 1800, 7200] // seconds, for one address
const MOST_TRIES = 6
const ASK = [60, 300, 1800] // a vendor's records may lag behind its answers
const MOST_ASKED = 6
const SURE_AFTER = 2 // from so many askings on, minutes apart, its no is believed

const after = (now: Date, steps: readonly number[], n: number) =>
  addMinutes(now, (steps[Math.min(n, steps.length - 1)] ?? 60) / 60)

/** After a try. A gateway that is down costs the message no try of its own. */
export function afterTry(sent: Sent, standing: Standing, now: Date, pausedUntil: Date): Next {
  const { tries, asked, expiresAt } = standing
  const waiting = (nextAt: Date, tried: number): Next =>
    expiresAt !== null && nextAt >= expiresAt
      ? { state: 'lapsed' }
      : { state: 'waiting', nextAt, tries: tried, asked }
  switch (sent.is) {
    case 'sent':
      return { state: 'sent', nextAt: after(now, ASK, 0) }
    case 'refused':
      return { state: 'refused' }
    case 'later':
      return tries + 1 >= MOST_TRIES
        ? { state: 'refused' }
        : waiting(addMinutes(now, Math.max(sent.seconds, RETRY[Math.min(tries, 3)] ?? 60) / 60), tries + 1)
    case 'down':
      return waiting(pausedUntil, tries)
    case 'doubtful':
      return { state: 'asking', nextAt: after(now, ASK, 0), tries: tries + 1, asked: 0 }
  }
}

/** After the gateway was asked about one that it may have. Only when it is sure that it never had it, it is sent again. */
export function afterAsking(found: Found, standing: Standing, now: Date): Next {
  const { tries, asked, expiresAt } = standing
  const again = (): Next =>
    asked + 1 >= MOST_ASKED
      ? { state: 'doubtful' }
      : { state: 'asking', nextAt: after(now, ASK, asked + 1), tries, asked: asked + 1 }
  if (found.is === 'sent')
    return found.delivered === true
      ? { state: 'delivered' }
      : found.delivered === false
        ? { state: 'refused' }
        : { state: 'sent', nextAt: after(now, ASK, 1) }
  if (found.is === 'unknown') return found.for === 'good' ? { state: 'doubtful' } : again()
  if (asked + 1 < SURE_AFTER) return again()
  if (expiresAt !== null && expiresAt <= now) return { state: 'lapsed' }
  return tries >= MOST_TRIES ? { state: 'doubtful' } : { state: 'waiting', nextAt: now, tries, asked: 0 }
}

const PAUSES = [10, 30, 60, 120, 300] // seconds
/** How long nothing is tried after so many failures in a row. */
export const pauseAfter = (failures: number, now: Date): Date => after(now, PAUSES, failures - 1)

/** From an orphaned try, whose process is gone, nothing is known. */
export const ORPHAN_AFTER_MS = 120_000
