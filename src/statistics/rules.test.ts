import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDifference,
  DISTRICT,
  type Headcount,
  headcounts,
  type Presence,
  periodBefore,
  periodOf,
  present,
  sumsOf,
  type Told,
  withCommunities,
} from './rules.ts'

const aRecord = (): fc.Arbitrary<Omit<Told, 'sign'>> =>
  fc.record({
    person: fc.integer({ min: 1, max: 4 }),
    day: fc
      .integer({ min: 0, max: 1500 })
      .map(n => new Date(Date.UTC(2017, 0, 1 + n)).toISOString().slice(0, 10)),
    hour: fc.integer({ min: 0, max: 23 }),
    minutes: fc.integer({ min: 1, max: 600 }),
    kind: fc.constantFrom('elderly', 'traffic'),
    town: fc.constantFrom('310117001000', '310117002000'),
    community: fc.constantFrom('', '310117001001'),
    ageBand: fc.constantFrom('60+', '18-27'),
    sex: fc.constantFrom('female', 'male'),
  })

/** Folds one at a time, as the journal's batches do. */
function folded(told: readonly Told[]) {
  const people = new Map<number, Presence[]>()
  const counts = new Map<string, Headcount>()
  for (const it of told) {
    const before = people.get(it.person) ?? []
    const after = present(before, [it])
    people.set(it.person, after)
    addDifference(counts, headcounts(before), headcounts(after))
  }
  return new Map([...counts].filter(([, one]) => one.active || one.first || one.returned).sort())
}

/** Counts the same from the records that remain, all at once. */
function fresh(records: readonly Omit<Told, 'sign'>[]) {
  const counts = new Map<string, Headcount>()
  for (const person of new Set(records.map(one => one.person))) {
    const own = records.filter(one => one.person === person).map(one => ({ ...one, sign: 1 as const }))
    addDifference(counts, new Map(), headcounts(present([], own)))
  }
  return new Map([...counts].sort())
}

describe('figures', () => {
  test('folded one by one, with some reversed on the way, they are those of what remains', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(aRecord(), fc.boolean()), { maxLength: 25 }), records => {
        const told: Told[] = [
          ...records.map(([one]) => ({ ...one, sign: 1 as const })),
          ...records.filter(([, reversed]) => reversed).map(([one]) => ({ ...one, sign: -1 as const })),
        ]
        const remain = records.filter(([, reversed]) => !reversed).map(([one]) => one)
        expect(folded(told)).toEqual(fresh(remain))
        const sorted = (sums: ReturnType<typeof sumsOf>) =>
          Object.fromEntries(
            Object.entries(sums).map(([table, rows]) => [table, rows.map(row => JSON.stringify(row)).sort()]),
          )
        expect(sorted(sumsOf(told))).toEqual(
          sorted(sumsOf(remain.map(one => ({ ...one, sign: 1 as const })))),
        )
      }),
    )
  })

  test('every table holds the same minutes: by town, for the district, and of communities where they are kept', () => {
    const TOWN = /000$/
    fc.assert(
      fc.property(fc.array(aRecord(), { maxLength: 40 }), records => {
        const sums = sumsOf(records.map(one => ({ ...one, sign: 1 as const })))
        const minutesOf = (all: readonly { minutes: number }[]) =>
          all.reduce((sum, one) => sum + one.minutes, 0)
        for (const [table, rows] of Object.entries(sums)) {
          const at = (belongs: (place: string) => boolean) =>
            minutesOf(rows.filter(one => belongs(String(one.key[1]))))
          expect(at(place => TOWN.test(place))).toBe(minutesOf(records))
          if (table !== 'stat_community') expect(at(place => place === DISTRICT)).toBe(minutesOf(records))
          const kept = (withCommunities as readonly string[]).includes(table)
          expect(at(place => place !== DISTRICT && !TOWN.test(place))).toBe(
            kept ? minutesOf(records.filter(one => one.community !== '')) : 0,
          )
        }
      }),
    )
  })

  test('somebody who serves in two towns in two years is one person of the district, and came back', () => {
    const counts = headcounts([
      { month: '2018-12-01', town: 'A', minutes: 60, records: 1 },
      { month: '2019-01-01', town: 'B', minutes: 60, records: 1 },
    ])
    expect(counts.get('all|0001-01-01|')).toEqual({ active: 1, first: 1, returned: 0 })
    expect(counts.get('year|2019-01-01|')).toEqual({ active: 1, first: 0, returned: 1 })
    expect(counts.get('year|2019-01-01|B')).toEqual({ active: 1, first: 1, returned: 0 })
    expect(counts.get('month|2019-01-01|')).toEqual({ active: 1, first: 0, returned: 0 })
  })

  test('periods know their days and the same time a year before', () => {
    expect(periodOf('2020-02')).toMatchObject({ grain: 'month', from: '2020-02-01', until: '2020-03-01' })
    expect(periodOf('2019-12').until).toBe('2020-01-01')
    expect(periodBefore(periodOf('2020-02'))?.text).toBe('2019-02')
    expect(periodBefore(periodOf('2020'))?.text).toBe('2019')
    expect(periodBefore(periodOf('all'))).toBeNull()
  })
})
