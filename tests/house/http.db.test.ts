import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHouse } from '../../src/app/compose.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { type Role, roleMay, roles } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import type { RouteInfo } from '../../src/foundation/http/api.ts'
import { makeLog } from '../../src/foundation/log.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let routes: RouteInfo[]
let origin: string
beforeAll(async () => {
  world = await aWorld()
  ;({ app, routes } = await world.house())
  await app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(() => app.close())

const tokenOf = (personId: number) => world.tokenOf(personId)
const roleNames = Object.keys(roles) as Role[]

describe('access over HTTP', () => {
  test('every route answers every role, and nobody, as the access table says', async () => {
    const tokens = new Map<Role | 'volunteer', string>([
      ['volunteer', await tokenOf((await world.aVolunteer()).personId as number)],
    ])
    for (const role of roleNames)
      tokens.set(
        role,
        await tokenOf((await world.aStaffMember(role, world.book.district)).personId as number),
      )
    const wrong: string[] = []
    for (const { method, url, access } of routes) {
      const path = url.replace(/:\w+/g, '999999')
      // A stream never ends by itself: its head is enough.
      const headOfStream = async (token?: string) => {
        const stop = new AbortController()
        const answer = await fetch(origin + path, {
          headers: { ...(token && { authorization: `Bearer ${token}` }) },
          signal: stop.signal,
        })
        stop.abort()
        return answer.status
      }
      const ask = async (token?: string) =>
        (
          await app.inject({
            method: method as 'GET',
            url: path,
            headers: { ...(token && { authorization: `Bearer ${token}` }) },
            ...(method === 'GET' ? {} : { payload: {} }),
          })
        ).statusCode
      const call = url === '/api/statistics/events' ? headOfStream : ask
      const nobody = await call()
      if ((nobody === 401) !== (access !== 'public')) wrong.push(`${method} ${url} as nobody: ${nobody}`)
      for (const [role, token] of tokens) {
        const allowed =
          access === 'public' ||
          access === 'in-doubt' ||
          access === 'signed-in' ||
          (role !== 'volunteer' && roleMay(role, access))
        const status = await call(token)
        if (status >= 500 || (allowed ? status === 401 || status === 403 : status !== 403))
          wrong.push(`${method} ${url} as ${role}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
    expect(routes.length).toBeGreaterThan(50)
  })

  test('a town’s staff do not see the next town', async () => {
    const other = world.book.towns.find(one => one.code !== world.town.code)
    const stranger = await tokenOf((await world.aStaffMember('town-clerk', other)).personId as number)
    const own = await tokenOf((await world.aStaffMember('town-clerk')).personId as number)
    const person = await world.aVolunteer()
    const project = await world.aProject()
    for (const path of [
      `/api/people/${person.personId}`,
      `/api/desk/projects/${project.id}`,
      `/api/shifts/${project.shiftId}/roster`,
    ]) {
      expect(
        (await app.inject({ url: path, headers: { authorization: `Bearer ${stranger}` } })).statusCode,
      ).toBe(403)
      expect((await app.inject({ url: path, headers: { authorization: `Bearer ${own}` } })).statusCode).toBe(
        200,
      )
    }
  })
})

describe('signing in', () => {
  test('a phone code alone opens no staff door; the password does, and five wrong ones lock', async () => {
    const phone = '13911112222'
    const person = await world.aVolunteer()
    await world.ground.transact(async tx => {
      const account = await makeAccount(world.ground, tx, phone)
      await holdAccount(tx, account, person.personId as number, world.now())
      await setPassword(world.ground, tx, account, 'a long enough secret')
      await giveRole(tx, {
        personId: person.personId as number,
        role: 'town-clerk',
        nodeId: world.town.nodeId,
        at: world.now(),
        grantedBy: null,
      })
    })
    const post = (url: string, payload: object, cookie = '') =>
      app.inject({ method: 'POST', url, payload, headers: { cookie } })
    expect((await post('/api/accounts/code', { phone })).statusCode).toBe(202)
    expect((await post('/api/accounts/code', { phone })).json()).toMatchObject({ code: 'code.too-soon' })
    expect((await post('/api/accounts/sign-in', { phone, code: '000000' })).json()).toMatchObject({
      code: 'code.wrong',
      status: 422,
    })
    const signedIn = await post('/api/accounts/sign-in', { phone, code: world.codes.get(phone) })
    const cookieIn = (answer: typeof signedIn) =>
      [answer.headers['set-cookie']]
        .flat()
        .map(one => String(one).split(';')[0])
        .join('; ')
    let cookie = cookieIn(signedIn)
    const people = () => app.inject({ url: '/api/people', headers: { cookie } })
    expect((await people()).json()).toMatchObject({ code: 'second-proof' })
    expect((await post('/api/accounts/password', { password: 'wrong' }, cookie)).json()).toMatchObject({
      code: 'password.wrong',
      params: { left: 4 },
    })
    const proved = await post('/api/accounts/password', { password: 'a long enough secret' }, cookie)
    expect(proved.statusCode).toBe(200)
    cookie = cookieIn(proved)
    expect((await people()).statusCode).toBe(200)
    for (let i = 0; i < 5; i++) await post('/api/accounts/password', { password: 'wrong' }, cookie)
    expect(
      (await post('/api/accounts/password', { password: 'a long enough secret' }, cookie)).json(),
    ).toMatchObject({ code: 'password.locked', status: 429 })
    // A token has no session: it proves no password, guesses none, and signs nobody out.
    const authorization = `Bearer ${await world.tokenOf(person)}`
    for (const [url, payload] of [
      ['/api/accounts/password', { password: 'a long enough secret' }],
      ['/api/accounts/password/choose', { password: 'another long secret 1' }],
      ['/api/accounts/sign-out', {}],
    ] as const)
      expect(
        (await app.inject({ method: 'POST', url, payload, headers: { authorization } })).json(),
      ).toMatchObject({ code: 'session.none' })
    const { rows } = await world.ground.database.pool.query(
      `select "phoneNumber", email from "user" where id = (select account_id from account_holder where person_id = $1)`,
      [person.personId],
    )
    expect(JSON.stringify(rows)).not.toContain(phone)
  })
})

describe('bad input', () => {
  test('is a problem with a code, the field, and a sentence in the caller’s language', async () => {
    const token = await tokenOf((await world.aVolunteer()).personId as number)
    const call = (language: string) =>
      app.inject({
        method: 'POST',
        url: '/api/signups',
        payload: { slotId: 'many' },
        headers: { authorization: `Bearer ${token}`, 'accept-language': language },
      })
    const zh = await call('zh-CN')
    expect(zh.headers['content-type']).toContain('application/problem+json')
    expect(zh.json()).toMatchObject({
      status: 422,
      code: 'invalid',
      detail: '班次：请填数字。',
      fields: [{ field: 'slotId', message: '请填数字' }],
      requestId: expect.any(String),
    })
    expect((await call('en')).json().detail).toBe('Shift: enter a number.')
    const registration = (payload: object) =>
      app.inject({
        method: 'POST',
        url: '/api/me/registration',
        payload: {
          name: '王小明',
          documentType: 'resident-card',
          document: '310117199001020011',
          phone: '13800001111',
          communityCode: world.community.code,
          consent: true,
          ...payload,
        },
        headers: { authorization: `Bearer ${token}` },
      })
    expect((await registration({ birthDate: '1990-1-2' })).json().detail).toBe(
      '出生日期：请填 1990-01-02 这样的日期。',
    )
    expect((await registration({ name: '', guardian: { name: '王父', phone: '12' } })).json().detail).toBe(
      '有 2 处要改：姓名：请填写；监护人手机：请填 11 位手机号码。',
    )
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/api/signups',
          payload: '{',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        })
      ).statusCode,
    ).toBe(400)
    expect((await app.inject({ url: '/api/projects/999999' })).json()).toMatchObject({
      code: 'not-found',
      status: 404,
    })
  })
  test('a day outside what anybody reckons in is refused by its field, wherever a route takes one', async () => {
    const auditor = await tokenOf(
      (await world.aStaffMember('supervisor', world.book.district)).personId as number,
    )
    const { paths } = (await app.inject({ url: '/api/openapi.json' })).json() as {
      paths: Record<string, Record<string, { parameters?: { name: string; in: string; schema: object }[] }>>
    }
    const asked: string[] = []
    const wrong: string[] = []
    for (const [path, { get }] of Object.entries(paths))
      for (const { name, schema } of get?.parameters?.filter(one => one.in === 'query') ?? []) {
        if (!JSON.stringify(schema).includes('"format":"date"')) continue
        asked.push(path)
        for (const day of ['0000-01-01', '9999-12-31']) {
          const { statusCode } = await app.inject({
            url: path.replace(/{\w+}/g, '1'),
            query: { [name]: day },
            headers: { authorization: `Bearer ${auditor}` },
          })
          if (statusCode !== 422 && statusCode !== 403) wrong.push(`${path} ${name}=${day}: ${statusCode}`)
        }
      }
    expect(asked).toContain('/api/desk/records')
    expect(wrong).toEqual([])
    const records = (query: string) =>
      app.inject({ url: `/api/desk/records?${query}`, headers: { authorization: `Bearer ${auditor}` } })
    for (const query of ['from=0000-01-01', 'before=0000-00-00.1', `before=2026-11-01.${'9'.repeat(30)}`])
      expect((await records(query)).statusCode).toBe(422)
  })

  test('places are asked for anew each time and sent only when they changed', async () => {
    const first = await app.inject({ url: '/api/places' })
    expect(first.headers['cache-control']).toBe('no-cache')
    const again = await app.inject({
      url: '/api/places',
      headers: { 'if-none-match': String(first.headers.etag) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const other = await app.inject({ url: '/api/places', headers: { 'if-none-match': '"else"' } })
    expect(other.json()).toEqual(first.json())
  })

  test('a POST sent twice with one key is done once; the key for something else is refused', async () => {
    const team = await world.aTeam()
    const token = await tokenOf(team.leader.personId as number)
    const send = (title: string) =>
      app.inject({
        method: 'POST',
        url: '/api/desk/projects',
        payload: world.aDraft(team.id, { title }),
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'once' },
      })
    const first = await send('图书馆整架')
    const again = await send('图书馆整架')
    expect([first.statusCode, again.statusCode]).toEqual([201, 201])
    expect(again.json()).toEqual(first.json())
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect((await send('河道巡护')).json()).toMatchObject({ code: 'idempotency.reused' })
  })
})

test('characters that cannot be kept are refused by the field, wherever they are sent, and never broke anything', async () => {
  const token = await tokenOf(
    (await world.aStaffMember('activity-coordination-head', world.book.district)).personId as number,
  )
  const headers = { authorization: `Bearer ${token}` }
  const fields: unknown[] = []
  for (const bad of ['\u0000', '\ud800']) {
    const posted = await app.inject({
      method: 'POST',
      url: '/api/reviews/1/decision',
      payload: { step: 0, verdict: 'return', reason: `不行${bad}` },
      headers,
    })
    fields.push(posted.statusCode, posted.json().code, posted.json().field)
  }
  expect(fields).toEqual([422, 'text.characters', 'reason', 422, 'text.characters', 'reason'])
  const asked = await app.inject({ url: '/api/people?text=%00', headers })
  expect(asked.json()).toMatchObject({ status: 422, code: 'text.characters', field: 'text' })
})

test('whoever shows unproven tokens is limited by where they come from', async () => {
  const { app: limited } = await buildHouse(world.ground)
  const statuses = new Map<number, number>()
  for (let n = 0; n < 620; n++) {
    const { statusCode } = await limited.inject({
      url: '/api/places',
      headers: { authorization: `Bearer yj_${n}` },
    })
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  expect(statuses.get(429)).toBe(20)
  await limited.close()
})

test('a full identity needs a reason, is on the journal, and its answer is kept nowhere', async () => {
  const person = await world.aVolunteer({ name: '钱多多' })
  const token = await tokenOf(
    (await world.aStaffMember('information-head', world.book.district)).personId as number,
  )
  const read = (payload: object) =>
    app.inject({
      method: 'POST',
      url: `/api/people/${person.personId}/full`,
      payload,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'full' },
    })
  expect((await read({})).statusCode).toBe(422)
  const compare = { kind: 'compare', reason: '核对证件原件' }
  expect((await read({ ...compare, field: 'document', reason: '核对证件' })).statusCode).toBe(422)
  expect((await read({ ...compare, field: 'name' })).json()).toEqual({ value: '钱多多' })
  const pool = world.ground.database.pool
  expect(
    (
      await pool.query(`select 1 from journal where kind = 'person.read-full' and subject = $1`, [
        `person:${person.personId}`,
      ])
    ).rowCount,
  ).toBe(1)
  expect((await pool.query(`select 1 from idempotency where key = 'full'`)).rowCount).toBe(0)
})

test('500 sign-ups for 20 places over HTTP: 20 admitted, 480 waiting in order, none lost', async () => {
  const project = await world.aProject({ places: 20 })
  const tokens = await Promise.all(
    Array.from({ length: 500 }, async () => tokenOf((await world.aVolunteer()).personId as number)),
  )
  const answers = await Promise.all(
    tokens.map(async token =>
      (
        await fetch(`${origin}/api/signups`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ slotId: project.slotId }),
        })
      ).json(),
    ),
  )
  expect(answers.filter(one => one.state === 'admitted')).toHaveLength(20)
  const waiting = answers.filter(one => one.state === 'waiting').sort((a, b) => a.arrival - b.arrival)
  expect(waiting.map(one => one.queue)).toEqual(Array.from({ length: 480 }, (_, i) => i + 1))
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

test('security headers, health, metrics and the document', async () => {
  const home = await app.inject({ url: '/healthz' })
  expect(home.headers['content-security-policy']).toContain("script-src 'self'")
  expect((await app.inject({ url: '/readyz' })).json()).toEqual({ ok: true })
  expect((await app.inject({ url: '/metrics' })).body).toContain('http_request_seconds')
  expect((await app.inject({ url: '/api/openapi.json' })).json().openapi).toBe('3.1.0')
})

describe('behind a web server', () => {
  let safe: World
  let house: FastifyInstance
  const lines: { [name: string]: unknown }[] = []
  beforeAll(async () => {
    safe = await aWorld({ YUNJIAN_ORIGIN: 'https://zyz.example.gov.cn', YUNJIAN_PROXIES: '10.0.0.5' })
    const log = makeLog('info', { write: text => lines.push(JSON.parse(text)) })
    ;({ app: house } = await safe.houseOf({ ...safe.ground, log }))
    await house.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => house.close())

  test('security headers are on what no route is asked about, too', async () => {
    const unreadable = await house.inject({ url: '/api/%E0%A4%A' })
    expect(unreadable.statusCode).toBe(400)
    const bytes = await new Promise<string>((resolve, reject) => {
      const socket = connect((house.server.address() as AddressInfo).port, '127.0.0.1', () =>
        socket.end('no request at all\r\n\r\n'),
      )
      let text = ''
      socket.on('data', part => (text += part))
      socket.on('end', () => resolve(text)).on('error', reject)
    })
    expect(bytes).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(JSON.parse(bytes.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 400, code: 'bad-request' })
    const onWire = bytes.toLowerCase()
    const expected = {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
    }
    expect(unreadable.headers).toMatchObject(expected)
    expect((await house.inject({ url: '/healthz' })).headers).toMatchObject(expected)
    for (const name of Object.keys(expected)) expect(onWire).toContain(`\r\n${name}: `)
  })

  test('a proxy that is named says who calls, any other does not; a refusal is a line with who, what and why', async () => {
    const said = async (remoteAddress: string) => {
      lines.length = 0
      const headers = { 'x-forwarded-for': '203.0.113.9' }
      await house.inject({ url: '/api/people', remoteAddress, headers })
      return lines[0]
    }
    expect(await said('10.0.0.5')).toMatchObject({ by: 'address:203.0.113.9' })
    expect(await said('127.0.0.1')).toMatchObject({ by: 'address:203.0.113.9' })
    expect(await said('10.0.0.6')).toMatchObject({
      by: 'address:10.0.0.6',
      via: 'nobody',
      method: 'GET',
      route: '/api/people',
      status: 401,
      refusal: 'signed-out',
    })
    const person = (await safe.aVolunteer()).personId as number
    const authorization = `Bearer ${await safe.tokenOf(person)}`
    lines.length = 0
    await house.inject({ url: '/api/people', headers: { authorization } })
    expect(lines[0]).toMatchObject({ by: `person:${person}`, via: 'token', status: 403 })
    expect(lines[0]?.refusal).toBeTruthy()
  })
})
