// A list of the desk: a page at its beginning, in its middle, and with its total and sum, beside a bare route with the same bytes,
// at two sizes. Read by keyset a page costs the same wherever it lies and however long the list is.
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { commandActor, rootOf } from '../src/foundation/access/access.ts'
import { giveRole } from '../src/foundation/access/grants.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { sortedBy } from '../src/foundation/lists/lists.ts'
import { recordList } from '../src/records/lists.ts'
import { openDistrict, rush } from './district.ts'
import type { Line, Setting } from './line.ts'

const PER_PAGE = 50

/** The records that there are, over and over on other days, until there are `n`. */
async function recordsUpTo(ground: Ground, n: number): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from service_record`.execute(ground.db)
  const times = Math.ceil((n - (rows[0]?.n ?? 0)) / Math.max(1, rows[0]?.n ?? 1))
  await sql`insert into service_record (person_id, day, from_at, to_at, minutes, state, waits, how, due_on, counted_at, flags, policy_id,
      project_id, shift_id, slot_id, team_id, node_id, kind, title, place_name, served_community, served_town, home_community, home_town, age_band, sex)
    select person_id, day - i, from_at - i * interval '1 day', to_at - i * interval '1 day', minutes, state, waits, how, due_on, counted_at, flags,
      policy_id, project_id, shift_id, slot_id, team_id, node_id, kind, title, place_name, served_community, served_town, home_community, home_town, age_band, sex
    from service_record, generate_series(1, ${times}::integer) i`.execute(ground.db)
  await sql`analyze service_record`.execute(ground.db)
}

/** A token of somebody who heads the district's activities. */
async function aHead(ground: Ground): Promise<string> {
  const root = await rootOf(ground.db)
  const { rows } = await sql<{
    id: number
  }>`select id from person where tier = 'real-name' order by id limit 1`.execute(ground.db)
  const personId = rows[0]?.id ?? 0
  await ground.transact(tx =>
    giveRole(tx, {
      personId,
      role: 'activity-coordination-head',
      nodeId: root.id,
      at: ground.clock(),
      grantedBy: null,
    }),
  )
  const token = 'yj_bench_lists'
  await sql`insert into api_token (hash, name, giver_person, node_id, permissions, issued_at, expires_at)
    values (${createHash('sha256').update(token).digest()}, 'bench', ${personId}, ${root.id}, array['record.read'], now(), now() + interval '1 day')`.execute(
    ground.db,
  )
  return token
}

/** Where a page in the middle begins. */
async function middle(ground: Ground, n: number): Promise<string> {
  const actor = commandActor((await rootOf(ground.db)).id)
  const { rows } = await sql<{
    day: string
    id: number
  }>`select day, id from service_record order by day desc, id desc offset ${Math.floor(n / 2)} limit 1`.execute(
    ground.db,
  )
  const [from] = rows
  const sort = sortedBy(recordList.listing, undefined)
  const after = Buffer.from(JSON.stringify([sort.name, from?.day, from?.id])).toString('base64url')
  const { items } = await recordList.rows(ground, actor, {}, { sort, after, limit: 1 })
  if (items.length === 0) throw new Error('there is no middle')
  return after
}

async function rateOf(port: number, path: string, token: string, asks: number) {
  const calls = Array.from({ length: asks }, () => ({ method: 'GET' as const, path, token }))
  await rush(port, 16, calls.slice(0, Math.ceil(asks / 4)))
  const result = await rush(port, 16, calls)
  if (result.statuses[200] !== asks)
    throw new Error(`${path}: ${JSON.stringify(result.statuses)} ${result.sample}`)
  return { rate: asks / result.seconds, p95: result.p95, peakMb: result.peakMb }
}

async function linesAt({ folder, url }: Setting, size: number, asks: number): Promise<Line[]> {
  const district = await openDistrict(folder, url)
  const bare = Fastify()
  try {
    await recordsUpTo(district.ground, size)
    const token = await aHead(district.ground)
    const after = await middle(district.ground, size)
    const pages = {
      'first page': `/api/desk/records?limit=${PER_PAGE}`,
      'page in the middle': `/api/desk/records?limit=${PER_PAGE}&after=${after}`,
      'page with total and sum': `/api/desk/records?limit=${PER_PAGE}&count=true`,
    }
    const bodies = await Promise.all(
      Object.values(pages).map(async path =>
        (
          await fetch(`http://127.0.0.1:${district.port}${path}`, {
            headers: { authorization: `Bearer ${token}` },
          })
        ).text(),
      ),
    )
    bodies.forEach((body, i) => {
      bare.get(`/bare/${i}`, (_, reply) => reply.type('application/json; charset=utf-8').send(body))
    })
    await bare.listen({ port: 0, host: '127.0.0.1' })
    const lines: Line[] = []
    for (const [i, [what, path]] of Object.entries(pages).entries()) {
      const ours = await rateOf(district.port, path, token, asks)
      const floor = await rateOf((bare.server.address() as AddressInfo).port, `/bare/${i}`, token, asks)
      lines.push({
        what: `list of records: ${what}`,
        size,
        ours: ours.rate,
        unit: '/s',
        peer: floor.rate,
        peerIs: 'a bare route with the same bytes',
        ratio: ours.rate / floor.rate,
        aim: 'at 50 times the rows at least half as fast',
        met: true,
        p95Ms: ours.p95,
        peakMb: ours.peakMb,
      })
    }
    return lines
  } finally {
    await bare.close()
    await district.close()
  }
}

export async function lists(setting: Setting): Promise<Line[]> {
  const [small, large, asks] = setting.smoke ? [2_000, 10_000, 40] : [20_000, 1_000_000, 600]
  const before = await linesAt(setting, small, asks)
  const after = await linesAt(setting, large, asks)
  // Half as fast on fifty times the rows would be a page that reads more than its own rows. The total looks at 10,001 at most.
  return [...before, ...after.map((line, i) => ({ ...line, met: line.ours >= (before[i]?.ours ?? 0) / 2 }))]
}
