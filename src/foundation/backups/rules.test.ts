// What goes when there is no room.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALWAYS_KEPT, isOld, type Kept, toRemove } from './rules.ts'

const backups = fc
  .array(fc.record({ bytes: fc.integer({ min: 1, max: 1000 }), day: fc.integer({ min: 0, max: 400 }) }), {
    maxLength: 40,
  })
  .map(list =>
    list.map((one, id): Kept => ({ id, bytes: one.bytes, askedAt: new Date(one.day * 86_400_000) })),
  )

test('the newest seven stay, the oldest go first, and no more than needed', () => {
  fc.assert(
    fc.property(backups, fc.integer({ min: 0, max: 5000 }), (good, wanted) => {
      const going = toRemove(good, wanted)
      const left = good.filter(one => !going.includes(one))
      expect(left.length).toBeGreaterThanOrEqual(Math.min(good.length, ALWAYS_KEPT))
      const newest = Math.max(...going.map(one => one.askedAt.getTime()))
      for (const one of left)
        if (going.length > 0) expect(one.askedAt.getTime()).toBeGreaterThanOrEqual(newest)
      const sum = (list: readonly Kept[]) => list.reduce((n, one) => n + one.bytes, 0)
      if (going.length > 0) expect(sum(going.slice(0, -1))).toBeLessThan(wanted)
    }),
  )
})

test('a backup is old after 26 hours, and where there is none', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  expect(isOld(null, now)).toBe(true)
  expect(isOld(new Date('2026-11-23T08:00:00Z'), now)).toBe(false)
  expect(isOld(new Date('2026-11-23T07:59:59Z'), now)).toBe(true)
})
