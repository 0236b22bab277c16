// The Chinese working calendar: weekends are free, public holidays are free, make-up days are worked. Pure.
// A year without a notice counts Monday to Friday less the statutory days, and is called provisional.
import { addDays, addMinutes, atLocal, type LocalDay, localDay, startOfDay, weekday } from '../clock.ts'
import { statutoryDays } from './statutory.ts'

export type Calendar = {
  isWorkingDay(day: LocalDay): boolean
  /** The day on which the n-th working day after `day` falls; the day itself does not count. */
  addWorkingDays(day: LocalDay, n: number): LocalDay
  /** How many working days lie after `from`, up to and with `until`. */
  workingDaysBetween(from: LocalDay, until: LocalDay): number
  /** Legal terms end at 24:00 of their last working day: the instant after which it is late. */
  endOfTerm(from: Date, workingDays: number): Date
  /** Service clocks count working hours only. */
  afterWorkingHours(from: Date, hours: number): Date
  /** Nobody has imported this day's year. */
  isProvisional(day: LocalDay): boolean
}

/** The district's own, which hears of notices that come. */
export type LivingCalendar = Calendar & {
  /** Reads the notices anew, as far as they are committed. */
  reload(): Promise<void>
}
type Hours = { from: string; until: string }

const DEFAULT_HOURS: Hours = { from: '08:30', until: '17:30' }

/**
 * @param off whether a day is free, where a notice says so; other days go by the week
 * @param known the years whose notice was imported
 * @param hours the working hours of a day
 */
export function makeCalendar(
  off: ReadonlyMap<LocalDay, boolean>,
  known: ReadonlySet<number>,
  hours: (day: LocalDay) => Hours = () => DEFAULT_HOURS,
): Calendar {
  const statutory = new Map<number, Set<LocalDay>>()
  const statutoryOf = (year: number) => {
    const days = statutory.get(year) ?? new Set(statutoryDays(year))
    statutory.set(year, days)
    return days
  }
  const yearOf = (day: LocalDay) => Number(day.slice(0, 4))
  const isProvisional = (day: LocalDay) => !known.has(yearOf(day))
  const isWorkingDay = (day: LocalDay) => {
    const said = off.get(day)
    if (said !== undefined) return !said
    return weekday(day) % 6 !== 0 && !(isProvisional(day) && statutoryOf(yearOf(day)).has(day))
  }
  const addWorkingDays = (day: LocalDay, n: number) => {
    let current = day
    for (let left = n; left > 0; ) {
      current = addDays(current, 1)
      if (isWorkingDay(current)) left--
    }
    return current
  }
  return {
    isWorkingDay,
    isProvisional,
    addWorkingDays,
    workingDaysBetween(from, until) {
      let n = 0
      for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(day)) n++
      return n
    },
    endOfTerm: (from, workingDays) => startOfDay(addDays(addWorkingDays(localDay(from), workingDays), 1)),
    afterWorkingHours(from, count) {
      let left = count * 60
      for (let day = localDay(from); ; day = addDays(day, 1)) {
        if (!isWorkingDay(day)) continue
        const opens = atLocal(day, hours(day).from)
        const begins = from > opens ? from : opens
        const open = (atLocal(day, hours(day).until).getTime() - begins.getTime()) / 60_000
        if (open >= left) return addMinutes(begins, left)
        if (open > 0) left -= open
      }
    },
  }
}

/**
 * Where a term that ended on `due` by the calendar before ends by the one after: as many working days from `from`, later or the
 * same, never earlier.
 */
export function movedTerm(before: Calendar, after: Calendar, from: LocalDay, due: LocalDay): LocalDay {
  const moved = after.addWorkingDays(from, before.workingDaysBetween(from, due))
  return moved > due ? moved : due
}
