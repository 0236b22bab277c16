// The district's own sign-on, attacked from every side: forged answers, stolen ones, strangers' identities, rotated keys.
import type { FastifyInstance } from 'fastify'
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMinutes } from '../../src/foundation/clock.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aVisitor, signsIn, type Visitor } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

const provider = new OAuth2Server()
let world: World
let app: FastifyInstance
/** What the provider says of whoever stands before it. */
let claims: Record<string, unknown> = {}
beforeAll(async () => {
  await provider.issuer.keys.generate('RS256')
  await provider.start(undefined, '127.0.0.1')
  provider.service.on(Events.BeforeTokenSigning, (token: MutableToken) => {
    Object.assign(token.payload, claims)
  })
  world = await aWorld({
    YUNJIAN_SIGN_ON: provider.issuer.url ?? '',
    YUNJIAN_SIGN_ON_CLIENT: 'yunjian',
    YUNJIAN_SIGN_ON_SECRET: 'a secret of the two',
    YUNJIAN_SIGN_ON_SECOND: 'amr:mfa acr:level-2',
  })
  app = (await world.house()).app
})
afterAll(async () => {
  await app.close()
  await provider.stop()
})

let phones = 13300000000
async function clerk(): Promise<{ phone: string; personId: number }> {
  const phone = String(++phones)
  const personId = (await world.aVolunteer()).personId as number
  await givesAccount(world, personId, phone, { role: 'town-clerk', nodeId: world.town.nodeId })
  return { phone, personId }
}
const me = async (visitor: Visitor) => (await visitor.get('/api/accounts/me')).json()

/** Goes to the provider as a browser would. Answers the way back that it gives. */
async function away(visitor: Visitor, what: 'sign-in' | 'bind', to?: string): Promise<string> {
  const begun = await visitor.post('/api/accounts/sign-on', { what, ...(to && { to }) })
  expect(begun.statusCode, begun.body).toBe(200)
  const sent = await fetch(begun.json().url, { redirect: 'manual' })
  const back = new URL(sent.headers.get('location') ?? '')
  return back.pathname + back.search
}
async function back(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.get(path)
  expect(answer.statusCode, answer.body).toBe(302)
  return String(answer.headers.location)
}
const refusedIn = (location: string) => new URL(location, 'http://x').searchParams.get('refused')

/** A clerk whose identity is bound. */
async function bound(subject: string): Promise<{ phone: string; personId: number }> {
  const one = await clerk()
  const visitor = aVisitor(app)
  await signsIn(world, visitor, one.phone, true)
  claims = { sub: subject }
  expect(await back(visitor, await away(visitor, 'bind'))).toBe('/desk/safety')
  expect((await visitor.get('/api/accounts/sign-on')).json()).toMatchObject({
    name: '统一身份认证',
    boundSince: expect.any(String),
  })
  return one
}

test('an identity that its owner bound opens the account, and the second proof is asked all the same', async () => {
  const { personId } = await bound('clerk-1')
  const visitor = aVisitor(app)
  claims = { sub: 'clerk-1' }
  expect(await back(visitor, await away(visitor, 'sign-in', '/desk?x=1'))).toBe('/desk?x=1')
  expect(await me(visitor)).toMatchObject({ signedIn: true, personId, needsPassword: true })
  expect((await visitor.get('/api/people')).json()).toMatchObject({ code: 'second-proof' })
  expect((await visitor.post('/api/accounts/password', { password: PASSWORD })).statusCode).toBe(200)
  expect((await visitor.get('/api/people')).statusCode).toBe(200)
})

test('what the provider asserts of a second proof counts as the district said, and no more', async () => {
  const cases: [Record<string, unknown>, number][] = [
    [{ amr: ['pwd', 'mfa'] }, 200],
    [{ acr: 'level-2' }, 200],
    [{ amr: ['pwd'] }, 403],
    [{ acr: 'level-1', amr: ['acr:level-2'] }, 403],
    [{ amr: 'mfa' }, 403],
    [{}, 403],
  ]
  for (const [asserted, status] of cases) {
    const visitor = aVisitor(app)
    claims = { sub: 'clerk-1', ...asserted }
    expect(refusedIn(await back(visitor, await away(visitor, 'sign-in')))).toBe(null)
    expect((await visitor.get('/api/people')).statusCode, JSON.stringify(asserted)).toBe(status)
  }
})

test('no name, phone or mail address opens anything: only what was bound', async () => {
  const { phone } = await clerk()
  const visitor = aVisitor(app)
  claims = {
    sub: 'nobody-knows',
    phone_number: phone,
    email: `${world.ground.auth.nameOf(phone)}@phone.invalid`,
    email_verified: true,
    name: '王甲',
  }
  expect(refusedIn(await back(visitor, await away(visitor, 'sign-in')))).toBe('sign-on.unknown')
  expect(await me(visitor)).toMatchObject({ signedIn: false })
})

test('binding asks for both proofs, in the session that comes back, and an identity has one account', async () => {
  await bound('shared')
  const { phone } = await clerk()
  const visitor = aVisitor(app)
  expect((await visitor.post('/api/accounts/sign-on', { what: 'bind' })).statusCode).toBe(403)
  await signsIn(world, visitor, phone)
  expect((await visitor.post('/api/accounts/sign-on', { what: 'bind' })).json()).toMatchObject({
    code: 'second-proof',
  })
  expect((await visitor.post('/api/accounts/password', { password: PASSWORD })).statusCode).toBe(200)
  claims = { sub: 'shared' }
  expect(refusedIn(await back(visitor, await away(visitor, 'bind')))).toBe('sign-on.taken')

  // A binding that one began and a victim is made to finish.
  claims = { sub: 'the-attacker' }
  const path = await away(visitor, 'bind')
  const victim = aVisitor(app)
  await signsIn(world, victim, (await clerk()).phone, true)
  expect(refusedIn(await back(victim, path))).toBe('sign-on.failed')
  for (const [name, value] of visitor.jar) if (name.includes('sign_on')) victim.jar.set(name, value)
  expect(refusedIn(await back(victim, path))).toBe('sign-on.failed')
  expect((await victim.get('/api/accounts/sign-on')).json().boundSince).toBe(null)
})

test('an identity that is unbound, or whose account lost its phone, opens nothing', async () => {
  const { phone } = await bound('leaver')
  world.at(addMinutes(world.now(), 2))
  const visitor = aVisitor(app)
  await signsIn(world, visitor, phone)
  expect((await visitor.send('DELETE', '/api/accounts/sign-on')).json()).toMatchObject({
    code: 'second-proof',
  })
  await visitor.post('/api/accounts/password', { password: PASSWORD })
  expect((await visitor.send('DELETE', '/api/accounts/sign-on')).statusCode).toBe(200)
  claims = { sub: 'leaver' }
  expect(refusedIn(await back(aVisitor(app), '/api/accounts/sign-on/return?code=x&state=y'))).toBe(
    'sign-on.failed',
  )
  const another = aVisitor(app)
  expect(refusedIn(await back(another, await away(another, 'sign-in')))).toBe('sign-on.unknown')
  const { rows } = await world.ground.database.pool.query(
    `select kind from journal where kind like 'account.identity-%' order by id desc limit 2`,
  )
  expect(rows.map(row => row.kind)).toEqual(['account.identity-unbound', 'account.identity-bound'])
})

test('an answer is refused that is another browser’s, used twice, too old, or changed on its way', async () => {
  await bound('careful')
  claims = { sub: 'careful' }
  const visitor = aVisitor(app)
  const path = await away(visitor, 'sign-in')
  // Another browser, without what the first carries, and with its own.
  const thief = aVisitor(app)
  expect(refusedIn(await back(thief, path))).toBe('sign-on.failed')
  await away(thief, 'sign-in')
  expect(refusedIn(await back(thief, path))).toBe('sign-on.failed')
  // Another state; another issuer.
  const carried = visitor.stolen()
  const again = () => {
    for (const [name, value] of carried) visitor.jar.set(name, value)
  }
  expect(refusedIn(await back(visitor, path.replace(/state=[^&]+/, 'state=guessed')))).toBe('sign-on.failed')
  again()
  expect(refusedIn(await back(visitor, `${path}&iss=https%3A%2F%2Fevil.example`))).toBe('sign-on.failed')
  // The true one, and once more.
  again()
  expect(refusedIn(await back(visitor, path))).toBe(null)
  again()
  expect(refusedIn(await back(visitor, path))).toBe('sign-on.failed')
  // Ten minutes are enough.
  const slow = aVisitor(app)
  const late = await away(slow, 'sign-in')
  world.at(addMinutes(world.now(), 11))
  expect(refusedIn(await back(slow, late))).toBe('sign-on.failed')
  for (const one of [thief, slow]) expect(await me(one)).toMatchObject({ signedIn: false })
})

test.each<[string, Record<string, unknown>]>([
  ['for another client', { aud: 'another-client' }],
  ['of another issuer', { iss: 'https://evil.example' }],
  ['with another nonce', { nonce: 'guessed' }],
  ['that is over', { exp: Math.floor(Date.now() / 1000) - 3600 }],
  ['without an owner', { sub: undefined }],
])('a token %s is refused', async (_, wrong) => {
  claims = { sub: 'clerk-1', ...wrong }
  const visitor = aVisitor(app)
  expect(refusedIn(await back(visitor, await away(visitor, 'sign-in')))).toBe('sign-on.failed')
  expect(await me(visitor)).toMatchObject({ signedIn: false })
})

test('a token signed by another key is refused, and one signed by a rotated key is taken at once', async () => {
  claims = { sub: 'clerk-1' }
  provider.service.once(Events.BeforeResponse, response => {
    if (response.body === '') return
    const [header, payload] = String(response.body.id_token).split('.')
    const other = String(response.body.access_token).split('.')[2]
    response.body.id_token = `${header}.${payload}.${other}`
  })
  const visitor = aVisitor(app)
  expect(refusedIn(await back(visitor, await away(visitor, 'sign-in')))).toBe('sign-on.failed')

  const before = provider.issuer.keys.toJSON().length
  await provider.issuer.keys.generate('RS256')
  expect(provider.issuer.keys.toJSON()).toHaveLength(before + 1)
  // Keys take turns: both the old and the new one sign.
  for (let turn = 0; turn < 4; turn++) {
    const one = aVisitor(app)
    expect(refusedIn(await back(one, await away(one, 'sign-in')))).toBe(null)
    expect((await me(one)).signedIn).toBe(true)
  }
})

test('it goes nowhere but to our own pages, from our own pages', async () => {
  const visitor = aVisitor(app)
  for (const to of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:1',
    '/a b',
    '/x\r\ny',
  ])
    expect((await visitor.post('/api/accounts/sign-on', { what: 'sign-in', to })).statusCode, to).toBe(422)
  expect(
    (
      await visitor.post('/api/accounts/sign-on', { what: 'sign-in' }, { origin: 'https://evil.example' })
    ).json(),
  ).toMatchObject({ code: 'cross-site' })
})

test('a provider that does not answer is said to be away, and a district without one says so', async () => {
  const gone = await aWorld({
    YUNJIAN_SIGN_ON: 'http://127.0.0.1:9',
    YUNJIAN_SIGN_ON_CLIENT: 'yunjian',
    YUNJIAN_SIGN_ON_SECRET: 'secret',
  })
  const house = await gone.house()
  expect((await aVisitor(house.app).post('/api/accounts/sign-on', { what: 'sign-in' })).json()).toMatchObject(
    {
      code: 'sign-on.away',
      status: 503,
    },
  )
  await house.app.close()
  expect(() => readConfig({ YUNJIAN_SIGN_ON: 'http://idp.example.cn' })).toThrow(/https/)
  expect(() => readConfig({ YUNJIAN_SIGN_ON: 'https://idp.example.cn' })).toThrow(/YUNJIAN_SIGN_ON_CLIENT/)
  expect(readConfig({}).signOn).toBeUndefined()
})
