// General facts that rooms declare in their room.ts: folded from what the journal tells, made anew and proved from the rooms' own
// rows. Invariant: folded and rebuilt are the same sums.
import { sql } from 'kysely'
import pg from 'pg'
import type { Tx } from '../foundation/database/database.ts'
import type { Fact, FactChange, Ground } from '../foundation/ground.ts'
import type { Sealed } from '../foundation/journal/journal.ts'
import { monthOf } from './rules.ts'

export const factsOf = (ground: Ground): Fact[] => ground.rooms.flatMap(room => room.facts ?? [])

/** Adds what these entries tell to the facts; in the transaction that moves the listener's position. */
export async function foldFacts(ground: Ground, tx: Tx, rows: readonly Sealed[]): Promise<void> {
  for (const fact of factsOf(ground)) {
    const changes = rows.flatMap(row => fact.told(row))
    if (changes.length === 0) continue
    if (fact.kind === 'distinct') await addPeople(tx, fact.name, changes)
    else await addDays(tx, fact.name, changes)
  }
}

/** Changes of one cell added up, so that one statement touches each row once. */
function cellsOf(changes: readonly FactChange[], keyOf: (change: FactChange) => string): FactChange[] {
  const cells = new Map<string, FactChange>()
  for (const change of changes) {
    const key = keyOf(change)
    const cell = cells.get(key)
    cells.set(key, cell ? { ...cell, amount: cell.amount + change.amount } : change)
  }
  return [...cells.values()]
}

async function addDays(tx: Tx, fact: string, changes: readonly FactChange[]): Promise<void> {
  const cells = cellsOf(changes, one => `${one.day}|${one.place}|${one.dimension}`)
  await sql`insert into fact_day as f (fact, day, place, dimension, amount)
    select ${fact}, * from unnest(${cells.map(one => one.day)}::date[], ${cells.map(one => one.place)}::text[],
      ${cells.map(one => one.dimension)}::text[], ${cells.map(one => one.amount)}::bigint[])
    on conflict (fact, place, day, dimension) do update set amount = f.amount + excluded.amount`.execute(tx)
}

async function addPeople(tx: Tx, fact: string, changes: readonly FactChange[]): Promise<void> {
  const cells = cellsOf(
    changes.flatMap(one => (one.person === undefined ? [] : [{ ...one, day: monthOf(one.day) }])),
    one => `${one.day}|${one.place}|${one.dimension}|${one.person}`,
  )
  await sql`insert into fact_person as f (fact, month, place, dimension, person_id, amount)
    select ${fact}, * from unnest(${cells.map(one => one.day)}::date[], ${cells.map(one => one.place)}::text[],
      ${cells.map(one => one.dimension)}::text[], ${cells.map(one => one.person)}::bigint[], ${cells.map(one => one.amount)}::bigint[])
    on conflict (fact, place, month, dimension, person_id) do update set amount = f.amount + excluded.amount`.execute(
    tx,
  )
}

export const FACT_TABLES = ['fact_day', 'fact_person'] as const

/**
 * An insert of what a select answers, the select under a name of its own: a cluster sends an insert whose grouped select stands
 * bare to the wrong place.
 */
export const filling = (table: string, columns: string, select: string) =>
  `with made (${columns}) as (${select}) insert into ${table} (${columns}) select ${columns} from made`

/** The statements that fill the tables from the rooms' own rows, `into` being a prefix for a proof beside them. */
export function factStatements(ground: Ground, into: string): string[] {
  return factsOf(ground).map(fact => {
    const name = pg.escapeLiteral(fact.name)
    return fact.kind === 'distinct'
      ? filling(
          `${into}fact_person`,
          'fact, month, place, dimension, person_id, amount',
          `select ${name}, date_trunc('month', day)::date, place, dimension, person, sum(amount) from (${fact.raw}) as raw group by 2, 3, 4, 5`,
        )
      : filling(
          `${into}fact_day`,
          'fact, day, place, dimension, amount',
          `select ${name}, day, place, dimension, sum(amount) from (${fact.raw}) as raw group by 2, 3, 4`,
        )
  })
}
