// One key, many hands: whoever asks with an Idempotency-Key gets their own answer and nobody else's, for the very request that was sent, and
// nothing is done a second time, whatever died in between.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMinutes } from '../../src/foundation/clock.ts'
import { givesAccount } from '../support/accounts.ts'
import { openHouse } from '../support/processes.ts'
import { type Browser, signedIn } from '../support/visitor.ts'
import { aDatabase, type World, worldOn } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunjian-retries-'))
let world: World
let app: FastifyInstance
let leader: Browser
let team: number
beforeAll(async () => {
  world = await worldOn(await aDatabase(), folder, new Date())
  app = (await world.house()).app
  const made = await world.aTeam()
  team = made.id
  await givesAccount(world, made.leader.personId as number, '13911110001')
  leader = await signedIn(app, world, '13911110001')
})
afterAll(() => app.close())

const draftsOf = async (title: string) =>
  Number(
    (await world.ground.database.pool.query('select count(*) as n from project where title = $1', [title]))
      .rows[0].n,
  )
const write = (title: string, key: string) =>
  leader.ask('POST', '/api/desk/projects', world.aDraft(team, { title }), { 'idempotency-key': key })

test('two strangers behind one address with one key get each their own answer', async () => {
  const ask = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/api/certificates/verify',
      payload: { payload },
      headers: { 'idempotency-key': 'shared', 'x-forwarded-for': '10.9.9.9' },
    })
  for (const payload of ['one', 'other']) {
    const answer = await ask(payload)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['idempotency-replayed']).toBeUndefined()
  }
  const { rowCount } = await world.ground.database.pool.query(
    `select from idempotency where key = 'shared' or owner like '%10.9%'`,
  )
  expect(rowCount).toBe(0)
})

test('two people with one key are two; a token and its giver are two as well', async () => {
  const [one, other] = [await world.aTeam(), await world.aTeam()]
  const draft = (teamId: number) => world.aDraft(teamId, { title: '同一个钥匙' })
  const made: unknown[] = []
  for (const { id, leader: who } of [one, other])
    for (const token of [await world.tokenOf(who), await world.tokenOf(who)]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/desk/projects',
        payload: draft(id),
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'the same' },
      })
      expect(answer.statusCode).toBe(201)
      made.push(answer.json().id)
    }
  expect(new Set(made).size).toBe(4)
})

test('a key that is too long is refused, not passed over', async () => {
  expect(await write('太长的钥匙', 'k'.repeat(201))).toMatchObject({ status: 422, code: 'idempotency.key' })
  expect(await draftsOf('太长的钥匙')).toBe(0)
})

test('a second sheet under one key is refused; the same one again is the same batch', async () => {
  const clerk = await world.aStaffMember('information-clerk', world.book.district)
  const token = await world.tokenOf(clerk)
  const send = (text: string, key: string) => {
    const boundary = `b${Math.random().toString(36).slice(2)}`
    return app.inject({
      method: 'POST',
      url: `/api/imports?kind=people&node=${world.book.district.nodeId}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': key,
      },
      payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
    })
  }
  const first = await send('姓名,证件号码\n王一,1\n', 'sheet')
  expect(first.statusCode).toBe(202)
  const again = await send('姓名,证件号码\n王一,1\n', 'sheet')
  expect([again.statusCode, again.json()]).toEqual([202, first.json()])
  expect(again.headers['idempotency-replayed']).toBe('true')
  const second = await send('姓名,证件号码\n王二,2\n', 'sheet')
  expect(second.json()).toMatchObject({ status: 422, code: 'idempotency.reused' })
  expect((await send('姓名,证件号码\n王二,2\n', 'another')).json().id).not.toBe(first.json().id)
  const { rows } = await world.ground.database.pool.query('select count(*) as n from import_batch')
  expect(Number(rows[0].n)).toBe(2)
})

test('one that was taken for dead and comes to after all does nothing beside the one that took over', async () => {
  const holder = new pg.Client({ connectionString: world.url })
  await holder.connect()
  await holder.query(`set search_path = ${world.ground.config.schema}`)
  await holder.query('begin; lock table project in exclusive mode')
  const waiting = async (n: number) => {
    for (let tries = 0; tries < 200; tries++, await sleep(20)) {
      const { rows } = await world.ground.database.pool.query(
        `select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
      if (Number(rows[0].n) >= n) return
    }
    throw new Error(`never did ${n} wait`)
  }
  const slow = write('以为死了', 'slow')
  await waiting(1)
  world.at(addMinutes(world.now(), 2))
  const taking = write('以为死了', 'slow')
  await waiting(2)
  await holder.query('commit')
  await holder.end()
  const statuses = (await Promise.all([slow, taking])).map(one => one.status).sort()
  expect(statuses).toEqual([201, 409])
  expect(await draftsOf('以为死了')).toBe(1)
})

test('killed between the deed and the answer: asked again it is not done again, and says what was done', async () => {
  const { pool } = world.ground.database
  world.at(new Date())
  // The answer is kept so slowly that the process dies over it.
  await pool.query(`create function dawdle() returns trigger language plpgsql as
    $$ begin perform pg_sleep(60); return new; end $$`)
  await pool.query(`create trigger dawdle before update of status on idempotency
    for each row when (new.status is not null) execute function dawdle()`)
  const house = await openHouse(folder, { DATABASE_URL: world.url, YUNJIAN_CODES: 'print' })
  const { leader: who, id } = await world.aTeam()
  const authorization = `Bearer ${await world.tokenOf(who)}`
  const payload = world.aDraft(id, { title: '死在半路' })
  const headers = { authorization, 'idempotency-key': 'killed', 'content-type': 'application/json' }
  try {
    const cut = fetch(`${house.origin}/api/desk/projects`, {
      method: 'POST',
      headers,
      body: JSON.stringify(payload),
    }).then(
      () => 'answered',
      () => 'cut',
    )
    for (let tries = 0; (await draftsOf('死在半路')) === 0; tries++, await sleep(20))
      if (tries > 500) throw new Error(`nothing was done: ${house.said()}`)
    await house.kill()
    expect(await cut).toBe('cut')
  } finally {
    await house.kill()
  }
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like '% ${house.pid}'`,
  )
  await pool.query('drop trigger dawdle on idempotency')
  const again = async () =>
    (await app.inject({ method: 'POST', url: '/api/desk/projects', payload, headers })).json()
  const { rows } = await pool.query(`select id from project where title = '死在半路'`)
  const told = { status: 409, code: 'idempotency.done', params: { subject: `project:${rows[0].id}` } }
  expect(await again()).toMatchObject(told)
  world.at(addMinutes(world.now(), 5))
  expect(await again()).toMatchObject(told)
  expect(await draftsOf('死在半路')).toBe(1)
}, 240_000)
