// Keeps the crowds as records count and are reversed, and as entries of one person are joined and parted. Whoever comes is added;
// where anybody may have left, everybody kept there is asked after in the records, so that what is told twice, late or out of turn
// comes to the same.
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import type { Sealed } from '../../foundation/journal/journal.ts'
import type { Told } from '../rules.ts'
import { type Cell, cellsOf, crowdAfter, nameOf } from './rules.ts'
import * as store from './store.ts'

/** The entries that live as somebody else since: the one that was joined or parted, and those that were joined to it before. */
const MOVES = new Set(['person.merged', 'person.parted'])
const movedBy = (row: Sealed): number[] =>
  MOVES.has(row.kind) ? z.object({ entries: z.array(z.number()) }).parse(JSON.parse(row.facts)).entries : []

/** Who came into a cell, and whether anybody may have left it. */
type Touched = { cell: Cell; came: Set<number>; doubted: boolean }

export async function foldCrowds(tx: Tx, rows: readonly Sealed[], told: readonly Told[]): Promise<void> {
  const moved = rows.flatMap(movedBy)
  if (told.length === 0 && moved.length === 0) return
  const living = await store.livingOf(tx, [...new Set([...told.map(one => one.person), ...moved])])
  const touched = new Map<string, Touched>()
  const touch = (record: Omit<Told, 'sign' | 'minutes'>, comes: boolean, doubted: boolean) => {
    for (const cell of cellsOf(record)) {
      const name = nameOf(cell)
      const one = touched.get(name) ?? { cell, came: new Set(), doubted: false }
      if (comes) one.came.add(living.get(record.person) ?? record.person)
      one.doubted ||= doubted
      touched.set(name, one)
    }
  }
  for (const one of told) touch(one, one.sign > 0, one.sign < 0)
  if (moved.length > 0) for (const one of await store.recordsOfEntries(tx, moved)) touch(one, true, true)
  await keep(tx, [...touched.values()])
}

async function keep(tx: Tx, touched: readonly Touched[]): Promise<void> {
  const known = await store.crowdsAt(
    tx,
    touched.map(one => one.cell),
  )
  const before = (cell: Cell) => known.get(nameOf(cell)) ?? []
  const doubted = touched.filter(one => one.doubted)
  const standing = await standingOf(
    tx,
    new Set(doubted.flatMap(({ cell, came }) => [...before(cell), ...came])),
  )
  const changed: store.Crowd[] = []
  for (const { cell, came, doubted } of touched) {
    const stands = (person: number) => !doubted || standing.get(person)?.has(nameOf(cell)) === true
    const gone = new Set(before(cell).filter(person => !stands(person)))
    const { people, fill } = crowdAfter(before(cell), [...came].filter(stands), gone)
    if (fill) changed.push({ cell, people: await store.filled(tx, cell, people) })
    else if (people.join() !== before(cell).join()) changed.push({ cell, people })
  }
  await store.keepCrowds(tx, changed)
}

/** The names of all cells in which these people stand by their records. */
async function standingOf(tx: Tx, people: ReadonlySet<number>): Promise<Map<number, Set<string>>> {
  if (people.size === 0) return new Map()
  const cells = new Map<number, Set<string>>()
  for (const record of await store.recordsOfPeople(tx, [...people])) {
    const own = cells.get(record.living) ?? new Set()
    for (const cell of cellsOf(record)) own.add(nameOf(cell))
    cells.set(record.living, own)
  }
  return cells
}
