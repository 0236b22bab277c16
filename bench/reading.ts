// Reading: search among 19,000 open projects, dashboards beside the same sums over the records, certificates.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { openHouse, prepareDistrict } from '../src/app/compose.ts'
import { makeDemo, reportPlan } from '../src/app/demo/demo.ts'
import { issue } from '../src/certificates/service.ts'
import type { Principal } from '../src/foundation/access/access.ts'
import { readConfig } from '../src/foundation/config.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { makeLog } from '../src/foundation/log.ts'
import { songjiangPlaces } from '../src/places/service.ts'
import { dashboardOf } from '../src/statistics/service.ts'
import { type District, openDistrict, openSlots, rush } from './district.ts'
import type { Line, Setting } from './line.ts'

const WORDS = ['交通', '图书', '陪老人', '清河', '义诊', '垃圾分类', '送餐', '护学', '巡逻', '科普']

/** Open projects, one slot each, over all towns, kinds and the next weeks. */
async function openProjects(district: District, n: number): Promise<string[]> {
  const slots = await openSlots(district.ground, n, 20, '1 day')
  await sql`update slot s set project_id = 1000000 + s.id, title = c.name || (${WORDS}::text[])[1 + s.id % 10], town_code = c.parent_code, community_code = c.code, lat = c.lat, lng = c.lng,
      starts_at = now() + interval '1 day' + (s.id % 600) * interval '2 hours', admitted = s.id % 21,
      ends_at = now() + interval '1 day' + (s.id % 600) * interval '2 hours' + interval '90 minutes'
    from (select name, parent_code, code, lat, lng, row_number() over (order by code) - 1 as i from place where level = 'community') c
    where c.i = s.id % 383 and s.id = any(${slots.map(one => one.id)}::bigint[])`.execute(district.ground.db)
  const { rows } = await sql<{
    code: string
  }>`select code from place where level = 'town' order by code`.execute(district.ground.db)
  return rows.map(row => row.code)
}

async function search(setting: Setting, projects: number, asks: number): Promise<Line> {
  const district = await openDistrict(setting.folder, setting.url)
  const bare = Fastify()
  try {
    const towns = await openProjects(district, projects)
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
    const paths = Array.from({ length: asks }, (_, i) => {
      const query = new URLSearchParams({ limit: '20' })
      if (i % 2 === 0) query.set('text', WORDS[i % WORDS.length] ?? '')
      if (i % 3 === 0) query.set('town', towns[i % towns.length] ?? '')
      if (i % 5 === 0) query.set('free', 'true')
      if (i % 7 === 0) query.set('from', day(3 + (i % 20)))
      if (i % 4 === 0) {
        query.set('sort', 'nearest')
        query.set('lat', '31.03')
        query.set('lng', '121.22')
      }
      return `/api/find?${query}`
    })
    const first = await fetch(`http://127.0.0.1:${district.port}${paths[0]}`)
    const body = await first.text()
    bare.get('/bare', (_, reply) => reply.type('application/json; charset=utf-8').send(body))
    await bare.listen({ port: 0, host: '127.0.0.1' })
    const calls = paths.map(path => ({ method: 'GET' as const, path }))
    await rush(district.port, 32, calls.slice(0, Math.ceil(asks / 4)))
    const ours = await rush(district.port, 32, calls)
    if (ours.statuses[200] !== asks)
      throw new Error(`search: ${JSON.stringify(ours.statuses)} ${ours.sample}`)
    const barePort = (bare.server.address() as AddressInfo).port
    const empty = paths.map(() => ({ method: 'GET' as const, path: '/bare' }))
    await rush(barePort, 32, empty.slice(0, Math.ceil(asks / 4)))
    const floor = await rush(barePort, 32, empty)
    const [mine, theirs] = [asks / ours.seconds, asks / floor.seconds]
    return {
      what: `search among ${projects} open projects`,
      size: asks,
      ours: mine,
      unit: '/s',
      peer: theirs,
      peerIs: 'a bare route with the same bytes',
      ratio: mine / theirs,
      aim: '≥ 0.25, p95 ≤ 50 ms',
      met: mine / theirs >= 0.25 && ours.p95 <= 50,
      p95Ms: ours.p95,
      peakMb: ours.peakMb,
    }
  } finally {
    await bare.close()
    await district.close()
  }
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = []
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    await work()
    seconds.push((performance.now() - begun) / 1000)
  }
  return median(seconds)
}

export async function dashboardLine(ground: Ground, records: number): Promise<Line> {
  const { rows: towns } = await sql<{
    code: string
  }>`select code from place where level = 'town' order by code`.execute(ground.db)
  let i = 0
  const periods = ['all', '2019', '2018-05', '2020-04', '2016']
  const next = () =>
    dashboardOf(ground, periods[i++ % 5] ?? 'all', i % 2 ? null : (towns[i % towns.length]?.code ?? null))
  await timed(10, next)
  const ours = await timed(60, next)
  const kinds = () =>
    sql`select kind, sum(minutes), count(*), count(distinct person_id) from counted_record group by kind`.execute(
      ground.db,
    )
  await kinds()
  const raw = await timed(3, kinds)
  return {
    what: 'dashboard, any town, any month',
    size: records,
    ours: ours * 1000,
    unit: 'ms',
    peer: raw * 1000,
    peerIs: 'one SQL over all records',
    ratio: raw / ours,
    aim: '≥ 500 at 10 million; flat',
    met: raw / ours >= 500 || records < 10_000_000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
}

let code = 310_300
/** A district of a fraction of the report's and its dashboards. */
async function dashboards({ folder, url }: Setting, scale: number): Promise<Line[]> {
  const config = readConfig({ YUNJIAN_DATA: folder, YUNJIAN_DISTRICT: String(code++) })
  await prepareDistrict(url, config, { places: songjiangPlaces().replaceAll('310117', config.district) })
  const ground = await openHouse({ config, databaseUrl: url, log: makeLog('silent'), deliver: () => {} })
  try {
    const begun = performance.now()
    const made = await makeDemo(ground, reportPlan(scale, false))
    const seconds = (performance.now() - begun) / 1000
    const built = await builtLine(ground, made.records, seconds)
    return [await dashboardLine(ground, made.records), built]
  } finally {
    await ground.database.close()
  }
}

const LOADED = [
  'person',
  'consent',
  'team_member',
  'project',
  'project_position',
  'project_shift',
  'slot',
  'signup',
  'attendance',
  'busy_time',
  'service_record',
  'service_total',
  'journal',
  'journal_seal',
]
/** Seconds that COPY takes for the same rows into the same tables, indexes and keys and all. */
async function copyAgain(ground: Ground): Promise<number> {
  const { pool } = ground.database
  const client = await pool.connect()
  const folder = (await client.query('show data_directory')).rows[0].data_directory as string
  const file = (table: string) =>
    `${folder}/bench-${createHash('sha256').update(table).digest('hex').slice(0, 8)}`
  try {
    for (const table of LOADED) await client.query(`copy ${table} to '${file(table)}'`)
    await client.query('create schema bench_copy')
    let seconds = 0
    for (const table of LOADED) {
      await client.query(`create table bench_copy.${table} (like ${table} including all)`)
      const begun = performance.now()
      await client.query(`copy bench_copy.${table} from '${file(table)}'`)
      seconds += (performance.now() - begun) / 1000
    }
    return seconds
  } finally {
    await client.query('drop schema if exists bench_copy cascade')
    client.release()
    for (const table of LOADED) rmSync(file(table), { force: true }) // the database is on this machine
  }
}

/** @param seconds that building it took. */
export async function builtLine(ground: Ground, records: number, seconds: number): Promise<Line> {
  const copied = await copyAgain(ground)
  return {
    what: 'district of the report, built',
    size: records,
    ours: seconds,
    unit: 's',
    peer: copied,
    peerIs: 'COPY of the same rows',
    ratio: seconds / copied,
    aim: '≤ 5',
    met: seconds / copied <= 5,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
}

/** Certificates asked for at one time: while the database answers one, another is set. */
const LANES = 4
async function certificates({ folder, url }: Setting, n: number): Promise<Line> {
  const district = await openDistrict(folder, url)
  try {
    const { rows } = await sql<{
      person: number
    }>`select distinct person_id as person from service_record where state = 'counted' limit ${LANES}`.execute(
      district.ground.db,
    )
    const issueTo = (person: number) => {
      const holder: Principal = {
        accountId: null,
        personId: person,
        grants: [],
        proofs: { code: true, password: false },
        actsFor: [],
        via: 'command',
      }
      return issue(district.ground, holder, {})
    }
    for (const { person } of rows) await issueTo(person)
    const begun = performance.now()
    await Promise.all(
      rows.map(async ({ person }) => {
        for (let i = 0; i < n / LANES; i++) await issueTo(person)
      }),
    )
    const perSecond = n / ((performance.now() - begun) / 1000)
    return {
      what: 'certificates, sealed and kept',
      size: n,
      ours: perSecond,
      unit: '/s',
      peer: 100,
      peerIs: 'the aim on one core',
      ratio: perSecond / 100,
      aim: '≥ 1',
      met: perSecond >= 100,
      peakMb: process.memoryUsage().rss / 1_048_576,
    }
  } finally {
    await district.close()
  }
}

export async function reading(setting: Setting): Promise<Line[]> {
  const sizes = setting.smoke ? [500] : [2_000, 19_000]
  const lines: Line[] = []
  for (const size of sizes) lines.push(await search(setting, size, setting.smoke ? 200 : 8_000))
  for (const scale of setting.smoke ? [0.0002] : [0.002, 0.02])
    lines.push(...(await dashboards(setting, scale)))
  lines.push(await certificates(setting, setting.smoke ? 8 : 400))
  return lines
}
