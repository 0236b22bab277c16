// npm run bench -- signup [--smoke]: sign-ups a second through HTTP beside the bare database on the same server, and the ratio.
// The floor is pgbench with prepared statements where it is installed; otherwise a bare `pg` client in a process of its own.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { buildHouse, openHouse, prepareDistrict } from '../src/app/compose.ts'
import { makeDemo } from '../src/app/demo/demo.ts'
import { issueToken } from '../src/foundation/accounts/sessions.ts'
import { readConfig } from '../src/foundation/config.ts'
import { startEmbedded } from '../src/foundation/database/embedded.ts'
import { makeLog } from '../src/foundation/log.ts'

const smoke = process.argv.includes('--smoke')
const CONNECTIONS = 16
const SIZES = smoke ? [200] : [1000, 4000]
const PGBENCH = ['/usr/lib/postgresql/15/bin/pgbench', '/usr/bin/pgbench'].find(path => existsSync(path))

/** The same effect as one prepared statement: a place taken, the sign-up written, the person's time made busy. */
const FLOOR = `with slot_taken as (update slot set admitted = admitted + 1, arrivals = arrivals + 1 where id = $1 and admitted < places returning id, arrivals, span),
  busy as (insert into busy_time (person_id, busy) select $2::bigint, tstzmultirange(span) from slot_taken on conflict (person_id) do update set busy = busy_time.busy + excluded.busy)
  insert into signup (slot_id, person_id, state, arrival, at) select id, $2::bigint, 'admitted', arrivals, $3::timestamptz from slot_taken on conflict do nothing`

type Line = {
  what: string
  size: number
  ours: number
  floor: number
  floorBy: string
  ratio: number
  peakMb: number
}

async function signups(size: number, folder: string, url: string): Promise<Line> {
  const config = readConfig({ YUNJIAN_DATA: folder, YUNJIAN_DISTRICT: String(310_200 + size / 100) })
  await prepareDistrict(url, config)
  const ground = await openHouse({ config, databaseUrl: url, log: makeLog('silent'), deliver: () => {} })
  await makeDemo(ground, { records: 150 })
  const people = await sql<{
    id: number
  }>`select id from person where tier = 'real-name' order by id desc limit ${size}`.execute(ground.db)
  const slots = await sql<{
    id: number
  }>`insert into slot (project_id, shift_id, position_id, node_id, title, position_name, kind, town_code, place_name, lat, lng, span, starts_at, ends_at, places, high_risk)
    select project_id, 1000000 + n, position_id, node_id, title, position_name, kind, town_code, place_name, lat, lng, tstzrange(t, t + interval '1 hour'), t, t + interval '1 hour', 1000, high_risk
    from (select * from slot limit 1) s, generate_series(1, 1000) n, lateral (select now() + interval '400 days' + n * interval '2 hours' as t) x returning id`.execute(
    ground.db,
  )
  const tokens = await ground.transact(async tx => {
    const made: string[] = []
    for (const one of people.rows)
      made.push(
        await issueToken(tx, {
          personId: one.id,
          name: 'bench',
          issuedAt: new Date(),
          expiresAt: new Date(Date.now() + 3_600_000),
        }),
      )
    return made
  })
  const { app } = await buildHouse(ground, { limits: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  let next = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let i = next++; i < tokens.length; i = next++) {
        const answer = await fetch(`${origin}/api/signups`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens[i]}`, 'content-type': 'application/json' },
          body: JSON.stringify({ slotId: slots.rows[i % 1000]?.id }),
        })
        if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
        await answer.arrayBuffer()
      }
    }),
  )
  const ours = tokens.length / ((performance.now() - begun) / 1000)
  clearInterval(watch)
  await app.close()
  const floor = await bareDatabase(
    url,
    config.schema,
    slots.rows.map(one => one.id),
    size,
  )
  await ground.database.close()
  return {
    what: 'sign-up rush, 1,000 shifts',
    size: tokens.length,
    ours,
    ...floor,
    ratio: ours / floor.floor,
    peakMb: peak / 1_048_576,
  }
}

async function bareDatabase(
  url: string,
  schema: string,
  slots: number[],
  size: number,
): Promise<{ floor: number; floorBy: string }> {
  const first = Math.min(...slots)
  if (PGBENCH) {
    const script = join(mkdtempSync(join(tmpdir(), 'yunjian-pgbench-')), 'signup.sql')
    writeFileSync(
      script,
      `\\set slot random(${first}, ${first + 999})\n\\set person random(10000000, 90000000)\n${FLOOR.replaceAll('$1', ':slot').replaceAll('$2', ':person').replace('$3', "'2026-01-01'")};\n`,
    )
    const done = spawnSync(
      PGBENCH,
      [
        '-n',
        '-M',
        'prepared',
        '-c',
        String(CONNECTIONS),
        '-j',
        '2',
        '-t',
        String(Math.max(20, Math.round(size / CONNECTIONS))),
        '-f',
        script,
        url,
      ],
      { encoding: 'utf8', env: { ...process.env, PGOPTIONS: `-c search_path=${schema}` } },
    )
    const tps = /tps = ([\d.]+)/.exec(done.stdout)?.[1]
    if (tps) return { floor: Number(tps), floorBy: 'pgbench, prepared' }
  }
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const one = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` })
      await one.connect()
      return one
    }),
  )
  let n = 0
  const begun = performance.now()
  await Promise.all(
    clients.map(async client => {
      for (let i = n++; i < size; i = n++)
        await client.query({
          name: 'floor',
          text: FLOOR,
          values: [slots[i % slots.length], 10_000_000 + i, new Date()],
        })
    }),
  )
  const floor = size / ((performance.now() - begun) / 1000)
  await Promise.all(clients.map(client => client.end()))
  return { floor, floorBy: 'bare pg client, prepared' }
}

const folder = mkdtempSync(join(tmpdir(), 'yunjian-bench-'))
const cluster = await startEmbedded(folder)
try {
  const lines: Line[] = []
  for (const size of SIZES) lines.push(await signups(size, folder, cluster.url))
  console.table(
    lines.map(one => ({
      ...one,
      ours: Math.round(one.ours),
      floor: Math.round(one.floor),
      ratio: one.ratio.toFixed(2),
      peakMb: Math.round(one.peakMb),
    })),
  )
  if (!smoke) {
    mkdirSync(new URL('./results/', import.meta.url), { recursive: true })
    writeFileSync(
      new URL('./results/latest.json', import.meta.url),
      JSON.stringify(
        {
          at: new Date().toISOString(),
          node: process.version,
          cpus: execFileSync('nproc', { encoding: 'utf8' }).trim(),
          lines,
        },
        null,
        2,
      ),
    )
  }
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
