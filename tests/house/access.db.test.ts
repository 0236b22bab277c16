// Every route is walked with real objects of another person, team, town and sector: strangers get 403 or 404, the one inside gets in.
// A route that walks.ts does not know fails the test: whoever adds one says how it is walked.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { RouteInfo } from '../../src/foundation/http/api.ts'
import { aWorld, type World } from '../support/world.ts'
import { aDistrictOfTwoTowns, type Fixture } from './access-fixture.ts'
import { type Ask, type Inside, type Walk, walks } from './walks.ts'

let world: World
let app: FastifyInstance
let routes: RouteInfo[]
let fixture: Fixture
const tokens = new Map<Principal, string>()
beforeAll(async () => {
  world = await aWorld()
  ;({ app, routes } = await world.house())
  fixture = await aDistrictOfTwoTowns(world, app)
}, 120_000)
afterAll(() => app.close())

const nameOf = ({ method, url }: RouteInfo) => `${method} ${url}`
const STREAM = 'GET /api/statistics/events'

async function ask(route: RouteInfo, { path, query, body }: Ask, who: Principal | null) {
  let token = who && tokens.get(who)
  if (who && !token) {
    token = await world.tokenOf(who)
    tokens.set(who, token)
  }
  const url = route.url.replace(/:(\w+)/g, (_, name: string) => {
    const value = path?.[name]
    if (value === undefined) throw new Error(`${nameOf(route)} is walked without its :${name}`)
    return encodeURIComponent(value)
  })
  const answer = await app.inject({
    method: route.method as 'GET',
    url,
    ...(query && { query: Object.fromEntries(Object.entries(query).map(([k, v]) => [k, String(v)])) }),
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
    ...(route.method === 'GET' ? {} : { payload: body ?? {} }),
  })
  if (answer.statusCode >= 400) heard(nameOf(route), answer.body)
  return { status: answer.statusCode, body: answer.body }
}

/** Refusals that a person could not read: a gap, a moment for machines, a code, or English in the Chinese. */
const unreadable = new Set<string>()
function heard(route: string, body: string) {
  if (!body.startsWith('{')) return
  const { detail = '', fields = [] } = JSON.parse(body) as { detail?: string; fields?: { message: string }[] }
  for (const said of [detail, ...fields.map(one => one.message)])
    if (said === '' || /[{}]|\dT\d\d:|[a-z]{3,}/i.test(said.replace(/“[^”]*”|record:\d+/g, '')))
      unreadable.add(`${route}: ${said}`)
}

const everybodyElse = (inside: Inside | null, own: boolean): [string, Principal][] => [
  ...fixture.strangers,
  ...(own ? Object.entries(fixture.inside).filter(([name]) => name !== inside) : []).map(
    ([name, who]): [string, Principal] => [`${name} at home`, who],
  ),
]

test('every route says how it is walked, and nothing is walked that is no route', () => {
  const known = routes.map(nameOf)
  expect(known.filter(name => !(name in walks))).toEqual([])
  expect(Object.keys(walks).filter(name => !known.includes(name))).toEqual([])
  for (const route of routes)
    if (route.url.includes(':') && 'open' in (walks[nameOf(route)] ?? {}))
      expect((walks[nameOf(route)] as { ask?: unknown }).ask, nameOf(route)).toBeDefined()
})

test('strangers of every role get to nobody else’s objects', async () => {
  const wrong: string[] = []
  for (const route of routes) {
    const name = nameOf(route)
    const walk = walks[name] as Walk
    if (name === STREAM) continue
    if ('open' in walk) {
      for (const [who, principal] of fixture.strangers) {
        if (!/password|sign-out|sign-in|code/.test(route.url) || who === 'a volunteer') {
          const { status } = await ask(route, walk.ask?.(fixture) ?? {}, principal)
          if (status >= 500) wrong.push(`${name} as ${who}: ${status}`)
        }
      }
    } else if ('cut' in walk) {
      for (const [who, principal] of fixture.strangers) {
        const { status, body } = await ask(route, walk.cut(fixture), principal)
        if (status >= 500 || body.includes(walk.mark(fixture)))
          wrong.push(`${name} as ${who}: ${status} shows ${walk.mark(fixture)}`)
      }
    } else
      for (const [who, principal] of everybodyElse(walk.inside, walk.own ?? false)) {
        const { status, body } = await ask(route, walk.of(fixture), principal)
        if (!(walk.denied ?? [403, 404]).includes(status) && !(status === 200 && walk.nothing?.(body)))
          wrong.push(`${name} as ${who}: ${status} ${body.slice(0, 160)}`)
      }
  }
  expect(wrong).toEqual([])
}, 240_000)

test('the one inside gets in, in the order of their work', async () => {
  const wrong: string[] = []
  for (const [name, walk] of Object.entries(walks)) {
    const route = routes.find(one => nameOf(one) === name)
    if (!route || 'open' in walk || walk.inside === null) continue
    const { status, body } = await ask(
      route,
      'cut' in walk ? walk.cut(fixture) : walk.of(fixture),
      fixture.inside[walk.inside],
    )
    if ('cut' in walk) {
      if (status !== 200 || !body.includes(walk.mark(fixture)))
        wrong.push(`${name} as ${walk.inside}: ${status} without ${walk.mark(fixture)}`)
    } else if (!(status >= 200 && status < 300) && status !== walk.ruled)
      wrong.push(`${name} as ${walk.inside}: ${status} ${body.slice(0, 200)}`)
  }
  expect(wrong).toEqual([])
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
}, 120_000)

test('and whatever was refused on the way was said in words', () => {
  expect([...unreadable]).toEqual([])
})
