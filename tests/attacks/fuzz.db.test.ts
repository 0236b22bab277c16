// Every operation of the OpenAPI document is sent what fits it and what does not, made from its own schemas, by staff of every role, by
// whoever it is meant for and by a stranger: nothing breaks, nothing hangs, and every refusal is a problem with a code.

import fc, { type Arbitrary } from 'fast-check'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { roleNames } from '../../src/foundation/access/roles.ts'
import { aDistrictOfTwoTowns, type Fixture } from '../house/access-fixture.ts'
import { type Inside, walks } from '../house/walks.ts'
import { givesAccount } from '../support/accounts.ts'
import {
  type Components,
  fitting,
  hostileTo,
  hostileWord,
  placesIn,
  type Schema,
  spoilt,
  TOLD_OF_SOMEBODY,
  withAt,
} from '../support/schemas.ts'
import { type Browser, signedIn } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

/** The same every time; `FUZZ_SEED` and `FUZZ_TIMES` for whoever looks further. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123)
const MORE = Number(process.env.FUZZ_TIMES ?? 1)
/** How often each operation is asked at random by staff of every role, by whoever it is meant for, and by nobody. */
const TIMES = { staff: 8, owner: 8, stranger: 3 }
const PATIENCE_MS = 10_000

type Parameter = { name: string; in: 'query' | 'path' | 'header'; required?: boolean; schema: Schema }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Components } }

let world: World
let app: FastifyInstance
let fixture: Fixture
let document: Document
let staff: Browser
const tokens = new Map<Inside, string>()
beforeAll(async () => {
  world = await aWorld()
  app = (await world.house()).app
  await app.ready()
  document = app.swagger() as unknown as Document
  fixture = await aDistrictOfTwoTowns(world, app)
  const person = await world.aVolunteer()
  await givesAccount(world, person.personId as number, '13700006666', {
    role: 'system-administrator',
    nodeId: world.book.district.nodeId,
  })
  await world.ground.transact(async tx => {
    for (const role of roleNames)
      await giveRole(tx, {
        personId: person.personId as number,
        role,
        nodeId: world.book.district.nodeId,
        at: world.now(),
        grantedBy: null,
      })
  })
  staff = await signedIn(app, world, '13700006666', { staff: true })
  for (const [name, person] of Object.entries(fixture.inside))
    tokens.set(name as Inside, await world.tokenOf(person))
})
afterAll(() => app.close())

const headersOf = (who: keyof typeof TIMES, key: string): Record<string, string> => {
  if (who === 'stranger') return {}
  if (who === 'staff') return { cookie: staff.cookies() }
  const walk = walks[key]
  const inside = (walk && 'inside' in walk && walk.inside) || 'volunteer'
  return { authorization: `Bearer ${tokens.get(inside)}` }
}

type Sent = { path: Record<string, unknown>; query: Record<string, unknown>; body?: unknown }

/** Names and codes of the fixture that a text may be: what is there is asked for more often than what is not. */
const known = () => [
  fixture.communityCode,
  fixture.certificate.no,
  fixture.volunteerNo,
  fixture.code,
  'people',
  'teams',
  'records',
  'suspend',
  'records.hours',
  'records.minutes',
  `project:${fixture.submitted}`,
  `person:${fixture.volunteer.personId}`,
  `team:${fixture.team}`,
  '2026-11',
  '123456',
]

const exactOf = (key: string): Partial<Sent> | undefined => {
  const walk = walks[key]
  if (walk && 'of' in walk) return walk.of(fixture)
  return walk && 'cut' in walk ? walk.cut(fixture) : walk?.ask?.(fixture)
}

/** What fits the operation's schemas. @param all with every field and condition */
function made(operation: Operation, all = false): Arbitrary<Sent> {
  const of = document.components.schemas
  const words = (place: 'path' | 'query') => {
    const named = operation.parameters?.filter(one => one.in === place) ?? []
    return fc.record(
      Object.fromEntries(named.map(one => [one.name, fitting(one.schema, of, known(), all)])),
      all ? {} : { requiredKeys: named.flatMap(one => (one.required ? [one.name] : [])) },
    )
  }
  const content = Object.values(operation.requestBody?.content ?? {})[0]
  return fc.record({
    path: words('path'),
    query: words('query'),
    ...(content && { body: fitting(content.schema, of, known(), all) }),
  }) as Arbitrary<Sent>
}

/** What fits, and the same spoilt in one place; and so of what the walk asks, which fits for certain. */
function atRandom(key: string, operation: Operation): Arbitrary<Sent> {
  const exact = fc.constant<Sent>({ path: {}, query: {}, ...exactOf(key) })
  return fc.oneof(made(operation), { weight: 2, arbitrary: spoiltIn(made(operation)) }, exact, {
    weight: 2,
    arbitrary: spoiltIn(exact),
  })
}

/** Every place of a request, one after another, with each thing that should not stand there. */
function* inTurn(key: string, operation: Operation): Generator<Sent> {
  const [full] = fc.sample(made(operation, true), { seed: SEED, numRuns: 1 }) as [Sent]
  const exact: Sent = {
    path: full.path,
    query: {},
    ...(full.body !== undefined && { body: full.body }),
    ...exactOf(key),
  }
  yield exact
  for (const place of ['path', 'query'] as const)
    for (const [name, value] of Object.entries(full[place]))
      for (const bad of hostileTo(value)) yield { ...exact, [place]: { ...exact[place], [name]: bad } }
  if (exact.body === undefined) return
  for (const at of placesIn(exact.body))
    for (const bad of hostileTo(
      at.reduce<unknown>((inner, name) => (inner as Sent['path'])[name], exact.body),
    ))
      yield { ...exact, body: withAt(exact.body, at, bad) }
}

/** Spoilt in its body or in one word of its address. */
const spoiltIn = (whole: Arbitrary<Sent>): Arbitrary<Sent> =>
  fc.tuple(whole, fc.nat(), hostileWord).chain(([sent, n, word]) => {
    const [path, query] = [Object.keys(sent.path), Object.keys(sent.query)]
    const at = n % (path.length + query.length + (sent.body === undefined ? 1 : 3))
    const inPath = path[at]
    if (inPath !== undefined) return fc.constant({ ...sent, path: { ...sent.path, [inPath]: word } })
    const inQuery = query[at - path.length]
    if (inQuery !== undefined) return fc.constant({ ...sent, query: { ...sent.query, [inQuery]: word } })
    return spoilt(fc.constant(sent.body ?? {})).map(body => ({ ...sent, body }))
  })

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
const wellFormed = (value: unknown) => encodeURIComponent(wordOf(value).toWellFormed().slice(0, 3000))
function addressOf(path: string, sent: Sent): string {
  const at = path.replace(/\{(\w+)\}/g, (_, name) => wellFormed(sent.path[name] ?? '1') || '%20')
  const query = Object.entries(sent.query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${wellFormed(name)}=${wellFormed(value)}`)
  return query.length ? `${at}?${query.join('&')}` : at
}

async function inTime(options: InjectOptions) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('hangs')), PATIENCE_MS)
  })
  try {
    return await Promise.race([app.inject(options), late])
  } finally {
    clearTimeout(timer)
  }
}

/** What is wrong with an answer; undefined where nothing is. */
function faultOf(answer: Awaited<ReturnType<typeof inTime>>): string | undefined {
  if (answer.statusCode < 400) return undefined
  if (!answer.headers['content-type']?.startsWith('application/problem+json'))
    return `${answer.statusCode} as ${answer.headers['content-type']}`
  const { code, detail, field } = answer.json()
  if (answer.statusCode >= 500 || !code || !detail) return `${answer.statusCode} ${answer.body.slice(0, 300)}`
  // What the database had to refuse no contract has named.
  return code === 'unfit' ? `unfit ${field ?? ''}` : undefined
}

/** @param done the operations that did what they were asked, at least once */
async function fuzz(
  path: string,
  method: string,
  operation: Operation,
  done: Set<string>,
): Promise<string[]> {
  const key = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`
  const faults: string[] = []
  const random = atRandom(key, operation)
  for (const [who, times] of Object.entries(TIMES) as [keyof typeof TIMES, number][]) {
    const sendings = fc.sample(random, { seed: SEED, numRuns: times * MORE })
    for (const sent of who === 'staff' ? [...inTurn(key, operation), ...sendings] : sendings) {
      const options = {
        method: method.toUpperCase() as 'GET',
        url: addressOf(path, sent),
        headers: {
          ...headersOf(who, key),
          ...(sent.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(sent.body !== undefined && { payload: JSON.stringify(sent.body) }),
      }
      const answer = await inTime(options).catch(String)
      const fault = typeof answer === 'string' ? answer : faultOf(answer)
      if (typeof answer !== 'string' && answer.statusCode < 400) done.add(key)
      if (fault)
        faults.push(
          `${key} as ${who} ${options.url.slice(0, 300)} ${options.payload?.slice(0, 500)}: ${fault}`,
        )
    }
  }
  return faults
}

/** What ends the session that asks comes last. */
const isLast = (path: string) => path.includes('/accounts/') || path.includes('/tokens')

test(
  'no operation breaks, whatever it is sent',
  async () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    operations.sort((a, b) => Number(isLast(a.path)) - Number(isLast(b.path)))
    expect(operations.length).toBeGreaterThan(120)
    const faults: string[] = []
    const done = new Set<string>()
    for (const { path, method, operation } of operations)
      faults.push(...(await fuzz(path, method, operation, done)))
    expect(faults).toEqual([])
    // Most were got through to what they do, not only to their doors.
    expect(done.size).toBeGreaterThan(operations.length * 0.7)
  },
  240_000 * MORE,
)

test('and what was typed stands in no entry of the journal, nor does any number', async () => {
  const { rows } = await world.owner.pool.query<{ kind: string; facts: string }>(
    `select kind, facts from journal where strpos(facts, $1) > 0 or facts ~ '(^|[^0-9A-Za-z])(1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9X])([^0-9A-Za-z]|$)'`,
    [TOLD_OF_SOMEBODY],
  )
  expect(rows).toEqual([])
})

test('nor does a form that is cut, doubled or none', async () => {
  const head = 'content-disposition: form-data; name="file"; filename="a.csv"'
  const forms = [
    '',
    '--x',
    '--x--',
    `--x\r\n${head}`,
    `--x\r\n${head}\r\n\r\n`,
    `--x\r\n${head}\r\n\r\n姓名\r\n--y--`,
    `--x\r\n${head}\r\n\r\n\u0000\r\n--x--\r\n`,
    `--x\r\n${head.replace('a.csv', '\u0000\ud800'.toWellFormed())}\r\n\r\n1\r\n--x--\r\n`,
    `--x\r\n${'h: 1\r\n'.repeat(5000)}\r\n\r\n1\r\n--x--\r\n`,
    `--x\r\ncontent-type: application/json\r\n${head.replace('; filename="a.csv"', '')}\r\n\r\n{"a"\r\n--x--\r\n`,
  ]
  const types = [
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'x'.repeat(500)}`,
    'multipart/mixed; boundary=x',
    'application/octet-stream',
    'application/json',
    'text/plain',
    'nonsense',
  ]
  const faults: string[] = []
  for (const url of [
    '/api/certificates/verify-file',
    `/api/imports?kind=people&node=${world.book.district.nodeId}`,
    '/api/files?name=a&purpose=record.evidence',
    '/api/signups',
  ])
    for (const type of types)
      for (const payload of forms) {
        const again = await signedInStill()
        const fault = await inTime({
          method: 'POST',
          url,
          headers: { cookie: again.cookies(), 'content-type': type },
          payload,
        }).then(faultOf, error => String(error))
        if (fault) faults.push(`${url} ${type} ${JSON.stringify(payload).slice(0, 100)}: ${fault}`)
      }
  expect(faults).toEqual([])
})

let still: Promise<Browser> | undefined
/** The fuzz may have ended the first session. */
function signedInStill(): Promise<Browser> {
  if (!still) {
    world.at(new Date(world.now().getTime() + 86_400_000))
    still = signedIn(app, world, '13700006666', { staff: true })
  }
  return still
}
