import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type LocalDay, localDay } from '../clock.ts'
import { makeCalendar, movedTerm } from './calendar.ts'
import { calendarNotice } from './contract.ts'
import { statutoryDays } from './statutory.ts'

const folder = new URL('../../../data/holidays/', import.meta.url)
const notices = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => calendarNotice.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
const calendarOf = (years: readonly number[]) =>
  makeCalendar(
    new Map(
      notices
        .filter(one => years.includes(one.year))
        .flatMap(one => one.days.map(day => [day.date, day.isOffDay] as const)),
    ),
    new Set(years),
  )
const all = notices.map(one => one.year)
const { addWorkingDays, isWorkingDay } = calendarOf(all)
const day = fc
  .integer({ min: 0, max: 4700 })
  .map(n => localDay(new Date(Date.UTC(2013, 0, 1) + n * 86_400_000)))

describe('the working calendar', () => {
  test('knows holidays and make-up days', () => {
    expect(isWorkingDay('2026-01-01')).toBe(false) // New Year
    expect(isWorkingDay('2026-01-04')).toBe(true) // a Sunday, worked
    expect(isWorkingDay('2026-11-21')).toBe(false) // a Saturday
  })
  test('ten working days after Monday 23 November 2026 is Monday 7 December', () => {
    expect(addWorkingDays('2026-11-23', 10)).toBe('2026-12-07')
  })
  test('the days between contain exactly n working days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), (start, n) => {
        const calendar = calendarOf(all)
        return calendar.workingDaysBetween(start, calendar.addWorkingDays(start, n)) === n
      }),
      { numRuns: 40 },
    )
  })
  test('a service clock counts the hours of the policy: Friday 17:00 and two hours is Monday 10:00', () => {
    expect(calendarOf(all).afterWorkingHours(new Date('2026-11-20T09:00:00Z'), 2)).toEqual(
      new Date('2026-11-23T02:00:00Z'),
    )
    const short = makeCalendar(new Map(), new Set([2026]), () => ({ from: '09:00', until: '12:00' }))
    expect(short.afterWorkingHours(new Date('2026-11-23T03:00:00Z'), 2)).toEqual(
      new Date('2026-11-24T02:00:00Z'),
    )
  })
})

describe('a year that nobody has imported', () => {
  test('counts Monday to Friday less the statutory days: New Year’s Day 2027 is none of the ten', () => {
    const { addWorkingDays: add, isProvisional } = calendarOf([2026])
    expect(isProvisional('2027-01-01')).toBe(true)
    expect(isProvisional('2026-12-31')).toBe(false)
    expect(add('2026-12-30', 2)).toBe('2027-01-04') // 31 December, then Monday: 1 January is free
  })
  test('the statutory days of 2027, the lunar ones and Qingming among them', () => {
    expect(statutoryDays(2027)).toEqual([
      '2027-01-01',
      '2027-02-05', // 除夕
      '2027-02-06', // 初一
      '2027-02-07',
      '2027-02-08',
      '2027-04-05', // 清明
      '2027-05-01',
      '2027-05-02',
      '2027-06-09', // 端午
      '2027-09-15', // 中秋
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ])
  })
  test('what the law frees, every notice since 2012 frees too', () => {
    // New Year's Eve of the moon and 2 May became statutory with 2025.
    for (const year of all) {
      const eve = statutoryDays(year).find(one => addDays(one, 1) === firstOfLunarYear(year))
      for (const one of statutoryDays(year))
        if (year >= 2025 || (one !== eve && !one.endsWith('-05-02')))
          expect([one, isWorkingDay(one)]).toEqual([one, false])
    }
  })
  test('importing a year moves a term later or not at all, and then it holds its full number of working days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all.slice(1)),
        fc.integer({ min: -20, max: 340 }),
        fc.integer({ min: 1, max: 20 }),
        (year, offset, n) => {
          const [before, after] = [calendarOf(all.filter(one => one !== year)), calendarOf(all)]
          const start = addDays(`${year}-01-01`, offset)
          const due = before.addWorkingDays(start, n)
          const moved = movedTerm(before, after, start, due)
          expect(moved >= due).toBe(true)
          expect(after.workingDaysBetween(start, moved)).toBeGreaterThanOrEqual(n)
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** The first day of three in a row that are the new lunar year. */
function firstOfLunarYear(year: number): LocalDay {
  const days = statutoryDays(year).filter(one => one > `${year}-01-15` && one < `${year}-03-01`)
  return days[1] ?? ''
}
