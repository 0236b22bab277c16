// Time as the district reckons it: instants in UTC, days in Asia/Shanghai (UTC+8, no summer time since 1991).

export type Clock = () => Date
/** A local day of the district, `YYYY-MM-DD`. */
export type LocalDay = string

export const systemClock: Clock = () => new Date()

const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The district's local day that holds this instant. */
export const localDay = (at: Date): LocalDay => new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)

/** What the district's clocks say at this instant, `09:30`. */
export const localTime = (at: Date): string => new Date(at.getTime() + OFFSET_MS).toISOString().slice(11, 16)

/** The local hour that holds this instant, 0 to 23. */
export const localHour = (at: Date): number => new Date(at.getTime() + OFFSET_MS).getUTCHours()

/** The instant at which a local day begins. */
export const startOfDay = (day: LocalDay): Date => new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS)

/** An instant from a local day and a wall clock time such as `09:30`. */
export const atLocal = (day: LocalDay, time: string): Date =>
  new Date(Date.parse(`${day}T${time}:00Z`) - OFFSET_MS)

export const addDays = (day: LocalDay, days: number): LocalDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** 0 Sunday … 6 Saturday. */
export const weekday = (day: LocalDay): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Full years between a birth date and a local day. A birthday on 29 February is reached on 1 March of common years. */
export function ageOn(birth: LocalDay, day: LocalDay): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

export const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))

export const addMinutes = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)

/** A span of time cut at the district's midnights. Empty when it has no length. */
export function splitByDay(from: Date, to: Date): { day: LocalDay; from: Date; to: Date }[] {
  const parts: { day: LocalDay; from: Date; to: Date }[] = []
  let start = from
  while (start < to) {
    const day = localDay(start)
    const midnight = startOfDay(addDays(day, 1))
    const end = midnight < to ? midnight : to
    parts.push({ day, from: start, to: end })
    start = end
  }
  return parts
}
