// A number that the network gave to somebody else: its new owner signs in by its codes, and learns nothing of the one before.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { addressHash, loseAddress } from '../../src/foundation/notices/addresses.ts'
import { readFull } from '../../src/people/desk.ts'
import { givesAccount } from '../support/accounts.ts'
import { aVisitor, signsIn, type Visitor } from '../support/visitor.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let routes: { method: string; url: string; access: string }[]
beforeAll(async () => {
  world = await aWorld()
  ;({ app, routes } = await world.house())
})
afterAll(() => app.close())

let n = 0
const days = (count: number) => world.at(addMinutes(world.now(), count * 24 * 60))
const rows = async (text: string, values: unknown[] = []) =>
  (await world.ground.database.pool.query(text, values)).rows

/** A volunteer with an hour or two behind them, who signed in from their own browser. */
async function anOwner(): Promise<{
  phone: string
  personId: number
  name: string
  last: string
  own: Visitor
}> {
  const phone = `1340000${String(1000 + ++n)}`
  const name = `周${'甲乙丙丁戊己庚辛壬癸'[n % 10]}华`
  const who = await world.aVolunteer({ phone, name })
  const personId = who.personId as number
  await givesAccount(world, personId, phone)
  const own = aVisitor(app)
  await signsIn(world, own, phone)
  const { value: document } = await readFull(
    world.ground,
    principal(0, {
      personId: null,
      grants: [{ role: 'information-head', nodeId: world.book.district.nodeId }],
    }),
    personId,
    { field: 'document', kind: 'compare', reason: '测试取号码' },
  )
  return { phone, personId, name, last: document.slice(-6), own }
}
const me = async (visitor: Visitor) => (await visitor.get('/api/accounts/me')).json()

describe('after ninety days of silence, on a browser that nobody knows', () => {
  test('a session shows and does nothing, at any route, until name and last six are given', async () => {
    const { phone, personId, name, last } = await anOwner()
    days(91)
    const stranger = aVisitor(app)
    await signsIn(world, stranger, phone)
    const seen = await me(stranger)
    expect(seen).toMatchObject({
      signedIn: true,
      doubted: true,
      personId: null,
      actsFor: [],
      roles: [],
      permissions: [],
    })
    let asked = 0
    for (const { method, url, access } of routes) {
      if (access === 'public' || access === 'in-doubt') continue
      const answer = await stranger.send(
        method as 'GET',
        url.replaceAll(/:\w+/g, String(personId)),
        method === 'GET' ? undefined : {},
      )
      expect(answer.statusCode, `${method} ${url}`).toBe(401)
      expect(answer.json().code, `${method} ${url}`).toBe('whose')
      asked++
    }
    expect(asked).toBeGreaterThan(80)
    // Routes that are open to everybody show them nothing of the owner either.
    for (const { method, url, access } of routes)
      if (access === 'public' && method === 'GET' && !url.includes('events') && !url.includes('sign-on')) {
        const { body } = await stranger.get(url.replaceAll(/:\w+/g, '1'))
        for (const mark of [name, phone, last]) expect(body, url).not.toContain(mark)
      }
    expect((await stranger.post('/api/accounts/whose', { name: '周华', last })).json()).toMatchObject({
      code: 'whose.wrong',
    })
    expect((await stranger.post('/api/accounts/whose', { name, last })).statusCode).toBe(200)
    expect(await me(stranger)).toMatchObject({ doubted: false, personId })
    // This browser is known now.
    days(91)
    await signsIn(world, stranger, phone)
    expect(await me(stranger)).toMatchObject({ doubted: false, personId })
  })

  test('guessing ends after five tries a day, and the right answer comes too late then', async () => {
    const { phone, name, last } = await anOwner()
    days(91)
    const stranger = aVisitor(app)
    await signsIn(world, stranger, phone)
    const codes: string[] = []
    for (let guess = 0; guess < 7; guess++)
      codes.push(
        (await stranger.post('/api/accounts/whose', { name, last: String(100_000 + guess) })).json().code,
      )
    expect(codes).toEqual([...Array(5).fill('whose.wrong'), 'too-many', 'too-many'])
    expect((await stranger.post('/api/accounts/whose', { name, last })).json().code).toBe('too-many')
    // Nor by signing in once more.
    world.at(addMinutes(world.now(), 2))
    const again = aVisitor(app)
    await signsIn(world, again, phone)
    expect((await again.post('/api/accounts/whose', { name, last })).json().code).toBe('too-many')
    expect((await me(again)).doubted).toBe(true)
  })

  test('the owner’s own browser is not asked, nor is one who signed in within the ninety days', async () => {
    const { phone, personId, own } = await anOwner()
    days(89)
    const anew = aVisitor(app)
    await signsIn(world, anew, phone)
    expect(await me(anew)).toMatchObject({ doubted: false, personId })
    days(120)
    await signsIn(world, own, phone)
    expect(await me(own)).toMatchObject({ doubted: false, personId })
  })

  test('a mark copied from another account’s browser helps nobody', async () => {
    const { phone } = await anOwner()
    const other = await anOwner()
    days(91)
    const stranger = aVisitor(app)
    for (const [name, value] of other.own.jar) if (name.includes('device')) stranger.jar.set(name, value)
    await signsIn(world, stranger, phone)
    expect((await me(stranger)).doubted).toBe(true)
  })
})

test('on the gateway’s word the owner is asked at once, on the known browser too, and once', async () => {
  const { phone, personId, name, last, own } = await anOwner()
  await loseAddress(world.ground, { person: personId }, 'sms', phone, '134****0000', 'vacant')
  world.at(addMinutes(world.now(), 2))
  await signsIn(world, own, phone)
  expect((await me(own)).doubted).toBe(true)
  // The number stays given up for notices until somebody is recognised.
  const lost = async () =>
    (
      await rows('select 1 from channel_address where address_hash = $1 and lost_at is not null', [
        addressHash(world.ground, 'sms', phone),
      ])
    ).length
  expect(await lost()).toBe(1)
  expect((await own.post('/api/accounts/whose', { name, last })).statusCode).toBe(200)
  expect(await lost()).toBe(0)
  world.at(addMinutes(world.now(), 2))
  await signsIn(world, own, phone)
  expect((await me(own)).doubted).toBe(false)
})

test('“this is not me” frees the phone: its new owner begins anew, the one before keeps all but the number, and the town is told', async () => {
  const { phone, personId, own } = await anOwner()
  days(91)
  const stranger = aVisitor(app)
  await signsIn(world, stranger, phone)
  const stolen = new Map(stranger.jar)
  expect((await stranger.post('/api/accounts/not-me')).statusCode).toBe(200)
  expect(await me(stranger)).toMatchObject({ doubted: false, personId: null })
  // The session of the question is over, and so are those of before.
  const old = aVisitor(app)
  for (const [name, value] of stolen) old.jar.set(name, value)
  expect((await me(old)).signedIn).toBe(false)
  expect((await me(own)).signedIn).toBe(false)
  const registered = await stranger.post('/api/me/registration', {
    name: '新机主',
    documentType: 'resident-card',
    document: inventDocument('1990-02-03', 'male', 77),
    phone,
    communityCode: world.community.code,
    consent: true,
  })
  expect(registered.statusCode).toBe(201)
  expect((await me(stranger)).personId).toBe(registered.json().id)

  const [person] = await rows(
    'select state, tier, phone_hash, phone_sealed, phone_mask from person where id = $1',
    [personId],
  )
  expect(person).toEqual({
    state: 'active',
    tier: 'real-name',
    phone_hash: null,
    phone_sealed: null,
    phone_mask: '',
  })
  const clerk = aVisitor(app)
  const clerkPhone = '13400009001'
  await givesAccount(world, (await world.aVolunteer()).personId as number, clerkPhone, {
    role: 'town-clerk',
    nodeId: world.town.nodeId,
  })
  await signsIn(world, clerk, clerkPhone, true)
  const waits = async () =>
    (await clerk.get('/api/desk/queue'))
      .json()
      .items.filter((one: { kind: string }) => one.kind === 'phone-freed')
  expect(await waits()).toMatchObject([{ page: `/desk/people/${personId}` }])
  expect((await clerk.post(`/api/people/${personId}/phone`, { phone: '13400009002' })).statusCode).toBe(200)
  expect(await waits()).toEqual([])
  expect((await clerk.post(`/api/people/${personId}/phone`, { phone: '13400009003' })).json()).toMatchObject({
    code: 'phone.known',
  })
  const kinds = await rows(
    `select kind from journal where kind in ('account.phone-freed', 'person.phone-freed', 'person.phone-renewed') order by id`,
  )
  expect(kinds.map(row => row.kind)).toEqual([
    'person.phone-freed',
    'account.phone-freed',
    'person.phone-renewed',
  ])
})

test('nobody answers for a session that is in no doubt, and none without one', async () => {
  const { own, name, last } = await anOwner()
  for (const url of ['/api/accounts/not-me', '/api/accounts/whose'])
    expect((await own.post(url, { name, last })).json()).toMatchObject({ code: 'whose.settled' })
  expect((await aVisitor(app).post('/api/accounts/not-me')).statusCode).toBe(401)
})
