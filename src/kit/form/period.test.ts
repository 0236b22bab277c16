import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localMoment, momentOf, periodOf } from './period.ts'

test('from ten in the evening until six is eight hours, into the next day', () => {
  expect(periodOf({ day: '2026-12-01', start: '22:00', end: '06:00' })).toEqual({
    startsAt: '2026-12-01T14:00:00.000Z',
    endsAt: '2026-12-01T22:00:00.000Z',
    nextDay: true,
    minutes: 480,
  })
  expect(periodOf({ day: '2026-12-01', start: '09:00', end: '' })).toBeNull()
})

test('a period ends after it starts and lasts a day at most, whatever clocks are given', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  fc.assert(
    fc.property(clock, clock, (start, end) => {
      const period = periodOf({ day: '2026-12-01', start, end })
      expect(period && period.minutes > 0 && period.minutes <= 24 * 60).toBe(true)
      expect(period?.nextDay).toBe(end <= start)
      expect(localMoment(period?.endsAt ?? '').slice(11)).toBe(end)
    }),
  )
})

test('a moment is written as the district’s clock shows it, and read back the same', () => {
  expect(localMoment('2026-12-31T16:30:00.000Z')).toBe('2027-01-01T00:30')
  expect(momentOf('2027-01-01T00:30')).toBe('2026-12-31T16:30:00.000Z')
  expect(momentOf('')).toBe('')
})
