import fc from 'fast-check'
import { expect, test } from 'vitest'
import { datesOf, joined, monthsOf, type NamedDay } from './pattern.ts'

const SPRING: NamedDay[] = [
  { date: '2027-02-09', isOffDay: true, name: '春节' },
  { date: '2027-02-11', isOffDay: true, name: '春节' },
  { date: '2027-02-20', isOffDay: false, name: '春节' },
]

test('every Tuesday and Thursday until spring, the holidays left out by name and kept open where that is said', () => {
  const pattern = { weekdays: [2, 4], from: '2026-12-01', until: '2027-02-11', open: [] }
  const { dates, skipped } = datesOf(pattern, SPRING)
  expect(dates).toHaveLength(20)
  expect(skipped.map(one => one.date)).toEqual(['2027-02-09', '2027-02-11'])
  expect(monthsOf({ dates, skipped }).map(([month, days]) => [month, days.length])).toEqual([
    ['2026-12', 10],
    ['2027-01', 8],
    ['2027-02', 4],
  ])
  expect(datesOf({ ...pattern, open: ['2027-02-09'] }, SPRING).dates).toContain('2027-02-09')
})

test('without a weekday it is the one day, and an end before the start means none', () => {
  expect(datesOf({ weekdays: [], from: '2026-12-01', until: '', open: [] }, []).dates).toEqual(['2026-12-01'])
  expect(datesOf({ weekdays: [2], from: '2026-12-02', until: '2026-12-01', open: [] }, []).dates).toEqual([])
})

test('every day of a pattern falls on one of its weekdays, within it, once', () => {
  const day = fc
    .integer({ min: 0, max: 700 })
    .map(n => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      day,
      day,
      (weekdays, from, until) => {
        const { dates } = datesOf({ weekdays, from, until, open: [] }, [])
        expect(new Set(dates).size).toBe(dates.length)
        for (const one of dates) {
          expect(one >= from && one <= until).toBe(true)
          expect(weekdays).toContain(new Date(`${one}T00:00:00Z`).getUTCDay() || 7)
        }
      },
    ),
  )
})

test('the same shift added twice stands once, and shifts stay in order', () => {
  const a = { startsAt: '2026-12-03T01:00:00.000Z', endsAt: '2026-12-03T03:00:00.000Z' }
  const b = { startsAt: '2026-12-01T01:00:00.000Z', endsAt: '2026-12-01T03:00:00.000Z' }
  expect(joined([a], [b, a])).toEqual([b, a])
})
