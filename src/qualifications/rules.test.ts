import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../foundation/clock.ts'
import { isGoodOn, lacking, lastDayOf, type Move, moved, type QualificationState } from './rules.ts'

const day = fc.integer({ min: 0, max: 4000 }).map(n => addDays('2020-01-01', n))
const kind = fc.constantFrom('first-aid', 'driving', 'sign-language')
const held = fc.record({ kind, validFrom: day, validUntil: fc.option(day) })

test('what has ended never comes back, and nothing is confirmed that did not wait for it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Move>('confirm', 'suspend', 'resume', 'withdraw', 'expire')),
      moves => {
        let state: QualificationState = 'waiting'
        let confirmed = false
        for (const move of moves) {
          const next = moved(state, move)
          if (state === 'withdrawn' || state === 'expired') expect(next).toBeUndefined()
          if (next === 'confirmed') expect(move === 'confirm' ? state === 'waiting' : confirmed).toBe(true)
          confirmed ||= move === 'confirm' && next !== undefined
          state = next ?? state
        }
      },
    ),
  )
})

test('somebody lacks exactly the kinds of which nothing they hold is good that day', () => {
  fc.assert(
    fc.property(fc.uniqueArray(kind), fc.array(held), day, (needs, all, on) => {
      const lacks = lacking(needs, all, on)
      for (const need of needs)
        expect(lacks.includes(need)).toBe(
          all.filter(one => one.kind === need && isGoodOn(one, on)).length === 0,
        )
      expect(lacks).toEqual(needs.filter(need => lacks.includes(need)))
      // More in hand never makes somebody lack more.
      expect(lacking(needs, [...all, { kind: 'driving', validFrom: on, validUntil: on }], on)).toEqual(
        lacks.filter(need => need !== 'driving'),
      )
    }),
  )
})

test('so many months end the day before, and at the end of a shorter month', () => {
  expect(lastDayOf({ months: 24 }, '2026-03-05')).toBe('2028-03-04')
  expect(lastDayOf({ months: 1 }, '2026-01-31')).toBe('2026-02-28')
  expect(lastDayOf({ months: 12 }, '2024-02-29')).toBe('2025-02-28')
  expect(lastDayOf({ months: 0 }, '2024-02-29')).toBeNull()
})
