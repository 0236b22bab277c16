import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMinutes, localDay } from '../foundation/clock.ts'
import { partsTaken } from './rules.ts'

const isWorkday = (day: string) => !['2026-11-28', '2026-11-29'].includes(day)
const taken = (from: string, until: string) =>
  partsTaken({ startsAt: new Date(`${from}+08:00`), endsAt: new Date(`${until}+08:00`) }, isWorkday)

test('a service takes every part of the week that it touches, by the district’s calendar', () => {
  expect(taken('2026-11-27T09:00', '2026-11-27T12:00')).toEqual(['workday-morning'])
  expect(taken('2026-11-27T10:00', '2026-11-27T14:00')).toEqual(['workday-morning', 'workday-afternoon'])
  expect(taken('2026-11-28T18:00', '2026-11-28T24:00')).toEqual(['dayoff-evening'])
  expect(taken('2026-11-27T22:00', '2026-11-28T06:00')).toEqual(['workday-evening', 'dayoff-morning'])
})

test('what two services take is what one over both takes, and no service takes nothing', () => {
  const at = fc
    .integer({ min: 0, max: 7 * 24 * 60 })
    .map(m => addMinutes(new Date('2026-11-22T16:00:00Z'), m))
  const length = fc.integer({ min: 1, max: 24 * 60 })
  fc.assert(
    fc.property(at, length, length, (startsAt, first, second) => {
      const middle = addMinutes(startsAt, first)
      const endsAt = addMinutes(middle, second)
      const parts = (a: Date, b: Date) => partsTaken({ startsAt: a, endsAt: b }, isWorkday)
      expect(new Set([...parts(startsAt, middle), ...parts(middle, endsAt)])).toEqual(
        new Set(parts(startsAt, endsAt)),
      )
      const [part] = parts(startsAt, middle)
      expect(part?.startsWith(isWorkday(localDay(startsAt)) ? 'workday' : 'dayoff')).toBe(true)
    }),
  )
})
