import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Duty, excludes, toEnd } from './exclusions.ts'
import { roleNames } from './roles.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n))
const role = fc.constantFrom(...roleNames.slice(0, 5))
const exclusions = fc.array(
  fc
    .record({ one: role, other: role, scope: fc.constantFrom('anywhere' as const, 'same-node' as const) })
    .filter(({ one, other }) => one !== other),
  { maxLength: 6 },
)
const duties = fc
  .array(
    fc.record({
      role,
      path: fc.constantFrom([1], [1, 2], [1, 3], [1, 2, 4]),
      since: fc.integer({ min: 0, max: 20 }).map(day),
      until: fc.option(fc.integer({ min: 21, max: 40 }).map(day)),
      approvedAt: fc.integer({ min: 0, max: 5 }).map(day),
    }),
    { maxLength: 7 },
  )
  .map(all => all.map((duty, id): Duty => ({ ...duty, id })))

test('it does not matter which of two is named first', () => {
  fc.assert(
    fc.property(exclusions, duties, (rules, all) => {
      for (const a of all) for (const b of all) expect(excludes(rules, a, b)).toEqual(excludes(rules, b, a))
    }),
  )
})

test('what is left excludes nothing, what ends was approved after what it clashes with, and nothing else ends', () => {
  fc.assert(
    fc.property(exclusions, duties, (rules, all) => {
      const ended = toEnd(rules, all)
      const ids = new Set(ended.map(one => one.ends.id))
      const left = all.filter(one => !ids.has(one.id))
      for (const a of left) for (const b of left) if (a !== b) expect(excludes(rules, a, b)).toBeUndefined()
      for (const { ends, because } of ended) {
        expect(ids.has(because.id)).toBe(false)
        expect(because.approvedAt.getTime()).toBeLessThanOrEqual(ends.approvedAt.getTime())
        expect(excludes(rules, ends, because)).toBeDefined()
      }
    }),
  )
})

test('same node means where one reaches the other; terms that do not meet do not clash', () => {
  const rules = [{ one: 'town-clerk' as const, other: 'supervisor' as const, scope: 'same-node' as const }]
  const clerk: Duty = {
    id: 1,
    role: 'town-clerk',
    path: [1, 2],
    since: day(0),
    until: day(9),
    approvedAt: day(0),
  }
  const watcher: Duty = { ...clerk, id: 2, role: 'supervisor', path: [1] }
  expect(excludes(rules, clerk, watcher)).toBeDefined()
  expect(excludes(rules, clerk, { ...watcher, path: [1, 3] })).toBeUndefined()
  expect(excludes(rules, clerk, { ...watcher, since: day(9), until: null })).toBeUndefined()
})
