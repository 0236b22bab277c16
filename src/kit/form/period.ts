// A day with a start and an end as people write them: an end at or before the start is on the next day. Pure.
const DAY_MS = 86_400_000
const OFFSET = '+08:00'

export type Written = { day: string; start: string; end: string }
export type Period = { startsAt: string; endsAt: string; nextDay: boolean; minutes: number }

/** The span that is meant, in the district's zone; null while something of it is missing. */
export function periodOf({ day, start, end }: Written): Period | null {
  const from = Date.parse(`${day}T${start}:00${OFFSET}`)
  const same = Date.parse(`${day}T${end}:00${OFFSET}`)
  if (Number.isNaN(from) || Number.isNaN(same)) return null
  const nextDay = same <= from
  const until = nextDay ? same + DAY_MS : same
  return {
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(until).toISOString(),
    nextDay,
    minutes: (until - from) / 60_000,
  }
}

/** A moment as `datetime-local` writes it in the district's zone, and back. */
export const localMoment = (at: string): string =>
  at ? new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16) : ''
export const momentOf = (local: string): string => {
  const at = Date.parse(`${local}:00${OFFSET}`)
  return Number.isNaN(at) ? '' : new Date(at).toISOString()
}
