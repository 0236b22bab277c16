// A district to bench on: its own schema, the whole house listening, and people with sessions.
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { buildHouse, openHouse, prepareDistrict } from '../src/app/compose.ts'
import { makeDemo, smallPlan } from '../src/app/demo/demo.ts'
import { serveWeb } from '../src/app/web-server.ts'
import { localDay } from '../src/foundation/clock.ts'
import { readConfig } from '../src/foundation/config.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { startReading } from '../src/foundation/journal/reading.ts'
import { makeLog } from '../src/foundation/log.ts'
import type { CodeDelivery } from '../src/foundation/notices/codes.ts'
import { songjiangPlaces } from '../src/places/service.ts'
import type { Call, Result } from './load.ts'

export type District = {
  ground: Ground
  schema: string
  port: number
  url: string
  close: () => Promise<void>
}

let code = 310_200
/** Opens a house with a small demo in it. The sealer and the listeners run, as they do in service. */
export async function openDistrict(
  folder: string,
  url: string,
  { pages, deliver = () => {} }: { pages?: string; deliver?: CodeDelivery } = {},
): Promise<District> {
  const config = readConfig({ YUNJIAN_DATA: folder, YUNJIAN_DISTRICT: String(code++) })
  await prepareDistrict(url, config, { places: songjiangPlaces().replaceAll('310117', config.district) })
  const ground = await openHouse({ config, databaseUrl: url, log: makeLog('silent'), deliver })
  await makeDemo(ground, smallPlan(localDay(ground.clock()), 150))
  const { app } = await buildHouse(ground, { limits: false })
  if (pages) await serveWeb(app, pages)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const reading = startReading(ground, error => {
    throw error
  })
  return {
    ground,
    schema: config.schema,
    url,
    port: (app.server.address() as AddressInfo).port,
    close: async () => {
      await reading.stop()
      await app.close()
      await ground.database.close()
    },
  }
}

/** Verified volunteers who consented, each with a bearer token. */
export async function volunteers(ground: Ground, n: number): Promise<{ personId: number; token: string }[]> {
  const { rows } = await sql<{ id: number }>`
    with one as (select * from person where tier = 'real-name' and phone_mask <> '' order by id desc limit 1),
    made as (
      insert into person (name, name_key, pinyin, initials, sex, birth_date, document_type, document_mask, phone_mask, community_code, town_code, tier, verified_by_method, verified_at, source, registered_at)
      select name, name_key, pinyin, initials, sex, '1980-01-01', document_type, document_mask, phone_mask, community_code, town_code, tier, verified_by_method, verified_at, source, registered_at
      from one, generate_series(1, ${n}::integer) returning id
    ), consented as (
      insert into consent (person_id, purpose, version, how, at) select m.id, c.purpose, c.version, 'self', now()
      from made m, (select purpose, version from consent limit 1) c
    )
    select id from made`.execute(ground.db)
  const made = rows.map(row => ({ personId: row.id, token: `yj_bench_${row.id}` }))
  await sql`insert into api_token (hash, name, giver_person, permissions, issued_at, expires_at)
    select h, 'bench', p, array['own'], now(), now() + interval '1 day' from unnest(${made.map(one => createHash('sha256').update(one.token).digest())}::bytea[], ${made.map(one => one.personId)}::bigint[]) as t(h, p)`.execute(
    ground.db,
  )
  await sql`analyze person, consent, api_token`.execute(ground.db)
  return made
}

/** Open slots, a shift each, that do not overlap one another. */
export async function openSlots(ground: Ground, n: number, places: number, startsIn = '400 days') {
  const { rows } = await sql<{ id: number; shiftId: number }>`
    insert into slot (project_id, shift_id, position_id, node_id, title, position_name, kind, town_code, place_name, lat, lng, span, starts_at, ends_at, places, high_risk)
    select project_id, (select max(shift_id) from slot) + n, position_id, node_id, title, position_name, kind, town_code, place_name, lat, lng, tstzrange(t, t + interval '1 hour'), t, t + interval '1 hour', ${places}, high_risk
    from (select * from slot limit 1) s, generate_series(1, ${n}::integer) n, lateral (select now() + ${startsIn}::interval + (n - 1) * interval '2 hours' as t) x
    returning id, shift_id`.execute(ground.db)
  return rows
}

/** Sends the calls from a process of its own and watches this one's memory meanwhile. */
export async function rush(
  port: number,
  connections: number,
  calls: Call[],
): Promise<Result & { peakMb: number }> {
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  try {
    const result = await new Promise<Result>((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('./load.ts', import.meta.url)))
      child.once('message', answer => resolve(answer as Result))
      child.once('error', reject)
      child.once('exit', status => status && reject(new Error(`load exited with ${status}`)))
      child.send({ port, connections, calls })
    })
    return { ...result, peakMb: peak / 1_048_576 }
  } finally {
    clearInterval(watch)
  }
}
