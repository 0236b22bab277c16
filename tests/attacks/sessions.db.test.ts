// A cookie that was stolen, forgotten on a screen, or sent along by another site: how long it is worth anything, and who can end it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { forgetOldSessions } from '../../src/foundation/accounts/own-sessions.ts'
import { startOver } from '../../src/foundation/accounts/starting-over.ts'
import { startHearing } from '../../src/foundation/accounts/telling.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import type { Refusal } from '../../src/foundation/refusals.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aVisitor, signsIn, type Visitor } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let here: FastifyInstance
let there: FastifyInstance
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  world = await aWorld()
  here = (await world.house()).app
  there = (await world.houseOf(await world.beside())).app
  stops.push(
    () => here.close(),
    () => there.close(),
  )
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

let phones = 13600000000
const later = (minutes: number) => world.at(addMinutes(world.now(), minutes))
const database = () => world.ground.database.pool
const me = async (visitor: Visitor) => (await visitor.get('/api/accounts/me')).json()
const signedIn = async (visitor: Visitor) => (await me(visitor)).signedIn

async function staff(): Promise<{ phone: string; visitor: Visitor; personId: number }> {
  const phone = String(++phones)
  const personId = (await world.aVolunteer()).personId as number
  await givesAccount(world, personId, phone, { role: 'town-clerk', nodeId: world.town.nodeId })
  const visitor = aVisitor(here)
  await signsIn(world, visitor, phone, true)
  return { phone, visitor, personId }
}
async function volunteer(): Promise<{ phone: string; visitor: Visitor }> {
  const phone = String(++phones)
  await givesAccount(world, (await world.aVolunteer()).personId as number, phone)
  const visitor = aVisitor(here)
  await signsIn(world, visitor, phone)
  return { phone, visitor }
}
/** What was used here is known there once it is written, which happens beside the answer. */
async function marked(at: Date): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await database().query('select 1 from session_state where used_at = $1', [at])
    if (rows.length > 0) return
    await sleep(20)
  }
  throw new Error('the use of a session was not written')
}
const reaches = async (visitor: Visitor) => (await visitor.get('/api/people')).statusCode

describe('how long one stays signed in', () => {
  test('a desk left alone for half an hour is closed; one that is used is not, whichever process is asked', async () => {
    const { visitor } = await staff()
    for (const app of [here, there, here]) {
      later(29)
      visitor.goTo(app)
      expect(await reaches(visitor)).toBe(200)
      await marked(world.now())
    }
    visitor.goTo(there)
    later(31)
    expect(await reaches(visitor)).toBe(401)
    visitor.goTo(here)
    expect(await reaches(visitor)).toBe(401)
  })

  test('a page that asks by itself keeps no desk open', async () => {
    const { visitor } = await staff()
    for (let n = 0; n < 3; n++) {
      later(9)
      expect((await visitor.get('/api/people', { 'x-unattended': 'yes' })).statusCode).toBe(200)
    }
    await sleep(100)
    later(4)
    expect((await visitor.get('/api/people', { 'x-unattended': 'yes' })).statusCode).toBe(401)
  })

  test('a working day ends it, however busily it is used', async () => {
    const { visitor } = await staff()
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      later(20)
      expect(await reaches(visitor)).toBe(200)
    }
    later(20)
    expect(await reaches(visitor)).toBe(401)
  })

  test('whoever holds a duty of a desk is staff before the password too; who leads a team from a phone is not', async () => {
    const { phone } = await staff()
    const clerk = aVisitor(here)
    await signsIn(world, clerk, phone)
    const team = await world.aTeam()
    const leaderPhone = String(++phones)
    await givesAccount(world, team.leader.personId as number, leaderPhone)
    const leader = aVisitor(here)
    await signsIn(world, leader, leaderPhone)
    expect((await me(leader)).roles).toMatchObject([{ role: 'team-leader' }])
    later(31)
    expect(await signedIn(clerk)).toBe(false)
    expect(await signedIn(leader)).toBe(true)
  })

  test('volunteers stay for thirty days, and not for thirty-one', async () => {
    const { visitor } = await volunteer()
    world.at(addMinutes(new Date(world.now()), 29 * 24 * 60))
    expect(await signedIn(visitor)).toBe(true)
    world.at(addMinutes(world.now(), 25 * 60))
    expect(await signedIn(visitor)).toBe(false)
  })

  test('a use is written once a minute at most, not at every request', async () => {
    const { visitor } = await staff()
    const written = async () =>
      (
        await database().query(
          `select xmin::text as by from session_state where session_id = (select id from session order by "createdAt" desc limit 1)`,
        )
      ).rows[0]?.by
    later(2)
    await reaches(visitor)
    await marked(world.now())
    const first = await written()
    for (let n = 0; n < 20; n++) await reaches(visitor)
    await sleep(100)
    expect(await written()).toBe(first)
  })
})

describe('a stolen cookie', () => {
  test('of before the password, or of before another sign-in, is worth nothing', async () => {
    const { phone, visitor } = await staff()
    const thief = aVisitor(here)
    const take = () => {
      thief.jar.clear()
      for (const [name, value] of visitor.stolen()) thief.jar.set(name, value)
    }
    later(2)
    await signsIn(world, visitor, phone)
    take()
    expect(await signedIn(thief)).toBe(true)
    expect((await visitor.post('/api/accounts/password', { password: PASSWORD })).statusCode).toBe(200)
    expect(await reaches(visitor)).toBe(200)
    expect(await signedIn(thief)).toBe(false)
    take()
    later(2)
    await signsIn(world, visitor, phone)
    expect(await signedIn(thief)).toBe(false)
  })

  test('is worth nothing at once in every process when its owner signs out', async () => {
    const { ground } = world
    const second = await world.beside()
    const hearing = await Promise.all([ground, second].map(one => startHearing(one, () => {})))
    const far = (await world.houseOf(second)).app
    try {
      for (let n = 0; n < 3; n++) {
        const { visitor } = await staff()
        const thief = aVisitor(far)
        for (const [name, value] of visitor.stolen()) thief.jar.set(name, value)
        expect(await reaches(thief)).toBe(200)
        const since = Date.now()
        expect((await visitor.post('/api/accounts/sign-out')).statusCode).toBe(200)
        while ((await reaches(thief)) !== 401) {
          // Left to itself, the other process would remember it for four seconds.
          expect(Date.now() - since).toBeLessThan(2_000)
          await sleep(10)
        }
      }
    } finally {
      await far.close()
      for (const one of hearing) await one.stop()
    }
  })

  test('is seen in the list and ended by its owner, by itself or with all others; nobody ends another’s', async () => {
    const { phone, visitor } = await staff()
    later(2)
    const phoneOfTheirs = aVisitor(
      here,
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
    )
    await signsIn(world, phoneOfTheirs, phone)
    const list = async (one: Visitor) => (await one.get('/api/accounts/sessions')).json().sessions
    const seen = await list(visitor)
    expect(seen).toMatchObject([
      { here: true, staff: true },
      { here: false, staff: false, device: expect.stringContaining('iPhone') },
    ])
    // What names a session in the list opens nothing.
    for (const { id } of seen)
      for (const value of visitor.jar.values()) expect(decodeURIComponent(value)).not.toContain(id)

    const stranger = (await staff()).visitor
    expect((await stranger.send('DELETE', `/api/accounts/sessions/${seen[1].id}`)).statusCode).toBe(404)
    expect(await signedIn(phoneOfTheirs)).toBe(true)
    expect((await visitor.send('DELETE', `/api/accounts/sessions/${seen[1].id}`)).statusCode).toBe(200)
    expect(await signedIn(phoneOfTheirs)).toBe(false)

    for (const one of [phoneOfTheirs, aVisitor(here)]) {
      later(2)
      await signsIn(world, one, phone)
    }
    expect((await visitor.post('/api/accounts/sessions/end-others')).json()).toEqual({ ended: 2 })
    expect(await list(visitor)).toHaveLength(1)
    expect(await signedIn(phoneOfTheirs)).toBe(false)
    expect(await signedIn(stranger)).toBe(true)
    const { rows } = await database().query(
      `select facts from journal where kind = 'account.sessions-ended' order by id`,
    )
    expect(rows.map(row => JSON.parse(row.facts).sessions)).toEqual([1, 2])
    // A token signs in nowhere, so it sees and ends nothing.
    const authorization = `Bearer ${await world.tokenOf(await world.aVolunteer())}`
    expect((await aVisitor(here).get('/api/accounts/sessions', { authorization })).json()).toMatchObject({
      code: 'session.none',
    })
  })

  test('is worth nothing after its owner chose another password', async () => {
    const { phone, visitor } = await staff()
    later(2)
    const thief = aVisitor(here)
    await signsIn(world, thief, phone, true)
    const choose = (current: Record<string, string>) =>
      visitor.post('/api/accounts/password/choose', { ...current, password: 'rain over nine peaks today' })
    // Whoever finds an open desk has the session, and not the password.
    expect((await choose({})).json()).toMatchObject({ code: 'password.current', field: 'current' })
    expect((await choose({ current: 'what might it be then' })).json()).toMatchObject({
      code: 'password.wrong',
      field: 'current',
      params: { left: 4 },
    })
    expect(await signedIn(thief)).toBe(true)
    const changed = await choose({ current: PASSWORD })
    expect(changed.statusCode).toBe(200)
    expect(await reaches(visitor)).toBe(200)
    expect(await signedIn(thief)).toBe(false)
  })
})

test('a wrong code is told of an account while one lives, and of nobody otherwise', async () => {
  const { phone } = await volunteer()
  later(2)
  const told = async () =>
    (await database().query(`select count(*)::int as n from journal where kind = 'account.code-failed'`))
      .rows[0].n
  const before = await told()
  const guess = (of: string) => {
    const code = world.codes.get(of) === '000000' ? '000001' : '000000'
    return aVisitor(here).post('/api/accounts/sign-in', { phone: of, code })
  }
  expect((await guess(phone)).json()).toMatchObject({ code: 'code.wrong' })
  expect(await told()).toBe(before)
  await aVisitor(here).post('/api/accounts/code', { phone })
  expect((await guess(phone)).statusCode).toBe(422)
  expect((await guess(String(++phones))).statusCode).toBe(422)
  expect(await told()).toBe(before + 1)
})

test('a lost phone: somebody else ends every session, and the next code chooses another password', async () => {
  const { phone, visitor, personId } = await staff()
  later(2)
  const security = await world.aStaffMember('security-administrator', world.book.district)
  const reset = (actor: Principal, of: number) =>
    startOver(world.ground, actor, of, '手机丢失').catch((error: Refusal) => error.code)
  expect(await reset({ ...security, personId }, personId)).toBe('account.own-reset')
  expect(await reset(await world.aStaffMember('town-head', world.town), personId)).toBe('forbidden')
  expect(await reset(security, (await world.aVolunteer()).personId as number)).toBe('not-found')
  expect(await signedIn(visitor)).toBe(true)
  expect(await reset(security, personId)).toEqual({ sessions: 1, tokens: 0 })
  expect(await signedIn(visitor)).toBe(false)
  const anew = aVisitor(here)
  await signsIn(world, anew, phone)
  expect(await me(anew)).toMatchObject({ needsPassword: true, hasPassword: false })
  expect(await reaches(anew)).toBe(403)
  const { statusCode } = await anew.post('/api/accounts/password/choose', {
    password: 'nine peaks after rain',
  })
  expect(statusCode).toBe(200)
  expect(await reaches(anew)).toBe(200)
})

test('who reads the database learns no code and no cookie', async () => {
  const { phone, visitor } = await staff()
  later(2)
  await aVisitor(here).post('/api/accounts/code', { phone })
  const code = world.codes.get(phone) ?? ''
  const { rows: tables } = await database().query(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'`,
    [world.ground.config.schema],
  )
  const kept = async (text: string) => {
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await database().query(`select 1 from ${name} t where t::text like $1 limit 1`, [
        `%${text}%`,
      ])
      if (rows.length > 0) found.push(name)
    }
    return found
  }
  const { rows } = await database().query('select hash from sign_in_code')
  expect(rows.every(row => row.hash.length === 32)).toBe(true)
  expect(await kept(`(${code})`)).toEqual([])
  expect(await kept(`"${code}"`)).toEqual([])
  expect(await kept(phone)).toEqual([])
  // The token of a session stands there, and is half of a cookie: the other half is the district's key.
  const cookie = [...visitor.jar.values()].map(value => decodeURIComponent(value))
  for (const value of cookie) expect(await kept(value)).toEqual([])
})

describe('another site', () => {
  test('has nothing written with the cookies of somebody who visits it', async () => {
    const { visitor } = await staff()
    const { visitor: bystander } = await volunteer()
    const attempts: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3001' },
      { origin: 'https://localhost.evil.example', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example.cn' },
    ]
    for (const headers of attempts)
      for (const [method, url, payload] of [
        ['POST', '/api/accounts/sessions/end-others', undefined],
        ['POST', '/api/accounts/password/choose', { password: 'chosen by another site 1' }],
        ['POST', '/api/accounts/sign-out', undefined],
        ['DELETE', '/api/tokens/1', undefined],
        ['PUT', '/api/me/notices/settings', {}],
      ] as const) {
        const answer = await visitor.send(method, url, payload, headers)
        expect(answer.json(), `${method} ${url} ${JSON.stringify(headers)}`).toMatchObject({
          code: 'cross-site',
          status: 403,
        })
      }
    expect(await reaches(visitor)).toBe(200)
    // Nor is anybody signed in there as somebody else.
    expect(
      (
        await aVisitor(here).post(
          '/api/accounts/sign-in',
          { phone: '13900000000', code: '000000' },
          attempts[0],
        )
      ).statusCode,
    ).toBe(403)
    // Our own pages, and whatever is no browser.
    const fine: Record<string, string>[] = [
      { origin: 'http://localhost:3000' },
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
      { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
      {},
    ]
    for (const headers of fine)
      expect(
        (await bystander.post('/api/accounts/sessions/end-others', undefined, headers)).statusCode,
        JSON.stringify(headers),
      ).toBe(200)
  })
})

describe('what a browser or a cache on the way keeps', () => {
  test('nothing of an answer to somebody who is known, refusals and files among them; what is everybody’s may be kept', async () => {
    const { visitor } = await staff()
    const said = async (one: Visitor, url: string) => (await one.get(url)).headers['cache-control']
    for (const url of [
      '/api/accounts/me',
      '/api/accounts/sessions',
      '/api/people',
      '/api/people/999999',
      '/api/me/profile',
      '/api/files/999999',
      '/api/find',
      '/api/nothing-here',
    ])
      expect(await said(visitor, url), url).toBe('no-store')
    const authorization = `Bearer ${await world.tokenOf(await world.aVolunteer())}`
    expect((await aVisitor(here).get('/api/me/profile', { authorization })).headers['cache-control']).toBe(
      'no-store',
    )
    expect(await said(visitor, '/api/figures')).toMatch(/^public/)
    expect(await said(visitor, '/api/places')).toBe('no-cache')
    const code = await aVisitor(here).post('/api/accounts/code', { phone: String(++phones) })
    expect(code.headers['cache-control']).toBe('no-store')
  })
})

describe('the machine’s counters', () => {
  const from = (app: FastifyInstance, remoteAddress: string, headers: Record<string, string> = {}) =>
    app.inject({ url: '/metrics', remoteAddress, headers }).then(answer => answer.statusCode)
  test('are read on the machine and in its own network, and elsewhere by a token that may', async () => {
    expect(await from(here, '127.0.0.1')).toBe(200)
    expect(await from(here, '::1')).toBe(200)
    expect(await from(here, '203.0.113.9')).toBe(401)
    expect(await from(here, '10.1.2.3')).toBe(401)
    // The web server in front says who asks.
    expect(await from(here, '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).toBe(401)
    // Whoever is not in front says nothing.
    expect(await from(here, '203.0.113.9', { 'x-forwarded-for': '127.0.0.1' })).toBe(401)
    const token = async (role: 'system-administrator' | 'town-clerk') =>
      world.tokenOf(await world.aStaffMember(role, role === 'town-clerk' ? world.town : world.book.district))
    const bearer = async (role: 'system-administrator' | 'town-clerk') => ({
      authorization: `Bearer ${await token(role)}`,
    })
    expect(await from(here, '203.0.113.9', await bearer('system-administrator'))).toBe(200)
    expect(await from(here, '203.0.113.9', await bearer('town-clerk'))).toBe(401)
  })
})

test('over TLS every cookie goes over TLS only, the one that signs out as well; a range of addresses is as it was said', async () => {
  const safe = await aWorld({
    YUNJIAN_ORIGIN: 'https://zyz.example.gov.cn',
    YUNJIAN_METRICS_FROM: '10.0.0.0/8, fd00::/8',
  })
  const { app } = await safe.house()
  const phone = String(++phones)
  const visitor = aVisitor(app)
  const asked = await visitor.post('/api/accounts/code', { phone })
  const entered = await visitor.post('/api/accounts/sign-in', { phone, code: safe.codes.get(phone) })
  const left = await visitor.post('/api/accounts/sign-out')
  const cookies = [asked, entered, left].flatMap(answer => [answer.headers['set-cookie'] ?? []].flat())
  expect(cookies).toHaveLength(4)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/Path=\/;/.test(cookie) ? /^__Host-/ : /^__Secure-/)
    expect(cookie).not.toMatch(/Domain/i)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; Secure/)
    expect(cookie).toMatch(/; SameSite=Lax/)
  }
  expect(cookies[3]).toMatch(/session_token=; Max-Age=0/)
  expect((await app.inject({ url: '/metrics', remoteAddress: '10.1.2.3' })).statusCode).toBe(200)
  expect((await app.inject({ url: '/metrics', remoteAddress: 'fd00::7' })).statusCode).toBe(200)
  expect((await app.inject({ url: '/metrics', remoteAddress: '11.1.2.3' })).statusCode).toBe(401)
  await app.close()
})

test('sessions that are over leave the database', async () => {
  await volunteer()
  world.at(addMinutes(world.now(), 31 * 24 * 60))
  expect(await forgetOldSessions(world.ground)).toBeGreaterThan(0)
  const { rows } = await database().query('select count(*)::integer as n from session')
  expect(rows[0].n).toBe(0)
})
