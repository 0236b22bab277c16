// General facts that rooms declare in their room.ts: folded from what the journal tells, made anew and proved from the rooms' own
// rows. Invariant: folded and rebuilt are the same sums.
import { sql } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Fact, FactChange, Ground } from '../foundation/ground.ts'
import type { Sealed } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import type { factFigure as figure } from './contract.ts'
import { DISTRICT, monthOf } from './rules.ts'

const factsOf = (ground: Ground): Fact[] => ground.rooms.flatMap(room => room.facts ?? [])
const SMALL = 5

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

/**
 * A fact over a span of local days, `until` not included. A stock is its level at the end of the last day. Null where a count of
 * people is too small to be shown to everybody.
 * @param place the code of a town; '' for the whole district.
 * @throws Refusal `not-found` for a name that no room declares.
 */
export async function factFigure(
  ground: Ground,
  name: string,
  span: { from: LocalDay; until: LocalDay; place: string },
): Promise<z.infer<typeof figure>> {
  const fact = factsOf(ground).find(one => one.name === name)
  if (!fact) throw notFound(`指标“${name}”`, `The figure “${name}”`)
  const rows =
    fact.kind === 'distinct' ? await people(ground.db, name, span) : await sums(ground.db, fact, span)
  const shown = (value: number) => (fact.hidesSmall && value > 0 && value < SMALL ? null : value)
  const total = rows.find(row => row.dimension === null)?.value ?? 0
  return {
    name,
    value: shown(total),
    dimensions: rows.flatMap(row => {
      const value = row.dimension ? shown(row.value) : null
      return row.dimension && value !== null ? [{ name: row.dimension, value }] : []
    }),
    opens: fact.opens(span),
  }
}

type Row = { dimension: string | null; value: number }
type Span = { from: LocalDay; until: LocalDay; place: string }
const inPlace = (place: string) => (place === DISTRICT ? sql`true` : sql`place = ${place}`)

const sums = (db: Db, fact: Fact, span: Span): Promise<Row[]> =>
  sql<Row>`select dimension, coalesce(sum(amount), 0)::bigint as value from fact_day
    where fact = ${fact.name} and ${inPlace(span.place)} and day < ${span.until}::date
      and ${fact.kind === 'stock' ? sql`true` : sql`day >= ${span.from}::date`}
    group by grouping sets ((), (dimension)) order by dimension nulls first`
    .execute(db)
    .then(answer => answer.rows)

/** People are counted by who they are today: entries that were merged are one. */
const people = (db: Db, name: string, span: Span): Promise<Row[]> =>
  sql<Row>`select f.dimension, count(distinct l.living_id)::bigint as value from fact_person f join person_life l on l.id = f.person_id
    where f.fact = ${name} and ${inPlace(span.place)} and f.amount > 0
      and f.month >= date_trunc('month', ${span.from}::date) and f.month < ${span.until}::date
    group by grouping sets ((), (f.dimension)) order by f.dimension nulls first`
    .execute(db)
    .then(answer => answer.rows)
