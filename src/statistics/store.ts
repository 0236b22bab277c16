// The only file that writes the sums and counts of people, and reads them for dashboards and lists.
import { type RawBuilder, sql } from 'kysely'
import { addDays, type LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import { all, type Source, when } from '../foundation/lists/rows.ts'
import type { RecordCell } from './listing.ts'
import {
  type CellTable,
  cells,
  DISTRICT,
  type Headcount,
  type Period,
  type Presence,
  type Sum,
} from './rules.ts'

const TYPES: Record<string, string> = { day: 'date', month: 'date', weekday: 'smallint', hour: 'smallint' }

export async function addSums(tx: Tx, table: CellTable, sums: readonly Sum[]): Promise<void> {
  if (sums.length === 0) return
  const columns = cells[table]
  const arrays: RawBuilder<unknown>[] = columns.map(
    (column, i) => sql`${sums.map(sum => sum.key[i])}::${sql.raw(TYPES[column] ?? 'text')}[]`,
  )
  await sql`insert into ${sql.table(table)} as t (${sql.join(columns.map(one => sql.ref(one)))}, minutes, records)
    select * from unnest(${sql.join(arrays)}, ${sums.map(one => one.minutes)}::bigint[], ${sums.map(one => one.records)}::bigint[])
    on conflict (${sql.join(columns.map(one => sql.ref(one)))}) do update set minutes = t.minutes + excluded.minutes, records = t.records + excluded.records`.execute(
    tx,
  )
}

/** What is known of these people, by person. */
export async function presencesOf(tx: Tx, people: readonly number[]): Promise<Map<number, Presence[]>> {
  const { rows } = await sql<Presence & { personId: number }>`
    select person_id, month, town, minutes, records from person_month where person_id = any(${[...people]}::bigint[])`.execute(
    tx,
  )
  return Map.groupBy(rows, row => row.personId)
}

export async function replacePresences(
  tx: Tx,
  people: ReadonlyMap<number, readonly Presence[]>,
): Promise<void> {
  const ids = [...people.keys()]
  const rows = [...people].flatMap(([personId, own]) => own.map(one => ({ personId, ...one })))
  await sql`delete from person_month where person_id = any(${ids}::bigint[])`.execute(tx)
  await sql`insert into person_month (person_id, month, town, minutes, records)
    select * from unnest(${rows.map(one => one.personId)}::bigint[], ${rows.map(one => one.month)}::date[], ${rows.map(one => one.town)}::text[],
      ${rows.map(one => one.minutes)}::bigint[], ${rows.map(one => one.records)}::integer[])`.execute(tx)
}

export async function addHeadcounts(tx: Tx, counts: ReadonlyMap<string, Headcount>): Promise<void> {
  const rows = [...counts].filter(([, one]) => one.active || one.first || one.returned)
  if (rows.length === 0) return
  const keys = rows.map(([name]) => name.split('|'))
  const column = (of: (count: Headcount) => number) => rows.map(([, count]) => of(count))
  await sql`insert into stat_people as t (grain, period, town, active, first, returned)
    select * from unnest(${keys.map(key => key[0])}::text[], ${keys.map(key => key[1])}::date[], ${keys.map(key => key[2])}::text[],
      ${column(one => one.active)}::bigint[], ${column(one => one.first)}::bigint[], ${column(one => one.returned)}::bigint[])
    on conflict (grain, period, town) do update set active = t.active + excluded.active, first = t.first + excluded.first, returned = t.returned + excluded.returned`.execute(
    tx,
  )
}

const within = (period: Period, column: 'month' | 'day') =>
  sql`${sql.ref(column)} >= ${period.from}::date and ${sql.ref(column)} < ${period.until}::date`
/** @param place the code of a town or community; null is the district. */
const inPlace = (place: string | null) => sql`town = ${place ?? DISTRICT}`

export type MinutesRecords = { minutes: number; records: number }
export const rowsOf = async <Row>(query: RawBuilder<Row>, db: Db): Promise<Row[]> =>
  (await query.execute(db)).rows

export const kindSums = (db: Db, period: Period, place: string | null) =>
  rowsOf(
    sql<
      MinutesRecords & { kind: string }
    >`select kind, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_month
    where ${within(period, 'month')} and ${inPlace(place)} group by kind having sum(records) <> 0 order by 2 desc`,
    db,
  )
export const townSums = (db: Db, period: Period) =>
  rowsOf(
    sql<
      MinutesRecords & { town: string; active: number }
    >`select m.town, m.minutes, m.records, coalesce(p.active, 0) as active from
    (select town, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_community where ${within(period, 'month')} group by town) m
    left join stat_people p on p.town = m.town and p.grain = ${period.grain} and p.period = ${period.start}::date order by m.minutes desc`,
    db,
  )
/** Of one town, or of all. */
export const communitySums = (db: Db, period: Period, town: string | null) =>
  rowsOf(
    sql<
      MinutesRecords & { community: string }
    >`select community, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_community
    where ${town === null ? sql`true` : sql`town = ${town}`} and ${within(period, 'month')} group by community order by 2 desc`,
    db,
  )
export const ageSums = (db: Db, period: Period, place: string | null) =>
  rowsOf(
    sql<
      MinutesRecords & { ageBand: string; sex: string }
    >`select age_band, sex, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_age
    where ${within(period, 'month')} and ${inPlace(place)} group by age_band, sex having sum(records) <> 0`,
    db,
  )
export const hourSums = (db: Db, period: Period, place: string | null) =>
  rowsOf(
    sql<{
      weekday: number
      hour: number
      records: number
    }>`select weekday, hour, sum(records)::bigint as records from stat_hour
    where ${within(period, 'month')} and ${inPlace(place)} group by weekday, hour having sum(records) <> 0`,
    db,
  )
/** By day within a month, by month within a year, by year for the whole time. */
export const trend = (db: Db, period: Period, place: string | null) => {
  const unit = { month: 'day', year: 'month', all: 'year' }[period.grain]
  return period.grain === 'month'
    ? rowsOf(
        sql<
          MinutesRecords & { at: LocalDay; active: number | null }
        >`select day as at, sum(minutes)::bigint as minutes, sum(records)::bigint as records, null::bigint as active from stat_day
        where ${within(period, 'day')} and ${inPlace(place)} group by day order by day`,
        db,
      )
    : rowsOf(
        sql<
          MinutesRecords & { at: LocalDay; active: number | null }
        >`select m.at, m.minutes, m.records, p.active from
        (select date_trunc(${unit}, month)::date as at, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_month
          where ${within(period, 'month')} and ${inPlace(place)} group by 1) m
        left join stat_people p on p.grain = ${unit} and p.period = m.at and p.town = ${place ?? DISTRICT} order by m.at`,
        db,
      )
}
/** Minutes of each day from one to another, for the calendar. */
export const daySums = (db: Db, from: LocalDay, until: LocalDay, place: string | null) =>
  rowsOf(
    sql<{
      day: LocalDay
      minutes: number
      records: number
    }>`select day, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_day
    where day >= ${from}::date and day <= ${until}::date and ${inPlace(place)} group by day order by day`,
    db,
  )
export const headcount = (db: Db, period: Period, town: string | null) =>
  rowsOf(
    sql<Headcount>`select active, first, returned from stat_people where grain = ${period.grain} and period = ${period.start}::date and town = ${town ?? ''}`,
    db,
  ).then(rows => rows[0] ?? { active: 0, first: 0, returned: 0 })
/** People of each month or year within a period, or of the whole time. */
export const headcountsOf = (db: Db, grain: Period['grain'], within: Period, town: string | null) =>
  rowsOf(
    sql<{ period: LocalDay; active: number; first: number }>`select period, active, first from stat_people
    where grain = ${grain} and period >= ${within.from}::date and period < ${within.until}::date and town = ${town ?? DISTRICT}
    order by period`,
    db,
  )
/** First and last day with service; null before there is any. */
export const extent = (db: Db) =>
  rowsOf(
    sql<{
      first: LocalDay | null
      last: LocalDay | null
    }>`select (select day from stat_day where town = '' and records > 0 order by day limit 1) as first,
    (select day from stat_day where town = '' and records > 0 order by day desc limit 1) as last`,
    db,
  ).then(rows => rows[0] ?? { first: null, last: null })

/** Adds minutes and records to people's kinds; who has none left is gone. */
export async function addKinds(
  tx: Tx,
  rows: readonly { person: number; kind: string; minutes: number; records: number }[],
): Promise<void> {
  if (rows.length === 0) return
  const column = <Value>(of: (row: (typeof rows)[number]) => Value) => rows.map(of)
  await sql`insert into person_kind as k (person_id, kind, minutes, records)
    select * from unnest(${column(one => one.person)}::bigint[], ${column(one => one.kind)}::text[], ${column(one => one.minutes)}::bigint[], ${column(one => one.records)}::integer[])
    on conflict (kind, person_id) do update set minutes = k.minutes + excluded.minutes, records = k.records + excluded.records`.execute(
    tx,
  )
  await sql`delete from person_kind where records = 0 and person_id = any(${column(one => one.person)}::bigint[])`.execute(
    tx,
  )
}

export type Served = { personId: number; minutes: number; records: number; first: LocalDay; last: LocalDay }
/** Who served in a period, in one town or in those of a scope (null: everywhere). */
export const servedRows = (period: Period, town: string | null, scope: readonly string[] | null): Source => ({
  select: sql`w.*`,
  from: sql`(select person_id, sum(minutes)::bigint as minutes, sum(records)::bigint as records, min(month) as first, max(month) as last
    from person_month where ${all([
      within(period, 'month'),
      ...when(town ?? undefined, it => sql`town = ${it}`),
      ...when(scope ?? undefined, it => sql`town = any(${[...it]}::text[])`),
    ])} group by person_id) w`,
  where: [],
  id: sql`w.person_id`,
  keys: { registered: { by: sql`w.person_id`, type: 'bigint' } },
  sums: { minutes: sql`w.minutes`, records: sql`w.records` },
})

/** A table of sums with the conditions of one of its cells. */
type Cell = { table: CellTable; where: RawBuilder<unknown>[] }
const endsMonth = (day: LocalDay) => addDays(day, 1).endsWith('-01')

/** Where counted records under these conditions are added up already; null where no table holds just them. */
export function cellOf(asked: RecordCell): Cell | null {
  const byAge = asked.ageBand !== undefined || asked.sex !== undefined
  const byHour = asked.hour !== undefined || asked.weekday !== undefined
  if ([byAge, byHour, asked.kind !== undefined].filter(Boolean).length > 1) return null
  const wholeMonths = (asked.from?.endsWith('-01') ?? true) && (asked.until ? endsMonth(asked.until) : true)
  const days = !byAge && !byHour && asked.community === undefined
  if (!days && !wholeMonths) return null
  // Beyond the towns' own communities, records of no community are added up by town alone.
  if (asked.community === '' && (byAge || byHour || asked.kind !== undefined || !asked.town)) return null
  const table: CellTable = byAge
    ? 'stat_age'
    : byHour
      ? 'stat_hour'
      : asked.community === ''
        ? 'stat_community'
        : days
          ? 'stat_day'
          : 'stat_month'
  const column = sql.ref(days ? 'day' : 'month')
  const place = asked.community || asked.town || DISTRICT
  return {
    table,
    where: [
      sql`town = ${asked.community === '' ? asked.town : place}`,
      ...(asked.community === '' ? [sql`community = ''`] : []),
      ...when(asked.from, it => sql`${column} >= ${it}::date`),
      ...when(asked.until, it => sql`${column} <= ${it}::date`),
      ...when(asked.kind, it => sql`kind = ${it}`),
      ...when(asked.ageBand, it => sql`age_band = ${it}`),
      ...when(asked.sex, it => sql`sex = ${it}`),
      ...when(asked.hour, it => sql`hour = ${it}`),
      ...when(asked.weekday, it => sql`weekday = ${it}`),
    ],
  }
}

export const sumOfCell = (db: Db, cell: Cell) =>
  sql<MinutesRecords>`select coalesce(sum(minutes), 0)::bigint as minutes, coalesce(sum(records), 0)::bigint as records
    from ${sql.table(cell.table)} where ${all(cell.where)}`
    .execute(db)
    .then(({ rows }) => ({ n: rows[0]?.records ?? 0, sums: { minutes: rows[0]?.minutes ?? 0 } }))
