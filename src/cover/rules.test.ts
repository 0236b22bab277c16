import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../foundation/clock.ts'
import { coverStates, isInForce } from './rules.ts'

const day = fc.integer({ min: 0, max: 2000 }).map(n => addDays('2024-01-01', n))

test('a contract is in force on the days of its term, both ends with it, and only once it is confirmed', () => {
  fc.assert(
    fc.property(day, fc.nat(400), day, fc.constantFrom(...coverStates), (validFrom, length, on, state) => {
      const cover = { state, validFrom, validUntil: addDays(validFrom, length) }
      const days = new Set(Array.from({ length: length + 1 }, (_, n) => addDays(validFrom, n)))
      expect(isInForce(cover, on)).toBe(state === 'confirmed' && days.has(on))
    }),
  )
})
