// The sums of a term of office: read from the figures, and added up from the records themselves.
import { sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import { extent, type MinutesRecords, rowsOf } from './store.ts'

type TermSums = {
  active: number
  /** People are counted for the emergency alone: the one kind of which the report tells them. */
  kinds: (MinutesRecords & { kind: string; people: number })[]
  years: (MinutesRecords & { year: string; active: number })[]
  towns: (MinutesRecords & { town: string; active: number })[]
}
type Span = { from: LocalDay; until: LocalDay }

/** A term from the folded figures. A term that holds all service there is, is read off; people of a part of it are counted. */
export async function termSums(db: Db, span: Span): Promise<TermSums> {
  const inSpan = sql`month >= ${span.from}::date and month < ${span.until}::date`
  const { first, last } = await extent(db)
  const whole = !first || !last || (span.from <= first && last < span.until)
  const [kinds, years, towns, active, townActive] = await Promise.all([
    rowsOf(
      sql<
        TermSums['kinds'][number]
      >`select kind, sum(minutes)::bigint as minutes, sum(records)::bigint as records,
        case when kind = 'emergency' then (select count(*) from person_kind p where p.kind = 'emergency') else 0 end as people
        from stat_month m where town = '' and ${inSpan} group by kind having sum(records) <> 0 order by 2 desc`,
      db,
    ),
    rowsOf(
      sql<
        TermSums['years'][number]
      >`select to_char(y.year, 'YYYY') as year, y.minutes, y.records, coalesce(p.active, 0) as active from
        (select date_trunc('year', month)::date as year, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_month where town = '' and ${inSpan} group by 1) y
        left join stat_people p on p.grain = 'year' and p.period = y.year and p.town = '' order by 1`,
      db,
    ),
    rowsOf(
      sql<
        MinutesRecords & { town: string }
      >`select town, sum(minutes)::bigint as minutes, sum(records)::bigint as records from stat_community where ${inSpan} group by town having sum(records) <> 0 order by 2 desc`,
      db,
    ),
    whole
      ? rowsOf(sql<{ n: number }>`select active as n from stat_people where grain = 'all' and town = ''`, db)
      : rowsOf(
          sql<{ n: number }>`select count(distinct person_id) as n from person_month where ${inSpan}`,
          db,
        ),
    whole
      ? rowsOf(
          sql<{
            town: string
            n: number
          }>`select town, active as n from stat_people where grain = 'all' and town <> ''`,
          db,
        )
      : rowsOf(
          sql<{
            town: string
            n: number
          }>`select town, count(distinct person_id) as n from person_month where ${inSpan} group by town`,
          db,
        ),
  ])
  const byTown = new Map(townActive.map(one => [one.town, one.n]))
  return {
    active: active[0]?.n ?? 0,
    kinds,
    years,
    towns: towns.map(one => ({ ...one, active: byTown.get(one.town) ?? 0 })),
  }
}

/** The same, added up from the counted records: seconds to minutes on a whole district. */
export async function rawTermSums(db: Db, span: Span): Promise<TermSums> {
  const inSpan = sql`day >= ${span.from}::date and day < ${span.until}::date`
  const sums = sql`sum(minutes)::bigint as minutes, count(*) as records, count(distinct person_id)`
  const [active, kinds, years, towns] = await Promise.all([
    rowsOf(sql<{ n: number }>`select count(distinct person_id) as n from counted_record where ${inSpan}`, db),
    rowsOf(
      sql<
        TermSums['kinds'][number]
      >`select kind, ${sums} as people from counted_record where ${inSpan} group by kind order by 2 desc`,
      db,
    ),
    rowsOf(
      sql<
        TermSums['years'][number]
      >`select to_char(day, 'YYYY') as year, ${sums} as active from counted_record where ${inSpan} group by 1 order by 1`,
      db,
    ),
    rowsOf(
      sql<
        TermSums['towns'][number]
      >`select served_town as town, ${sums} as active from counted_record where ${inSpan} group by 1 order by 2 desc`,
      db,
    ),
  ])
  return { active: active[0]?.n ?? 0, kinds, years, towns }
}
