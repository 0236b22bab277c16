// A token that leaked, was given too much, or outlives whoever gave it: what it can still do.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { approve } from '../../src/foundation/access/approving.ts'
import { endAppointment } from '../../src/foundation/access/ending.ts'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { propose } from '../../src/foundation/access/proposing.ts'
import { permissions, roleNames, tokenMay, tokenPermissions } from '../../src/foundation/access/roles.ts'
import { giveTokenOf, issueToken } from '../../src/foundation/accounts/tokens.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { walks } from '../house/walks.ts'
import { givesAccount } from '../support/accounts.ts'
import { anOffice, codeOf } from '../support/office.ts'
import { aVisitor, signsIn, type Visitor } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let close: () => Promise<unknown>
let routes: { method: string; url: string; access: string }[]
beforeAll(async () => {
  world = await aWorld()
  const house = await world.house()
  app = house.app
  routes = house.routes
  close = () => house.app.close()
})
afterAll(() => close())

let phones = 13500000000
const inDays = (n: number) => addMinutes(world.now(), n * 24 * 60).toISOString()
type Staff = 'information-clerk' | 'information-head' | 'security-administrator' | 'system-administrator'
async function atDesk(role: Staff | 'town-clerk'): Promise<{ who: Principal; visitor: Visitor }> {
  const phone = String(++phones)
  const who = await world.aVolunteer()
  const nodeId = role === 'town-clerk' ? world.town.nodeId : world.book.district.nodeId
  await givesAccount(world, who.personId as number, phone, { role, nodeId })
  const visitor = aVisitor(app)
  await signsIn(world, visitor, phone, true)
  return { who, visitor }
}
const asked = (over: object = {}) => ({
  name: '区数据平台',
  nodeId: world.book.district.nodeId,
  permissions: ['people.read'],
  expiresAt: inDays(30),
  ...over,
})
const by = (token: string) => ({ authorization: `Bearer ${token}` })
const answerTo = async (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
  const answer = await app.inject({ method, url, headers: by(token), ...(payload && { payload }) })
  return { status: answer.statusCode, code: answer.json().code, body: answer.body }
}

test('a token is named, listed, told to the journal and taken back; it holds a year at most', async () => {
  const { who, visitor } = await atDesk('information-head')
  const made = (await visitor.post('/api/tokens', asked())).json()
  expect(made).toMatchObject({ id: expect.any(Number), token: expect.stringMatching(/^yj_/) })
  expect((await answerTo(made.token, 'GET', '/api/people')).status).toBe(200)
  expect((await visitor.get('/api/tokens')).json().tokens).toMatchObject([
    { id: made.id, name: '区数据平台', giverPerson: who.personId, permissions: ['people.read'] },
  ])
  expect((await visitor.get('/api/tokens')).body).not.toContain(made.token)
  expect((await visitor.post('/api/tokens', asked({ expiresAt: inDays(367) }))).json()).toMatchObject({
    code: 'token.term',
  })
  expect((await visitor.post('/api/tokens', asked({ expiresAt: inDays(-1) }))).json()).toMatchObject({
    code: 'token.term',
  })
  expect((await visitor.send('DELETE', `/api/tokens/${made.id}`)).statusCode).toBe(200)
  expect((await answerTo(made.token, 'GET', '/api/people')).status).toBe(401)
  const { rows } = await world.ground.database.pool.query(
    `select kind from journal where subject = $1 order by id`,
    [`token:${made.id}`],
  )
  expect(rows.map(row => row.kind)).toEqual(['token.issued', 'token.revoked'])
  const { rows: kept } = await world.ground.database.pool.query(
    'select t::text as text from api_token t where id = $1',
    [made.id],
  )
  expect(kept[0].text).not.toContain(made.token.slice(3))
})

describe('what opens an identity, decides, joins, appoints or hands out in full', () => {
  const byHand = permissions.filter(one => !tokenMay(one))

  test('is in no token that anybody can ask for, by page or at the machine', async () => {
    const { who, visitor } = await atDesk('information-head')
    for (const permission of byHand)
      expect(
        (await visitor.post('/api/tokens', asked({ permissions: [permission] }))).statusCode,
        permission,
      ).toBe(422)
    const issue = (giver: number, list: (typeof permissions)[number][]) =>
      codeOf(
        giveTokenOf(world.ground, world.district, giver, {
          name: 'x',
          nodeId: world.book.district.nodeId,
          permissions: list,
          expiresAt: new Date(inDays(1)),
        }),
      )
    expect(await issue(who.personId as number, ['people.read-full'])).toBe('token.by-hand')
    expect(await issue(who.personId as number, ['people.read', 'people.merge'])).toBe('token.by-hand')
    expect(await issue(who.personId as number, ['people.read'])).toBe('done')
  })

  test('is refused to a token that names it all the same, at every route of the house', async () => {
    // Written past every check, as whoever has the database's password would; each holds every duty there is.
    const { who } = await atDesk('information-head')
    const giverPerson = who.personId as number
    const text = await world.ground.transact(async tx => {
      for (const role of roleNames)
        if (!['team-leader', 'scorer', 'information-head'].includes(role))
          await giveRole(tx, {
            personId: giverPerson,
            role,
            nodeId: world.book.district.nodeId,
            at: world.now(),
            grantedBy: null,
          })
      const issued = await issueToken(tx, {
        giverPerson,
        name: 'everything',
        nodeId: world.book.district.nodeId,
        permissions: [...permissions, 'own'],
        issuedAt: world.now(),
        expiresAt: new Date(inDays(30)),
      })
      return issued.text
    })
    expect((await answerTo(text, 'GET', '/api/people')).status).toBe(200)
    const guarded = routes.filter(({ access }) => byHand.some(one => one === access))
    expect(guarded.length).toBeGreaterThan(10)
    for (const { method, url } of guarded) {
      expect(walks[`${method} ${url}`], url).toBeDefined()
      const path = url.replaceAll(/:\w+/g, '1')
      const answer = await answerTo(text, method as 'POST', path, method === 'GET' ? undefined : {})
      expect(answer, `${method} ${url}`).toMatchObject({ status: 403, code: 'by-token' })
    }
    // Reading a full identity, with a reason and all.
    const someone = (await world.aVolunteer()).personId
    expect(
      await answerTo(text, 'POST', `/api/people/${someone}/full`, {
        field: 'document',
        kind: 'compare',
        reason: '核对身份证号码',
      }),
    ).toMatchObject({ status: 403, code: 'by-token' })
  })

  test('nor does a token find people by their whole number, give another token, or end sessions', async () => {
    const { who } = await atDesk('information-head')
    const token = await world.ground.transact(tx =>
      issueToken(tx, {
        giverPerson: who.personId as number,
        name: 'x',
        nodeId: world.book.district.nodeId,
        permissions: [...tokenPermissions, 'own'],
        issuedAt: world.now(),
        expiresAt: new Date(inDays(30)),
      }),
    )
    expect((await answerTo(token.text, 'GET', '/api/appointees?number=13700000001')).status).toBe(403)
    expect(await answerTo(token.text, 'POST', '/api/tokens', asked())).toMatchObject({ status: 403 })
    for (const [method, url] of [
      ['GET', '/api/accounts/sessions'],
      ['POST', '/api/accounts/sessions/end-others'],
      ['DELETE', '/api/accounts/sessions/x'],
    ] as const)
      expect(await answerTo(token.text, method, url)).toMatchObject({ code: 'session.none' })
  })
})

describe('whoever gave it', () => {
  test('is somebody who exists', async () => {
    expect(
      await codeOf(
        giveTokenOf(world.ground, world.district, 987_654, {
          name: 'x',
          nodeId: null,
          permissions: ['own'],
          expiresAt: new Date(inDays(1)),
        }),
      ),
    ).toBe('token.nobody')
  })

  test('gives no more than they have there, and a session that proved a code only gives nothing of a duty', async () => {
    const { visitor } = await atDesk('town-clerk')
    expect((await visitor.post('/api/tokens', asked())).json()).toMatchObject({ code: 'token.more' })
    expect(
      (
        await visitor.post('/api/tokens', asked({ nodeId: world.town.nodeId, permissions: ['journal.read'] }))
      ).json(),
    ).toMatchObject({ code: 'token.more' })
    const phone = String(++phones)
    await givesAccount(world, (await world.aVolunteer()).personId as number, phone, {
      role: 'information-head',
      nodeId: world.book.district.nodeId,
    })
    const half = aVisitor(app)
    await signsIn(world, half, phone)
    expect((await half.post('/api/tokens', asked())).json()).toMatchObject({ code: 'token.more' })
  })

  test('takes it along when they leave: the duty is gone, and with it what the token could do', async () => {
    const office = anOffice(() => world)
    const security = await office.seen((await atDesk('security-administrator')).who.personId as number)
    const head = { ...world.district, personId: (await world.aVolunteer()).personId, via: 'session' as const }
    const proposer: Principal = {
      ...head,
      grants: [{ role: 'general-service-head', nodeId: world.book.district.nodeId }],
    }
    const lin = await office.anOfficer('林立')
    const duty = await propose(
      world.ground,
      proposer,
      office.asked(lin.personId, 'town-clerk', { nodeId: world.town.nodeId }),
    )
    await approve(world.ground, security, duty)
    const { text } = await giveTokenOf(world.ground, world.district, lin.personId, {
      name: '街镇大屏',
      nodeId: world.town.nodeId,
      permissions: ['people.read'],
      expiresAt: new Date(inDays(30)),
    })
    expect((await answerTo(text, 'GET', '/api/people')).status).toBe(200)
    await endAppointment(world.ground, proposer, duty, '调离')
    expect((await answerTo(text, 'GET', '/api/people')).status).toBe(403)
  })
})
