// The whole house on a real Citus cluster: two districts, each in a schema that lies on a worker; the way of an hour over HTTP, a
// rush at two processes, figures proved, clockwork, and a backup that goes to a plain PostgreSQL and back.
// Run by `npm run test:citus`, which starts the cluster.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareDistrict } from '../../src/app/compose.ts'
import { documents, inventDocument } from '../../src/app/demo/invented.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import { issueToken } from '../../src/foundation/accounts/tokens.ts'
import { backup } from '../../src/foundation/backups/backup.ts'
import { restore } from '../../src/foundation/backups/restore.ts'
import { addDays, addMinutes, localDay } from '../../src/foundation/clock.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { startEmbedded } from '../../src/foundation/database/embedded.ts'
import { addedTables, makeServerRole, rewritable } from '../../src/foundation/database/roles.ts'
import type { Ground } from '../../src/foundation/ground.ts'
import { startJobs } from '../../src/foundation/jobs.ts'
import { startReading } from '../../src/foundation/journal/reading.ts'
import { listsOf } from '../../src/foundation/lists/lists.ts'
import { beginTask, taskPage } from '../../src/foundation/lists/tasks.ts'
import { listWork } from '../../src/foundation/lists/work.ts'
import { noticeRound } from '../../src/foundation/notices/runner.ts'
import { runDueTimers } from '../../src/foundation/timers/runner.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { songjiangPlaces } from '../../src/places/service.ts'
import { proveStatistics, rebuildStatistics } from '../../src/statistics/rebuild.ts'
import { anAliyun, throughAliyun } from '../support/gateways.ts'
import { run } from '../support/processes.ts'
import { noDeclarations, worldOn } from '../support/world.ts'

const url = process.env.CITUS_URL ?? ''
const OTHER = '310118'
const folder = (name: string) => mkdtempSync(join(tmpdir(), `yunjian-citus-${name}-`))
const [ourKeys, otherKeys] = [folder('ours'), folder('other')]
/** How the command line is run for each of the two. */
const server = url && (await makeServerRole(url, 'on-a-cluster'))
const two = { DATABASE_URL: server, YUNJIAN_OWNER_URL: url }
const ours = { ...two, YUNJIAN_DATA: ourKeys, YUNJIAN_DEMO: 'yes' }
const other = { ...two, YUNJIAN_DATA: otherKeys, YUNJIAN_DISTRICT: OTHER }

async function cli(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { code, output } = await run(['src/app/cli.ts', ...args], env)
  expect(code, output.slice(-2000)).toBe(0)
  return output
}
async function rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query, values)).rows
  } finally {
    await client.end()
  }
}
const broken = async (ground: Ground) => (await verifyDistrict(ground)).filter(one => one.broken > 0)

describe.runIf(url)('on a cluster', () => {
  test('a demo district is made by the command line, and every rule and figure of it holds', async () => {
    await cli(ours, 'demo', '--records', '4000')
    await cli(ours, 'verify')
    await cli(ours, 'statistics', 'prove')
    await cli(ours, 'statistics', 'rebuild')
    await cli(ours, 'statistics', 'prove')
    await cli(ours, 'audit', 'verify')
  })

  test('a second district opens beside it, under the domestic ciphers, from a file of its own', async () => {
    const places = join(otherKeys, 'places.csv')
    writeFileSync(places, songjiangPlaces().replaceAll('310117', OTHER))
    const opening = ['district', 'open', OTHER, '--places', places, '--cipher', 'sm4']
    expect(await cli(other, ...opening)).toContain('sharded by schema')
    expect(await cli(other, ...opening)).toContain('The tables stand')
    expect(await rows('select schema_name::text as name from citus_schemas order by 1')).toEqual([
      { name: 'd310117' },
      { name: `d${OTHER}` },
    ])
    // All of a district lies together, and nothing of it at the coordinator's.
    const nodes = await rows<{ schema: string; ports: number[]; tables: number }>(
      `select split_part(table_name::text, '.', 1) as schema, array_agg(distinct nodeport::int) as ports, count(distinct table_name)::int as tables
       from citus_shards group by 1 order by 1`,
    )
    expect(nodes.map(one => one.ports.length)).toEqual([1, 1])
    for (const one of nodes) expect(one.tables).toBeGreaterThan(60)
    expect(nodes[0]?.ports).not.toEqual(nodes[1]?.ports)
  })

  describe('in the second district', () => {
    let world: Awaited<ReturnType<typeof worldOn>>
    let houses: Awaited<ReturnType<typeof world.house>>['app'][]
    let beside: Ground
    let sms: Awaited<ReturnType<typeof anAliyun>>
    let reading: { stop: () => Promise<void> }[]
    const failures: unknown[] = []
    beforeAll(async () => {
      sms = await anAliyun()
      world = await worldOn({ url: server, owner: url }, otherKeys, new Date(), {
        YUNJIAN_DISTRICT: OTHER,
        ...throughAliyun(sms),
      })
      await world.ground.database.pool.query(
        `update notice_template set code = 'SMS_1' where channel = 'sms'`,
      )
      beside = await world.beside()
      houses = [(await world.house()).app, (await world.houseOf(beside)).app]
      reading = [world.ground, beside].map(ground => startReading(ground, error => failures.push(error), 100))
    })
    afterAll(async () => {
      for (const one of reading ?? []) await one.stop()
      for (const app of houses ?? []) await app.close()
      await sms?.close()
    })

    type Body = Record<string, unknown> & { id?: number }
    type Said = { status: number; body: Body }
    async function ask(
      who: { token?: string; cookie?: string },
      method: 'GET' | 'POST',
      path: string,
      payload?: object,
      at = 0,
    ): Promise<Said> {
      const answer = await (houses[at] as (typeof houses)[number]).inject({
        method,
        url: path,
        headers: {
          ...(who.token && { authorization: `Bearer ${who.token}` }),
          ...(who.cookie && { cookie: who.cookie }),
        },
        ...(payload && { payload }),
      })
      expect(answer.statusCode, `${method} ${path}: ${answer.body.slice(0, 600)}`).not.toBe(500)
      return {
        status: answer.statusCode,
        body: answer.headers['content-type']?.includes('json') ? answer.json() : {},
      }
    }
    const done = async (...args: Parameters<typeof ask>): Promise<Body> => {
      const { status, body } = await ask(...args)
      expect([200, 201, 202], `${args[2]}: ${JSON.stringify(body).slice(0, 600)}`).toContain(status)
      return body
    }
    const tokened = async (person: Parameters<typeof world.tokenOf>[0]) => ({
      token: await world.tokenOf(person),
    })

    test('an hour comes to its certificate over HTTP, from the first code on', async () => {
      const phone = '13901180001'
      await done({}, 'POST', '/api/accounts/code', { phone })
      const signedIn = await houses[1]?.inject({
        method: 'POST',
        url: '/api/accounts/sign-in',
        payload: { phone, code: world.codes.get(phone) },
      })
      const me = {
        cookie: [signedIn?.headers['set-cookie']]
          .flat()
          .map(one => String(one).split(';')[0])
          .join('; '),
      }
      const { id } = await done(me, 'POST', '/api/me/registration', {
        name: '李秀英',
        documentType: 'resident-card',
        document: inventDocument('1960-03-12', 'female', 390),
        phone,
        communityCode: world.community.code,
        consent: true,
      })
      const clerk = await tokened(await world.aStaffMember('town-clerk'))
      await done(clerk, 'POST', `/api/people/${id}/verify`)

      const team = await world.aTeam()
      const leader = await tokened(team.leader)
      const project = await done(leader, 'POST', '/api/desk/projects', world.aDraft(team.id))
      await done(leader, 'POST', `/api/desk/projects/${project.id}/submit`, { answers: noDeclarations })
      const { reviews } = await done(clerk, 'GET', `/api/reviews?subject=project:${project.id}`)
      const [review] = reviews as { id: number; step: number }[]
      const decision = { step: review?.step, verdict: 'pass', ticked: true }
      expect(await done(clerk, 'POST', `/api/reviews/${review?.id}/decision`, decision)).toEqual({
        state: 'passed',
      })

      const { slots } = await done(me, 'GET', `/api/projects/${project.id}/slots`)
      const [slot] = slots as { id: number; shiftId: number; startsAt: string; endsAt: string }[]
      if (!slot) throw new Error('no slot')
      expect(await done(me, 'POST', '/api/signups', { slotId: slot.id })).toMatchObject({ state: 'admitted' })
      for (const [at, what] of [
        [new Date(slot.startsAt), 'in'],
        [new Date(slot.endsAt), 'out'],
      ] as const) {
        world.at(at)
        const { code } = await done(leader, 'GET', `/api/shifts/${slot.shiftId}/code`)
        expect(await done(me, 'POST', '/api/checkins', { code })).toMatchObject({ what })
      }
      const waiting = await done(leader, 'GET', '/api/desk/records/waiting')
      expect(waiting.items).toMatchObject([{ shiftId: slot.shiftId, people: 1 }])
      const { items } = await done(me, 'GET', '/api/me/records')
      const ids = (items as { id: number }[]).map(one => one.id)
      expect((await done(leader, 'POST', '/api/desk/records/confirm', { ids })).outcomes).toEqual([
        { id: ids[0], outcome: 'counted' },
      ])
      expect(await done(me, 'GET', '/api/me/hours')).toMatchObject({ total: '3.00' })
      const made = await done(me, 'POST', '/api/me/certificates', {})
      expect(made).toMatchObject({ hours: '3.00', state: 'issued' })
      expect(
        await done({}, 'GET', `/api/certificates/verify?no=${made.no}&code=${made.shortCode}`),
      ).toMatchObject({ verdict: 'genuine' })
      expect(await broken(world.ground)).toEqual([])
    })

    test('what people are told reaches inbox and phone, once, whichever of two processes sends it', async () => {
      const [{ n: told } = { n: 0 }] = await rows<{ n: number }>(
        `select count(*)::int as n from d${OTHER}.notice`,
      )
      expect(told).toBeGreaterThan(0)
      world.at(`${addDays(localDay(world.now()), 1)}T02:00:00Z`) // past anybody's quiet hours
      for (const ground of [world.ground, beside, world.ground, beside])
        await Promise.all([noticeRound(ground), noticeRound(world.ground)])
      const states = await rows<{ state: string; n: number }>(
        `select state, count(*)::int as n from d${OTHER}.notice_delivery group by 1`,
      )
      expect(states.map(one => one.state)).toEqual(['sent'])
      const references = sms.taken.map(one => one.reference)
      expect(references).toHaveLength(states[0]?.n ?? 0)
      expect(new Set(references).size).toBe(references.length)
      await runDueTimers(world.ground)
      expect(await broken(world.ground)).toEqual([])
    })

    test('2,000 from a sheet sign up at two processes for 200 places: exactly 200 get one, the rest wait in order', async () => {
      const number = documents()
      const sheet = Array.from({ length: 2000 }, (_, i) => {
        const birth = addDays('1961-01-01', i)
        return `张三,身份证,${number(birth, 'male')},男,${birth},${13_100_000_000 + i},${world.town.name},${world.community.name},,,,,,`
      })
      const path = join(otherKeys, 'sheet.csv')
      writeFileSync(path, [sheetColumns.join(','), ...sheet].join('\n'))
      const imported = JSON.parse(await cli(other, 'people', 'import', path, '--paper', '签名册 1', '--json'))
      expect(imported).toMatchObject({ registered: 2000, rejected: [] })
      const again = JSON.parse(await cli(other, 'people', 'import', path, '--paper', '签名册 1', '--json'))
      expect(again).toMatchObject({ registered: 0, rejected: [] })

      const { rows: people } = await world.ground.database.pool.query<{ id: number }>(
        `select id from person where name = '张三' order by id`,
      )
      expect(people).toHaveLength(2000)
      const tokens = await world.ground.transact(async tx => {
        const made: string[] = []
        for (const { id } of people)
          made.push(
            (
              await issueToken(tx, {
                giverPerson: id,
                name: 'rush',
                nodeId: null,
                permissions: ['own'],
                issuedAt: world.now(),
                expiresAt: addMinutes(world.now(), 60 * 24),
              })
            ).text,
          )
        return made
      })
      const { slotId } = await world.aProject({ places: 200 })
      let next = 0
      const states: string[] = []
      await Promise.all(
        Array.from({ length: 48 }, async (_, worker) => {
          for (let i = next++; i < tokens.length; i = next++)
            states.push(
              String(
                (await done({ token: tokens[i] ?? '' }, 'POST', '/api/signups', { slotId }, worker % 2))
                  .state,
              ),
            )
        }),
      )
      expect(states.filter(one => one === 'admitted')).toHaveLength(200)
      expect(states.filter(one => one === 'waiting')).toHaveLength(1800)
      const { rows: queue } = await world.ground.database.pool.query<{ arrival: number; state: string }>(
        'select arrival, state from signup where slot_id = $1 order by arrival',
        [slotId],
      )
      expect(queue.map(one => one.arrival)).toEqual(queue.map((_, i) => i + 1))
      expect(queue.map(one => one.state)).toEqual(queue.map((_, i) => (i < 200 ? 'admitted' : 'waiting')))
      expect(await broken(world.ground)).toEqual([])
    })

    test('the figures heard all of it and are proved; ids stay exact numbers; the other district has none of it', async () => {
      for (let tries = 0; tries < 200; tries++) {
        if ((await proveStatistics(world.ground)).behind === 0) break
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      for (const proof of (await proveStatistics(world.ground)).proofs)
        expect(proof).toMatchObject({ differing: 0 })
      await rebuildStatistics(world.ground)
      for (const proof of (await proveStatistics(beside)).proofs)
        expect(proof).toMatchObject({ differing: 0 })
      expect(failures).toEqual([])
      const [ids] = await rows<{ most: string }>(`select max(id)::text as most from d${OTHER}.journal`)
      expect(Number.isSafeInteger(Number(ids?.most))).toBe(true)
      expect(await rows(`select count(*)::int as n from d310117.person where name = '张三'`)).toEqual([
        { n: 0 },
      ])
    })

    test('every list pages in each of its orders, finds, counts and adds up; a sheet of two thousand is written', async () => {
      const { district } = world.book
      const staff = [
        await world.aStaffMember('town-head'),
        ...(await Promise.all(
          (['information-head', 'supervisor', 'system-administrator', 'audit-administrator'] as const).map(
            role => world.aStaffMember(role, district),
          ),
        )),
        await world.aVolunteer(),
      ]
      const tokens = await Promise.all(staff.map(one => tokened(one)))
      const [team] = await rows<{ id: number }>(`select id from d${OTHER}.team limit 1`)
      for (const { listing, path } of listsOf(world.ground)) {
        const of = listing.filter.safeParse({}).success ? '' : `&team=${team?.id}`
        const orders = Object.keys(listing.orders).flatMap(one => [one, `-${one}`])
        const answers = await Promise.all(
          tokens.flatMap(token =>
            orders.map(sort => ask(token, 'GET', `${path}?limit=2&count=true&sort=${sort}${of}`)),
          ),
        )
        expect(answers.map(one => one.status).filter(status => status !== 200 && status !== 403)).toEqual([])
        expect(answers.filter(one => one.status === 200).length, listing.name).toBeGreaterThanOrEqual(
          orders.length,
        )
      }

      const clerk = await world.aStaffMember('town-clerk')
      const query = { text: '张三' }
      const found = `/api/people?text=${encodeURIComponent('张三')}&limit=50`
      const first = await done(await tokened(clerk), 'GET', `${found}&count=true`)
      expect(first.total).toBe(2000)
      const second = await done(await tokened(clerk), 'GET', `${found}&after=${first.next}`)
      const seen = [first, second].flatMap(page => (page.items as { id: number }[]).map(one => one.id))
      expect(new Set(seen).size).toBe(100)
      const sheet = await beginTask(
        world.ground,
        clerk,
        'people',
        { kind: 'sheet', query, columns: [] },
        'zh',
      )
      await listWork.run(beside, sheet)
      expect(await taskPage(world.ground, clerk, sheet)).toMatchObject({ state: 'done', done: 2000 })
    })

    test('the role that serves adds to the journal on the cluster too, and can take nothing back', async () => {
      const { pool } = world.ground.database
      for (const told of ['journal', 'journal_seal', 'journal_head', 'key_fingerprint'])
        for (const attempt of [
          `delete from ${told}`,
          `truncate ${told} cascade`,
          `drop table ${told} cascade`,
        ])
          await expect(pool.query(attempt), attempt).rejects.toThrow(/permission denied|must be owner/)
      await expect(pool.query(`update journal set facts = '{}'`)).rejects.toThrow(/permission denied/)
      expect(await rewritable(world.ground.db, addedTables(world.ground.rooms))).toEqual([])
    })

    test('the clockwork runs in a schema of its own that is not sharded', async () => {
      const clockwork = await startJobs(world.ground)
      const schema = `jobs_${OTHER}`
      expect(await rows('select 1 from citus_schemas where schema_name::text = $1', [schema])).toEqual([])
      const [queues] = await rows<{ n: number }>(`select count(*)::int as n from ${schema}.queue`)
      expect(queues?.n).toBeGreaterThan(5)
      await clockwork.stop()
      await (await startJobs(beside)).stop()
    })

    test('a backup of the cluster stands up on a plain PostgreSQL, goes on there, and comes back', async () => {
      const place = folder('plain')
      const plain = await startEmbedded(place)
      const config = readConfig({ YUNJIAN_DATA: otherKeys, YUNJIAN_DISTRICT: OTHER })
      try {
        const there = join(place, 'there.backup')
        const made = await backup(world.ground, there)
        await prepareDistrict(plain.owner, config, {
          places: songjiangPlaces().replaceAll('310117', OTHER),
          server: plain.url,
        })
        const onPlain = () => worldOn(plain, otherKeys, world.now(), { YUNJIAN_DISTRICT: OTHER })
        const empty = await onPlain()
        expect((await restore(empty.ground, there, { by: empty.district })).tables).toBe(made.tables)
        await empty.ground.database.close()
        const moved = await onPlain()
        expect(await broken(moved.ground)).toEqual([])
        const newcomer = await moved.aVolunteer({ name: '新来者', birthDate: '1999-09-09' })
        await moved.aProject({ title: '在单机上办的' })
        const back = join(place, 'back.backup')
        await backup(moved.ground, back)
        await restore(world.ground, back, { by: world.district })
        await moved.ground.database.close()
        expect(await broken(world.ground)).toEqual([])
        const [kept] = await rows<{ name: string }>(`select name from d${OTHER}.person where id = $1`, [
          newcomer.personId,
        ])
        expect(kept?.name).toBe('新来者')
        const after = await world.aVolunteer({ birthDate: '1998-08-08' })
        expect(after.personId).toBeGreaterThan(newcomer.personId as number)
        expect(JSON.parse(await cli(other, 'verify', '--json')).ok).toBe(true)
      } finally {
        await plain.stop()
      }
    })
  })
})
