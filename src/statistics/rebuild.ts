// The figures made anew from the counted records themselves, by other means than folding: to repair them, and to prove them.
import pg from 'pg'
import type { Ground } from '../foundation/ground.ts'
import { holdListener, placeListener, standingOf } from '../foundation/journal/listeners.ts'
import { SEALER_LOCK, sealWith } from '../foundation/journal/sealer.ts'
import { crowdStatements } from './crowds/remaking.ts'
import { FEWEST } from './crowds/rules.ts'
import { FACT_TABLES, factStatements, filling } from './facts.ts'
import { statisticsListener } from './folding.ts'
import { ALL_TIME, cells, withCommunities } from './rules.ts'

const FROM_RECORD: Record<string, string> = {
  day: 'day',
  month: `date_trunc('month', day)::date`,
  town: 'served_town',
  community: 'served_community',
  kind: 'kind',
  age_band: 'age_band',
  sex: 'sex',
  weekday: 'extract(isodow from day)::smallint',
  hour: 'hour',
}
const TABLES = [
  ...Object.keys(cells),
  'person_month',
  'person_kind',
  'stat_people',
  'stat_crowd',
  ...FACT_TABLES,
] as const

/** Each statement fills one table, `into` being a prefix: '' for the figures themselves, another for a proof beside them. */
function statements(ground: Ground, into: string): string[] {
  const towns = Object.entries(cells).map(([table, keys]) =>
    filling(
      `${into}${table}`,
      `${keys.join(', ')}, minutes, records`,
      `select ${keys.map(key => FROM_RECORD[key]).join(', ')}, sum(minutes), count(*) from counted_record group by ${keys.map((_, i) => i + 1).join(', ')}`,
    ),
  )
  const district = Object.entries(cells)
    .filter(([table]) => table !== 'stat_community')
    .map(([table, keys]) => {
      const others = keys.filter(key => key !== 'town').join(', ')
      return filling(
        `${into}${table}`,
        `town, ${others}, minutes, records`,
        `select '', ${others}, sum(minutes), sum(records) from ${into}${table} group by ${others}`,
      )
    })
  const communities = withCommunities.map(table => {
    const keys = cells[table]
    const from = keys.map(key => (key === 'town' ? 'served_community' : FROM_RECORD[key]))
    return filling(
      `${into}${table}`,
      `${keys.join(', ')}, minutes, records`,
      `select ${from.join(', ')}, sum(minutes), count(*) from counted_record where served_community <> '' group by ${keys.map((_, i) => i + 1).join(', ')}`,
    )
  })
  const people = filling(
    `${into}stat_people`,
    `grain, period, town, active, first, returned`,
    `with served as materialized (
      select person_id, month, town from ${into}person_month union all select distinct person_id, month, '' from ${into}person_month
    ), years as materialized (
      select distinct person_id, date_trunc('year', month)::date as year, town from served
    ), firsts as materialized (
      select town, min(month) as month from served group by person_id, town
    ), counts as (
      select 'month' as grain, month as period, town, count(*) as active, 0::bigint as first, 0::bigint as returned from served group by month, town
      union all select 'year', y.year, y.town, count(*), 0, count(b.person_id) from years y
        left join years b on b.person_id = y.person_id and b.town = y.town and b.year = (y.year - interval '1 year')::date group by y.year, y.town
      union all select 'month', month, town, 0, count(*), 0 from firsts group by month, town
      union all select 'year', date_trunc('year', month)::date, town, 0, count(*), 0 from firsts group by 2, 3
      union all select 'all', '${ALL_TIME}'::date, town, count(*), count(*), 0 from firsts group by town
    )
    select grain, period, town, sum(active), sum(first), sum(returned) from counts group by 1, 2, 3`,
  )
  return [
    ...towns,
    ...district,
    ...communities,
    filling(
      `${into}person_month`,
      `person_id, month, town, minutes, records`,
      `select person_id, date_trunc('month', day)::date, served_town, sum(minutes), count(*) from counted_record group by 1, 2, 3`,
    ),
    filling(
      `${into}person_kind`,
      `person_id, kind, minutes, records`,
      'select person_id, kind, sum(minutes), count(*) from counted_record group by 1, 2',
    ),
    people,
    ...crowdStatements(into),
    ...factStatements(ground, into),
  ]
}

/** One picture of the district in which everything told has been sealed and nothing is being folded. */
async function stillDistrict<Answer>(
  ground: Ground,
  work: (client: pg.Client, at: { position: number; head: number }) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client({
    connectionString: ground.databaseUrl,
    options: `-c search_path=${ground.config.schema},public -c timezone=UTC -c work_mem=128MB`,
  })
  await client.connect()
  try {
    await holdListener(client, statisticsListener.name)
    await client.query('select pg_advisory_lock($1, hashtext(current_schema()))', [SEALER_LOCK])
    await client.query('begin isolation level repeatable read')
    while ((await sealWith(client)) > 0);
    const answer = await work(client, await standingOf(client, statisticsListener.name))
    await client.query('commit')
    return answer
  } finally {
    await client.end() // with the connection go its locks, and whatever was not committed
  }
}

/** Makes every figure anew. Folding goes on from there. Answers the seconds it took. */
export async function rebuildStatistics(ground: Ground): Promise<number> {
  const begun = performance.now()
  await stillDistrict(ground, async (client, { head }) => {
    for (const table of TABLES) await client.query(`delete from ${table}`)
    for (const statement of statements(ground, '')) await client.query(statement)
    await placeListener(client, statisticsListener.name, head)
  })
  await ground.database.pool.query(`analyze ${TABLES.join(', ')}`)
  return (performance.now() - begun) / 1000
}

/** What a row says, and when it says anything: a figure that came down to nothing says the same as one that never was. */
function said(table: string): { what?: string; some: string } {
  if (table === 'stat_people') return { some: 'active <> 0 or first <> 0 or returned <> 0' }
  if (table === 'stat_crowd')
    return {
      // Which five are kept of many is chance.
      what: `place, grain, dimension, period, value, case when cardinality(people) < ${FEWEST} then people end as few, cardinality(people)`,
      some: `people <> '{}'`,
    }
  return { some: table.startsWith('fact_') ? 'amount <> 0' : 'records <> 0 or minutes <> 0' }
}

export type Proof = { table: string; rows: number; differing: number }

/**
 * Compares every figure with what the records say. The figures must have heard everything that is sealed:
 * `behind` says how many positions they lag, and a proof that lags proves nothing.
 */
export function proveStatistics(ground: Ground): Promise<{ behind: number; proofs: Proof[] }> {
  return stillDistrict(ground, async (client, { position, head }) => {
    for (const table of TABLES)
      await client.query(`create temporary table proof_${table} (like ${table}) on commit drop`)
    for (const statement of statements(ground, 'proof_')) await client.query(statement)
    const proofs: Proof[] = []
    for (const table of TABLES) {
      const { what = '*', some } = said(table)
      const compared = await client.query<{ rows: string; differing: string }>(
        `with kept as (select ${what} from ${table} where ${some}), raw as (select ${what} from proof_${table} where ${some})
         select (select count(*) from raw) as rows, (select count(*) from (select * from kept except select * from raw) a)
           + (select count(*) from (select * from raw except select * from kept) b) as differing`,
      )
      proofs.push({
        table,
        rows: Number(compared.rows[0]?.rows),
        differing: Number(compared.rows[0]?.differing),
      })
    }
    return { behind: head - position, proofs }
  })
}
