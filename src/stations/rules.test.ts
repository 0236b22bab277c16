import fc from 'fast-check'
import { expect, test } from 'vitest'
import { badOpening, isOpenOn, type Opening } from './rules.ts'

const time = fc.integer({ min: 0, max: 23 }).map(hour => `${String(hour).padStart(2, '0')}:00`)
const opening = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: time,
  until: time,
})

/** How often the door is said to be open in an hour of the week. */
const timesOpen = (hours: readonly Opening[], day: number, hour: string) =>
  hours.filter(one => one.days.includes(day) && one.from <= hour && hour < one.until).length

test('hours fit exactly where each ends after it begins and no moment is said twice', () => {
  fc.assert(
    fc.property(fc.array(opening, { maxLength: 5 }), hours => {
      const twice = Array.from({ length: 7 * 24 }, (_, i) =>
        timesOpen(hours, 1 + Math.floor(i / 24), `${String(i % 24).padStart(2, '0')}:00`),
      ).some(times => times > 1)
      const backward = hours.some(one => one.until <= one.from)
      expect(badOpening(hours) !== null).toBe(twice || backward)
    }),
  )
})

test('a site is one from its first day through its last', () => {
  const site = { validFrom: '2026-03-01', validUntil: '2026-11-30' }
  expect(['2026-02-28', '2026-03-01', '2026-11-30', '2026-12-01'].map(day => isOpenOn(site, day))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isOpenOn({ ...site, validUntil: null }, '2099-01-01')).toBe(true)
})
