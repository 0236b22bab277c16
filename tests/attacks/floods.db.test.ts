// Whoever asks for more than a person can use is stopped by what was proven of them, or by where they come from; and nobody is stopped by
// what somebody else does in their name.
import { mkdtempSync } from 'node:fs'
import { type ClientRequest, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHouse } from '../../src/app/compose.ts'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { spend } from '../../src/foundation/limits/limits.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { givesAccount } from '../support/accounts.ts'
import { openHouse } from '../support/processes.ts'
import { aBrowser, signedIn } from '../support/visitor.ts'
import { aDatabase, type World, worldOn } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunjian-floods-'))
let world: World
let app: FastifyInstance
/** With the limits of a real house. */
let limited: FastifyInstance
let origin: string
beforeAll(async () => {
  world = await worldOn(await aDatabase(), folder, new Date('2026-11-23T01:00:00Z'))
  app = (await world.house()).app
  limited = (await buildHouse(world.ground)).app
  await limited.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(limited.server.address() as AddressInfo).port}`
})
afterAll(() => Promise.all([app.close(), limited.close()]))

const MB = 1_048_576

describe('a form of 300 MB', () => {
  const BOUNDARY = 'x'
  const field = (name: string) =>
    `\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n`
  const file = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`

  /** Sends without an end until it is answered or cut off; how much the server took until then. */
  function flood(parts: Iterable<string | Buffer>): Promise<{ taken: number; status: number | undefined }> {
    return new Promise(resolve => {
      let taken = 0
      let status: number | undefined
      const sending: ClientRequest = httpRequest(`${origin}/api/certificates/verify-file`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      })
      const over = () => {
        sending.destroy()
        resolve({ taken, status })
      }
      sending.once('error', over)
      sending.once('response', answer => {
        status = answer.statusCode
        over()
      })
      const iterator = parts[Symbol.iterator]()
      const more = () => {
        while (!sending.destroyed) {
          const { value, done } = iterator.next()
          if (done) return sending.end()
          taken += value.length
          if (!sending.write(value)) return sending.once('drain', more)
        }
      }
      more()
    })
  }
  const block = Buffer.alloc(MB, 'a')
  function* fields() {
    for (let n = 0; n < 300; n++) {
      yield field(`f${n}`)
      yield block
    }
  }
  function* endless(head: string) {
    yield head
    for (let n = 0; n < 300; n++) yield block
  }
  function* behind() {
    yield file
    yield 'x'
    yield* endless(field('late'))
  }

  test('is not listened to: fields, one endless field, one endless file, fields behind a file', async () => {
    for (const parts of [fields(), endless(field('f')), endless(file), behind()]) {
      const { taken, status } = await flood(parts)
      expect(taken).toBeLessThan(16 * MB)
      expect([413, undefined]).toContain(status) // whoever still sends may lose the answer with the line
    }
  })

  test('is refused in words where it came to its end', async () => {
    const form = (parts: string) =>
      app.inject({
        method: 'POST',
        url: '/api/certificates/verify-file',
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        payload: parts,
      })
    const many = Array.from({ length: 20 }, (_, n) => `${field(`f${n}`)}v`).join('')
    const end = `\r\n--${BOUNDARY}--\r\n`
    for (const [parts, status, code] of [
      [`${many}${end}`, 413, 'upload.too-much'],
      [`${field('long')}${'v'.repeat(10_000)}${end}`, 413, 'upload.too-much'],
      [`${file}one\r\n${file}two${end}`, 413, 'upload.too-much'],
      [`${file}one`, 400, 'upload.malformed'],
      ['no form at all', 400, 'upload.malformed'],
      [`${field('__proto__')}v${end}`, 400, 'upload.malformed'],
      [`${field('only')}v${end}`, 422, 'upload.none'],
    ] as const) {
      const answer = await form(parts)
      expect([answer.statusCode, answer.json().code], parts.slice(0, 80)).toEqual([status, code])
    }
    const whole = await form(`${file}no certificate${end}`)
    expect(whole.statusCode).toBe(200)
  })
})

describe('live streams', () => {
  const open = async (headers: Record<string, string> = {}) => {
    const stop = new AbortController()
    const answer = await fetch(`${origin}/api/statistics/events`, { headers, signal: stop.signal })
    return { status: answer.status, close: () => stop.abort() }
  }

  test('one account holds six and one address thirty; another address still gets its own', async () => {
    const token = await world.tokenOf(await world.aVolunteer())
    const known = []
    for (let n = 0; n < 7; n++) known.push(await open({ authorization: `Bearer ${token}` }))
    expect(known.map(one => one.status)).toEqual([...Array(6).fill(200), 429])
    const strangers = []
    for (let n = 0; n < 31; n++) strangers.push(await open({ 'x-forwarded-for': '10.1.1.1' }))
    expect(strangers.filter(one => one.status === 200)).toHaveLength(30)
    const another = await open({ 'x-forwarded-for': '10.1.1.2' })
    expect(another.status).toBe(200)
    for (const one of [...known, ...strangers, another]) one.close()
  })

  test('hold no server up that is told to stop', async () => {
    const house = await openHouse(folder, { DATABASE_URL: world.url, YUNJIAN_CODES: 'print' })
    try {
      const answer = await fetch(`${house.origin}/api/statistics/events`)
      const reader = answer.body?.getReader()
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0)
      // Somebody who never ends their upload, too.
      const dripping = httpRequest(`${house.origin}/api/certificates/verify-file`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      })
      dripping.on('error', () => {})
      dripping.write('--x\r\n')
      expect(await house.stop()).toBeLessThan(5000)
    } finally {
      await house.kill()
    }
  }, 240_000)
})

test('whatever unproven thing is shown, it is counted where it comes from', async () => {
  const shown = [
    (n: number) => ({ authorization: `Bearer yj_${n}` }),
    (n: number) => ({ authorization: `Basic ${n}` }),
    (n: number) => ({ cookie: `yunjian.session_token=${n}.forged` }),
    (n: number) => ({ authorization: `bearer ${n}`, cookie: `yunjian.session_token=${n}` }),
  ]
  let allowed = 0
  for (let n = 0; n < 640; n++) {
    const { statusCode } = await limited.inject({
      url: '/healthz',
      headers: { ...shown[n % shown.length]?.(n), 'x-forwarded-for': '10.2.2.2' },
    })
    if (statusCode === 200) allowed++
  }
  expect(allowed).toBe(600)
  // Whoever is known is not stopped by a neighbour's flood, and not helped by moving about.
  const token = await world.tokenOf(await world.aVolunteer())
  const known = { authorization: `Bearer ${token}` }
  const at = (address: string) =>
    limited.inject({ url: '/healthz', headers: { ...known, 'x-forwarded-for': address } })
  expect((await at('10.2.2.2')).statusCode).toBe(200)
  for (let n = 0; n < 600; n++) await at(`10.3.${n % 200}.1`)
  expect((await at('10.4.4.4')).statusCode).toBe(429)
})

describe('a household', () => {
  test('of twenty invented people is not made, and does not take twenty places', async () => {
    const person = await world.aVolunteer()
    await givesAccount(world, person.personId as number, '13922220001')
    const phone = await signedIn(app, world, '13922220001')
    const project = await world.aProject({ places: 20 })
    const invented = (n: number) => ({
      name: '王家人',
      documentType: 'resident-card',
      document: inventDocument('1990-01-01', 'male', 500 + n),
      phone: '13922220001',
      communityCode: world.community.code,
      skills: [],
      interests: [],
      consent: true,
    })
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, n) => phone.ask('POST', '/api/me/household', invented(n))),
    )
    const members = added.filter(one => one.status === 201)
    expect(members.length).toBeLessThanOrEqual(4)
    expect(added.filter(one => one.code === 'person.household-day')).toHaveLength(16)
    for (const { body } of members)
      await phone.ask('POST', '/api/signups', { slotId: project.slotId, forPerson: body.id })
    const { rows } = await world.ground.database.pool.query(
      'select count(*) as n from signup where slot_id = $1',
      [project.slotId],
    )
    expect(Number(rows[0].n)).toBe(members.length)
    // Nor a day later without a document that somebody saw.
    world.at(addMinutes(world.now(), 60 * 24 + 1))
    expect((await phone.ask('POST', '/api/me/household', invented(90))).code).toBe('person.verify-first')
  })

  test('signs up for its own so often a day, and one account asks so often a minute', async () => {
    const [holder, child] = [await world.aVolunteer(), await world.aVolunteer()]
    const account = 'an account of a household'
    const actor = { ...holder, accountId: account, actsFor: [child.personId as number] }
    const codes: string[] = []
    for (let n = 0; n < 32; n++)
      await signUp(world.ground, actor, { slotId: 999_999, forPerson: child.personId as number }).catch(
        error => codes.push(error.code),
      )
    expect(codes.filter(code => code === 'signup.others-day')).toHaveLength(2)
    const token = await world.tokenOf(holder)
    const statuses: number[] = []
    for (let n = 0; n < 62; n++)
      statuses.push(
        (
          await limited.inject({
            method: 'POST',
            url: '/api/signups',
            headers: { authorization: `Bearer ${token}` },
            payload: { slotId: 999_999 },
          })
        ).statusCode,
      )
    expect(statuses.filter(one => one === 429)).toHaveLength(2)
  })
})

describe('codes', () => {
  const wrongFor = (phone: string) => (world.codes.get(phone) === '000000' ? '000001' : '000000')

  test('ten a day go to one phone, whoever asks; five hundred to one address', async () => {
    const phone = '13933330001'
    const codes: (string | undefined)[] = []
    for (let n = 0; n < 12; n++) {
      const { status, code } = await aBrowser(app, `10.5.0.${n}`).ask('POST', '/api/accounts/code', { phone })
      codes.push(status === 202 ? 'sent' : code)
      world.at(addMinutes(world.now(), 1))
    }
    expect(codes).toEqual([...Array(10).fill('sent'), 'code.daily', 'code.daily'])
    world.at(addMinutes(world.now(), 60 * 24))
    const school = aBrowser(app, '10.6.0.1')
    const answers: (string | undefined)[] = []
    for (let n = 0; n < 502; n += 25)
      answers.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(25, 502 - n) }, async (_, i) => {
            const phone = `1394${1_000_000 + n + i}`
            const { status, code } = await school.ask('POST', '/api/accounts/code', { phone })
            return status === 202 ? 'sent' : code
          }),
        )),
      )
    expect(answers.filter(one => one === 'sent')).toHaveLength(500)
    expect(answers.filter(one => one === 'code.daily-here')).toHaveLength(2)
  })

  test('a victim’s code survives the guesses of strangers, and their asking for others; the strangers get six', async () => {
    const phone = '13933330002'
    const victim = aBrowser(app, '10.7.0.1')
    await victim.ask('POST', '/api/accounts/code', { phone })
    const own = world.codes.get(phone) as string
    const outcomes: (string | undefined)[] = []
    for (let n = 0; n < 4; n++)
      for (let tries = 0; tries < 4; tries++) {
        // One of them behind the victim's own address.
        const stranger = aBrowser(app, n === 0 ? '10.7.0.1' : `10.7.1.${n}`)
        const guess = { phone, code: wrongFor(phone) }
        outcomes.push((await stranger.ask('POST', '/api/accounts/sign-in', guess)).code)
      }
    expect(outcomes.filter(code => code === 'code.wrong')).toHaveLength(6)
    expect(outcomes.filter(code => code === 'code.exhausted')).toHaveLength(10)
    world.at(addMinutes(world.now(), 1))
    const asking = aBrowser(app, '10.7.1.9')
    expect((await asking.ask('POST', '/api/accounts/code', { phone })).status).toBe(202)
    expect(world.codes.get(phone)).not.toBe(own)
    // A slip of the pen is the victim's own, and counts for nobody else.
    expect((await victim.ask('POST', '/api/accounts/sign-in', { phone, code: wrongFor(phone) })).code).toBe(
      'code.wrong',
    )
    expect((await victim.ask('POST', '/api/accounts/sign-in', { phone, code: own })).status).toBe(200)
    // Once somebody is in, no code of before is good.
    const { code } = await asking.ask('POST', '/api/accounts/sign-in', {
      phone,
      code: world.codes.get(phone),
    })
    expect(code).toBe('code.wrong')
  })

  test('a browser’s own tries are three, whatever ticket it invents', async () => {
    const phone = '13933330003'
    const thief = aBrowser(app, '10.8.0.1')
    await thief.ask('POST', '/api/accounts/code', { phone })
    const codes: (string | undefined)[] = []
    const guess = { phone, code: wrongFor(phone) }
    for (let n = 0; n < 4; n++) codes.push((await thief.ask('POST', '/api/accounts/sign-in', guess)).code)
    for (let n = 0; n < 8; n++) {
      const ticket = `yunjian.asked=${String(n).padStart(22, '0')}`
      const invented = aBrowser(app, '10.8.0.1')
      codes.push((await invented.ask('POST', '/api/accounts/sign-in', guess, { cookie: ticket })).code)
    }
    expect(codes.filter(code => code === 'code.wrong')).toHaveLength(6) // its own three, and three of the address
  })
})

test('an interval holds over a clock that is set back, and nobody waits longer than it', async () => {
  const limit = { what: 'stepped', most: 1, seconds: 60 }
  const beside = await world.beside()
  const now = world.now()
  expect(await spend(world.ground, limit, 'somebody')).toBe(0)
  world.at(addMinutes(now, -60 * 24 * 30))
  for (const ground of [world.ground, beside]) expect(await spend(ground, limit, 'somebody')).toBe(60)
  world.at(addMinutes(now, -60 * 24 * 30 + 1))
  expect(await spend(beside, limit, 'somebody')).toBe(0)
  world.at(now)
  const phone = '13933330004'
  const browser = aBrowser(app)
  expect((await browser.ask('POST', '/api/accounts/code', { phone })).status).toBe(202)
  world.at(addMinutes(now, -60))
  const early = await browser.ask('POST', '/api/accounts/code', { phone })
  expect(early).toMatchObject({ code: 'code.too-soon', body: { params: { seconds: 60 } } })
  // The code lasts no longer for it: what was made later than now is not good.
  const late = { phone, code: world.codes.get(phone) }
  expect((await browser.ask('POST', '/api/accounts/sign-in', late)).code).toBe('code.wrong')
  world.at(addMinutes(now, -59))
  expect((await browser.ask('POST', '/api/accounts/code', { phone })).status).toBe(202)
  const fresh = { phone, code: world.codes.get(phone) }
  expect((await browser.ask('POST', '/api/accounts/sign-in', fresh)).status).toBe(200)
  world.at(now)
})
