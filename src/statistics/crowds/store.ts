// The only file that reads or writes the crowds.
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../foundation/database/database.ts'
import { all } from '../../foundation/lists/rows.ts'
import { ALL_TIME, DISTRICT, type Told } from '../rules.ts'
import { type Cell, type Dimension, FEWEST, type Grain, nameOf } from './rules.ts'

const arraysOf = (cells: readonly Cell[]): RawBuilder<unknown> =>
  sql.join([
    sql`${cells.map(one => one.place)}::text[]`,
    sql`${cells.map(one => one.grain)}::text[]`,
    sql`${cells.map(one => one.dimension)}::text[]`,
    sql`${cells.map(one => one.period)}::date[]`,
    sql`${cells.map(one => one.value)}::text[]`,
  ])

/** The people of these cells, by the cell's name; nothing of those that nobody stood in yet. */
export async function crowdsAt(tx: Tx, cells: readonly Cell[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<Cell & { people: number[] }>`
    select c.place, c.grain, c.dimension, c.period, c.value, c.people
    from unnest(${arraysOf(cells)}) as asked (place, grain, dimension, period, value)
    join stat_crowd c using (place, grain, dimension, period, value)`.execute(tx)
  return new Map(rows.map(({ people, ...cell }) => [nameOf(cell), people]))
}

export type Crowd = { cell: Cell; people: readonly number[] }
export async function keepCrowds(tx: Tx, crowds: readonly Crowd[]): Promise<void> {
  if (crowds.length === 0) return
  const sets = crowds.map(one => `{${one.people.join(',')}}`)
  await sql`insert into stat_crowd (place, grain, dimension, period, value, people)
    select place, grain, dimension, period, value, people::bigint[]
    from unnest(${arraysOf(crowds.map(one => one.cell))}, ${sets}::text[]) as told (place, grain, dimension, period, value, people)
    on conflict (place, grain, dimension, period, value) do update set people = excluded.people`.execute(tx)
}

/** Who these entries are today. */
export async function livingOf(tx: Tx, entries: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; livingId: number }>`
    select id, living_id from person_life where id = any(${[...entries]}::bigint[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.livingId]))
}

type Counted = Omit<Told, 'sign' | 'minutes'>
const counted = sql`r.person_id as person, r.day, r.hour, r.kind, r.served_town as town, r.served_community as community, r.age_band, r.sex`

/** The counted records that were made for these entries. */
export const recordsOfEntries = (tx: Tx, entries: readonly number[]): Promise<Counted[]> =>
  sql<Counted>`select ${counted} from counted_record r where r.person_id = any(${[...entries]}::bigint[])`
    .execute(tx)
    .then(answer => answer.rows)

/** The counted records of these people, whichever entry they were made for. */
export const recordsOfPeople = (
  tx: Tx,
  people: readonly number[],
): Promise<(Counted & { living: number })[]> =>
  sql<Counted & { living: number }>`select ${counted}, l.living_id as living
    from person_life l join counted_record r on r.person_id = l.id where l.living_id = any(${[...people]}::bigint[])`
    .execute(tx)
    .then(answer => answer.rows)

function conditionsOf({ place, grain, dimension, period, value }: Cell): RawBuilder<unknown>[] {
  const inNone = place.endsWith('/')
  const where =
    place === DISTRICT
      ? []
      : inNone
        ? [sql`r.served_town = ${place.slice(0, -1)}`, sql`r.served_community = ''`]
        : [sql`(r.served_town = ${place} or r.served_community = ${place})`]
  const when =
    period === ALL_TIME
      ? []
      : [sql`r.day >= ${period}::date`, sql`r.day < (${period}::date + ${`1 ${grain}`}::interval)::date`]
  const [first = '', second = ''] = value.split(':')
  const cut: Record<Dimension, RawBuilder<unknown>[]> = {
    whole: [],
    kind: [sql`r.kind = ${value}`],
    age: [sql`r.age_band = ${first}`, sql`r.sex = ${second}`],
    hour: [
      sql`extract(isodow from r.day) = ${Number(first) || 0}::integer`,
      sql`r.hour = ${Number(second) || 0}::integer`,
    ],
  }
  return [...where, ...when, ...cut[dimension]]
}

/** Fills a set that lost somebody from the records themselves, one person after another: each search ends with the first it finds. */
export async function filled(tx: Tx, cell: Cell, people: readonly number[]): Promise<number[]> {
  const found = [...people]
  while (found.length < FEWEST) {
    const { rows } = await sql<{ living: number }>`select l.living_id as living
      from counted_record r join person_life l on l.id = r.person_id
      where ${all([...conditionsOf(cell), sql`l.living_id <> all(${found}::bigint[])`])} limit 1`.execute(tx)
    if (!rows[0]) break
    found.push(rows[0].living)
  }
  return found.sort((a, b) => a - b)
}

/** How many people stand behind each cell of some places and periods; five where they are five or more. */
export const headsOf = (
  db: Db,
  of: { places: readonly string[]; grain: Grain; dimension: Dimension; from: string; until: string },
): Promise<{ place: string; period: string; heads: Record<string, number> }[]> =>
  sql<{ place: string; period: string; heads: Record<string, number> }>`
    select place, period, json_object_agg(value, cardinality(people)) as heads from stat_crowd
    where place = any(${[...of.places]}::text[]) and grain = ${of.grain} and dimension = ${of.dimension}
      and period >= ${of.from}::date and period < ${of.until}::date and people <> '{}'
    group by place, period order by period`
    .execute(db)
    .then(answer => answer.rows)
