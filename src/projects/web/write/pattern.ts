// A weekly pattern and the days that it means: holidays are left out by the working calendar unless they are kept open. Pure.
export type NamedDay = { date: string; isOffDay: boolean; name: string }
export type Pattern = {
  /** 1 for Monday to 7 for Sunday; none for the first day alone. */
  weekdays: readonly number[]
  from: string
  until: string
  /** Holidays on which it takes place all the same. */
  open: readonly string[]
}
export type Dates = { dates: string[]; skipped: NamedDay[] }

const DAY_MS = 86_400_000
const LONGEST_DAYS = 370
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const weekdayOf = (ms: number) => new Date(ms).getUTCDay() || 7

export function datesOf(pattern: Pattern, named: readonly NamedDay[]): Dates {
  const first = at(pattern.from)
  if (Number.isNaN(first)) return { dates: [], skipped: [] }
  if (pattern.weekdays.length === 0) return { dates: [pattern.from], skipped: [] }
  const last = Math.min(at(pattern.until), first + LONGEST_DAYS * DAY_MS)
  const holidays = new Map(named.filter(one => one.isOffDay).map(one => [one.date, one]))
  const dates: string[] = []
  const skipped: NamedDay[] = []
  for (let ms = first; ms <= last; ms += DAY_MS) {
    if (!pattern.weekdays.includes(weekdayOf(ms))) continue
    const holiday = holidays.get(dayOf(ms))
    if (holiday && !pattern.open.includes(holiday.date)) skipped.push(holiday)
    else dates.push(dayOf(ms))
  }
  return { dates, skipped }
}

/** The same days by month, in order, each with whether it takes place. */
export function monthsOf({ dates, skipped }: Dates): [string, { day: string; open: boolean }[]][] {
  const days = [
    ...dates.map(day => ({ day, open: true })),
    ...skipped.map(one => ({ day: one.date, open: false })),
  ].sort((a, b) => a.day.localeCompare(b.day))
  return [...Map.groupBy(days, one => one.day.slice(0, 7))]
}

export type Shift = { startsAt: string; endsAt: string }
/** What was there and what comes, in order, nothing twice. */
export const joined = (before: readonly Shift[], more: readonly Shift[]): Shift[] =>
  [...new Map([...before, ...more].map(one => [`${one.startsAt}/${one.endsAt}`, one])).values()].sort(
    (a, b) => a.startsAt.localeCompare(b.startsAt),
  )
