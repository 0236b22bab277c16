// The Chinese working calendar: weekends are free, public holidays are free, make-up days are worked.
// Data: data/holidays (State Council notices, one file a year); a year without a file falls back to weekends.
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { addDays, type LocalDay, weekday } from './clock.ts'

const yearFile = z.object({ days: z.array(z.object({ date: z.string(), isOffDay: z.boolean() })) })

const folder = new URL('../../data/holidays/', import.meta.url)
const exceptions = new Map<LocalDay, boolean>()
for (const file of readdirSync(folder).filter(name => name.endsWith('.json')))
  for (const day of yearFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).days)
    exceptions.set(day.date, day.isOffDay)

export function isWorkingDay(day: LocalDay): boolean {
  const off = exceptions.get(day)
  return off === undefined ? weekday(day) % 6 !== 0 : !off
}

/** The day on which the n-th working day after `day` falls; the day itself does not count. */
export function addWorkingDays(day: LocalDay, n: number): LocalDay {
  let current = day
  for (let left = n; left > 0; ) {
    current = addDays(current, 1)
    if (isWorkingDay(current)) left--
  }
  return current
}
