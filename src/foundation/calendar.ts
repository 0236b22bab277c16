// The Chinese working calendar: weekends are free, public holidays are free, make-up days are worked.
// Data: data/holidays (State Council notices, one file a year); a year without a file falls back to weekends.
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { addDays, addMinutes, atLocal, type LocalDay, localDay, startOfDay, weekday } from './clock.ts'
import type { Db } from './database/database.ts'

const yearFile = z.object({ days: z.array(z.object({ date: z.string(), isOffDay: z.boolean() })) })

export type Calendar = {
  isWorkingDay(day: LocalDay): boolean
  /** The day on which the n-th working day after `day` falls; the day itself does not count. */
  addWorkingDays(day: LocalDay, n: number): LocalDay
  /** Legal terms end at 24:00 of their last working day: the instant after which it is late. */
  endOfTerm(from: Date, workingDays: number): Date
  /** Service clocks count working hours only. */
  afterWorkingHours(from: Date, hours: number): Date
}

const HOURS = { from: '08:30', until: '17:30' }

/** @param off whether a day is free, where a notice says so; other days go by the week */
export function makeCalendar(off: ReadonlyMap<LocalDay, boolean>): Calendar {
  const isWorkingDay = (day: LocalDay) => {
    const said = off.get(day)
    return said === undefined ? weekday(day) % 6 !== 0 : !said
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
    addWorkingDays,
    endOfTerm: (from, workingDays) => startOfDay(addDays(addWorkingDays(localDay(from), workingDays), 1)),
    afterWorkingHours(from, hours) {
      let left = hours * 60
      for (let day = localDay(from); ; day = addDays(day, 1)) {
        if (!isWorkingDay(day)) continue
        const opens = atLocal(day, HOURS.from)
        const begins = from > opens ? from : opens
        const open = (atLocal(day, HOURS.until).getTime() - begins.getTime()) / 60_000
        if (open >= left) return addMinutes(begins, left)
        if (open > 0) left -= open
      }
    },
  }
}

const folder = new URL('../../data/holidays/', import.meta.url)

export async function loadCalendar(_db: Db): Promise<Calendar> {
  const off = new Map<LocalDay, boolean>()
  for (const file of readdirSync(folder).filter(name => name.endsWith('.json')))
    for (const day of yearFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).days)
      off.set(day.date, day.isOffDay)
  return makeCalendar(off)
}
