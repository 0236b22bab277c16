// The attacker of these tests reads every figure that is shown, of every place and period, and solves for those that are not.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_TIME, DISTRICT, monthOf, yearOf } from '../rules.ts'
import { type Cell, cellsOf, crowdAfter, type Dimension, FEWEST, type Grain, nameOf, small } from './rules.ts'
import { type Tree, type Veil, veilOver } from './veil.ts'

const [A, B, C] = ['310117001000', '310117002000', '310117003000'] as const
/** The third town has none: whatever is served there is the town's alone. */
const COMMUNITIES: Record<string, string[]> = {
  [A]: ['310117001001', '310117001002'],
  [B]: ['310117002001'],
  [C]: [],
}
const TOWNS = [A, B, C]
const tree: Tree = {
  towns: TOWNS,
  communitiesOf: town => COMMUNITIES[town] ?? [],
  townOf: place => TOWNS.find(town => COMMUNITIES[town]?.includes(place)),
}

type Service = Parameters<typeof cellsOf>[0] & { person: number }
/** Of days strangers read minutes, of hours records: no sum is of both. */
type Cuts = readonly Dimension[]
const BY_DAYS: Cuts = ['whole', 'kind', 'age']
const BY_HOURS: Cuts = ['whole', 'hour', 'kind']
const DAYS = [
  '2018-03-05',
  '2018-03-06',
  '2018-09-03',
  '2018-09-04',
  '2019-03-04',
  '2019-03-05',
  '2019-09-02',
  '2019-09-03',
]
const HOURS = [9, 14]

/** Every combination that a record may be of: what the attacker solves for. */
const atoms: Omit<Service, 'person'>[] = TOWNS.flatMap(town =>
  ['', ...(COMMUNITIES[town] ?? [])].flatMap(community =>
    DAYS.flatMap(day =>
      ['elderly', 'traffic', 'culture'].flatMap(kind =>
        [0, 1].map(n => ({
          town,
          community,
          day,
          kind,
          hour: HOURS[n] ?? 0,
          ageBand: n === 0 ? '60+' : '18-27',
          sex: 'female',
        })),
      ),
    ),
  ),
)

const isTold = (cell: Cell, cuts: Cuts) =>
  cuts.includes(cell.dimension) && !(cell.grain === 'day' && cuts.includes('hour'))

/** The cells of each atom, and the atoms of each cell. */
function tableOf(cuts: Cuts): Map<string, { cell: Cell; atoms: number[] }> {
  const cells = new Map<string, { cell: Cell; atoms: number[] }>()
  for (const [i, atom] of atoms.entries())
    for (const cell of cellsOf(atom)) {
      if (!isTold(cell, cuts)) continue
      const known = cells.get(nameOf(cell)) ?? { cell, atoms: [] }
      known.atoms.push(i)
      cells.set(nameOf(cell), known)
    }
  return cells
}

const PRIME = 32_749
const inverse = (n: number): number => {
  let [result, base, left] = [1, n, PRIME - 2]
  for (; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * base) % PRIME
    base = (base * base) % PRIME
  }
  return result
}
/** Sums that are known, and whether another can be had from them. */
function knownSums() {
  const pivots = new Map<number, Int32Array>()
  const left = (sum: readonly number[]): Int32Array => {
    const row = new Int32Array(atoms.length)
    for (const i of sum) row[i] = ((row[i] ?? 0) + 1) % PRIME
    for (let column = 0; column < row.length; column++) {
      const factor = row[column] ?? 0
      const pivot = factor && pivots.get(column)
      if (!pivot) continue
      for (let i = column; i < row.length; i++)
        row[i] = ((row[i] ?? 0) + (PRIME - factor) * (pivot[i] ?? 0)) % PRIME
    }
    return row
  }
  return {
    learn(sum: readonly number[]): void {
      const row = left(sum)
      const first = row.findIndex(n => n !== 0)
      if (first < 0) return
      const scale = inverse(row[first] ?? 1)
      pivots.set(
        first,
        row.map(n => (n * scale) % PRIME),
      )
    },
    gives: (sum: readonly number[]): boolean => left(sum).every(n => n === 0),
  }
}

/** What strangers are shown of these services: the veil as the server makes it, over crowds counted here. */
function veilOf(services: readonly Service[]): { veil: Veil; crowd: (cell: Cell) => Set<number> } {
  const crowds = new Map<string, { cell: Cell; people: Set<number> }>()
  for (const one of services)
    for (const cell of cellsOf(one)) {
      const known = crowds.get(nameOf(cell)) ?? { cell, people: new Set() }
      known.people.add(one.person)
      crowds.set(nameOf(cell), known)
    }
  const veil = veilOver(tree, async ({ places, grain, dimension, from, until }) => {
    const rows = new Map<string, { place: string; period: string; heads: Record<string, number> }>()
    for (const { cell, people } of crowds.values()) {
      if (cell.grain !== grain || cell.dimension !== dimension || !places.includes(cell.place)) continue
      if (cell.period < from || cell.period >= until) continue
      const row = rows.get(`${cell.place}|${cell.period}`) ?? {
        place: cell.place,
        period: cell.period,
        heads: {},
      }
      row.heads[cell.value] = Math.min(FEWEST, people.size)
      rows.set(`${cell.place}|${cell.period}`, row)
    }
    return [...rows.values()]
  })
  return { veil, crowd: cell => crowds.get(nameOf(cell))?.people ?? new Set() }
}

const isHidden = async (veil: Veil, { place, grain, dimension, period, value }: Cell) =>
  // What communities leave over is shown as a whole only.
  (place.endsWith('/') && dimension !== 'whole') ||
  (await veil.block(place, grain, period, dimension)).hidden(place, period, value)

/** The sums in which a cell stands: of its places, of its periods, of its values. */
function sumsOf(cell: Cell): Cell[] {
  const town = cell.place.endsWith('/') ? cell.place.slice(0, -1) : tree.townOf(cell.place)
  const larger: Partial<Record<Grain, { grain: Grain; period: string }>> = {
    day: { grain: 'month', period: monthOf(cell.period) },
    month: { grain: 'year', period: yearOf(cell.period) },
    year: { grain: 'all', period: ALL_TIME },
  }
  const later = larger[cell.grain]
  return [
    ...(cell.place === DISTRICT ? [] : [{ ...cell, place: town ?? DISTRICT }]),
    ...(later ? [{ ...cell, ...later }] : []),
    ...(cell.dimension === 'whole' ? [] : [{ ...cell, dimension: 'whole' as const, value: '' }]),
  ]
}

/** What an attacker learns who solves for everything: sums of one to four people. */
async function learned(services: readonly Service[], cuts: Cuts): Promise<{ told: string[]; shown: number }> {
  const { veil, crowd } = veilOf(services)
  const cells = [...tableOf(cuts).values()]
  const hidden = new Map<string, boolean>()
  for (const { cell } of cells) hidden.set(nameOf(cell), await isHidden(veil, cell))
  const known = knownSums()
  for (const { cell, atoms } of cells) {
    if (hidden.get(nameOf(cell))) continue
    known.learn(atoms)
    // Nobody serves less than nothing: a sum of nothing is of nothing but nothing.
    if (crowd(cell).size === 0) for (const atom of atoms) known.learn([atom])
  }
  const behind = (parts: readonly { cell: Cell }[]) =>
    new Set(parts.flatMap(one => [...crowd(one.cell)])).size
  const told: string[] = []
  for (const one of cells) if (small(behind([one])) && known.gives(one.atoms)) told.push(nameOf(one.cell))
  // Whatever of a sum is not shown is known together.
  const parts = new Map<string, { cell: Cell; atoms: number[] }[]>()
  for (const one of cells)
    for (const [way, sum] of sumsOf(one.cell).entries()) {
      const name = `${nameOf(sum)} along ${way} ${one.cell.dimension} ${one.cell.grain}`
      if (hidden.get(nameOf(one.cell))) parts.set(name, [...(parts.get(name) ?? []), one])
    }
  for (const [name, some] of parts)
    if (small(behind(some)) && known.gives(some.flatMap(one => one.atoms))) told.push(`the rest of ${name}`)
  for (const some of parts.values())
    for (const [i, one] of some.slice(0, 6).entries())
      for (const other of some.slice(i + 1, 6))
        if (small(behind([one, other])) && known.gives([...one.atoms, ...other.atoms]))
          told.push(`${nameOf(one.cell)} and ${nameOf(other.cell)}`)
  return { told, shown: [...hidden.values()].filter(one => !one).length }
}

/** Services of a district that is here crowded and there nearly empty. */
type District = { seed: number; people: number; records: number; uneven: number }
const aDistrict = (): fc.Arbitrary<District> =>
  fc.record({
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    people: fc.integer({ min: 5, max: 40 }),
    records: fc.integer({ min: 5, max: 700 }),
    uneven: fc.integer({ min: 1, max: 4 }),
  })
function servicesOf({ seed, people, records, uneven }: District): Service[] {
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const order = atoms.map(atom => ({ atom, by: next() })).sort((a, b) => a.by - b.by)
  return Array.from({ length: records }, () => ({
    ...(order[Math.floor(next() ** uneven * order.length)]?.atom as Omit<Service, 'person'>),
    person: 1 + Math.floor(next() * people),
  }))
}

describe('what strangers read', () => {
  test('gives no sum of one to four people, whoever served where and when', async () => {
    await fc.assert(
      fc.asyncProperty(aDistrict(), fc.constantFrom(BY_DAYS, BY_HOURS), async (district, cuts) => {
        expect((await learned(servicesOf(district), cuts)).told).toEqual([])
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  test('is everything where every cell is of many', async () => {
    const services = atoms.flatMap(atom => [1, 2, 3, 4, 5].map(person => ({ ...atom, person })))
    const { told, shown } = await learned(services, BY_DAYS)
    expect(told).toEqual([])
    // All but what communities leave over, cut by kind and age.
    const unshown = [...tableOf(BY_DAYS).values()].filter(
      ({ cell }) => cell.place.endsWith('/') && cell.dimension !== 'whole',
    )
    expect(shown).toBe(tableOf(BY_DAYS).size - unshown.length)
  })

  test('lacks, for one small cell, a rectangle around it and no more', async () => {
    const lonely = (atom: Omit<Service, 'person'>) =>
      atom.community === '310117001001' && atom.day.startsWith('2018') && atom.kind === 'culture'
    const services = atoms.flatMap(atom =>
      (lonely(atom) ? [1] : [1, 2, 3, 4, 5]).map(person => ({ ...atom, person })),
    )
    const { veil } = veilOf(services)
    const [community, neighbour] = COMMUNITIES[A] as [string, string]
    const block = await veil.block(community, 'year', '2018-01-01', 'kind')
    const hidden = block.rows.flatMap(row =>
      block.columns.flatMap(column =>
        block.values
          .filter(value => block.hidden(row, column, value))
          .map(value => [row, column.slice(0, 4), value].join()),
      ),
    )
    expect(hidden.sort()).toEqual(
      [community, neighbour]
        .flatMap(row =>
          ['2018', '2019'].flatMap(year => ['culture', 'elderly'].map(kind => [row, year, kind].join())),
        )
        .sort(),
    )
    for (const place of [A, DISTRICT])
      expect(
        (await veil.block(place, 'year', '2018-01-01', 'kind')).hidden(place, '2018-01-01', 'culture'),
      ).toBe(false)
    expect(
      (await veil.block(community, 'all', ALL_TIME, 'kind')).hidden(community, ALL_TIME, 'culture'),
    ).toBe(false)
  })

  test('knows an attack when it sees one: hiding nothing but the small cells gives them away', () => {
    const known = knownSums()
    known.learn([0, 1, 2])
    known.learn([0])
    expect(known.gives([1])).toBe(false)
    known.learn([2])
    expect(known.gives([1])).toBe(true)
  })
})

test('a set of people is complete below five, and says when it is not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { maxLength: 60 }),
      turns => {
        const there = new Set<number>()
        let kept: number[] = []
        for (const [person, comes] of turns) {
          if (comes) there.add(person)
          else there.delete(person)
          const { people, fill } = crowdAfter(kept, comes ? [person] : [], new Set(comes ? [] : [person]))
          kept = fill ? [...there].sort((a, b) => a - b).slice(0, FEWEST) : people
          expect(kept.every(one => there.has(one))).toBe(true)
          expect(kept.length).toBe(Math.min(FEWEST, there.size))
        }
      },
    ),
  )
})
