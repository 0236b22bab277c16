// A real district's first day: refused in words while something is wrong, opened once, gone on with after a crash, and no invented
// people in it.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { runCommand } from '../../src/app/command-line.ts'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { openDistrict } from '../../src/app/opening/open.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { freePort } from '../../src/foundation/database/embedded.ts'
import { songjiangPlaces } from '../../src/places/service.ts'
import { openHouse, run, start } from '../support/processes.ts'

type Step = { step: string; state: string; zh: string; en: string; facts?: Record<string, unknown> }
type Answer = {
  open: boolean
  ready: boolean
  steps: Step[]
  faults: { code: string; params: Record<string, unknown>; zh: string }[]
}

const aFolder = () => mkdtempSync(join(tmpdir(), 'yunjian-opening-'))
const SONGJIANG = join(aFolder(), 'places.csv')
writeFileSync(SONGJIANG, songjiangPlaces())

async function ask<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}
const urlOf = (database: string) => inject('databaseUrl').replace(/\/[^/]*$/, `/${database}`)
/** Empty, as a database server's administrator hands it over. */
async function anEmptyDatabase(how = ''): Promise<string> {
  const name = `o${process.pid}_${Math.random().toString(36).slice(2, 9)}`
  await ask(inject('databaseUrl'), `create database ${name} ${how}`)
  return urlOf(name)
}
const laidIn = async (url: string) =>
  (await ask(url, `select 1 from pg_namespace where nspname = 'd310117'`)).length > 0

/** What the terminal would see, without a process of its own. */
async function cli(env: Record<string, string>, ...args: string[]) {
  let output = ''
  const hear = (text: string) => {
    output += text
  }
  return { code: await runCommand(args, { env, out: hear, err: hear }), output }
}
async function open(
  env: Record<string, string>,
  ...args: string[]
): Promise<Answer & { code: number | null }> {
  const { code, output } = await cli(env, 'district', 'open', '--json', ...args)
  return { code, ...JSON.parse(output) }
}
const stateOf = (answer: Pick<Answer, 'steps'>, step: string) =>
  answer.steps.findLast(one => one.step === step)?.state
/** A dozen processes one after another, perhaps on a busy machine. */
const SLOW = 240_000
const choices = ['--places', SONGJIANG, '--cipher', 'sm4']

/** The same in this process, for what only looks. */
const looked = (env: Record<string, string>, placesFile?: string, cipher?: 'aes' | 'sm4') =>
  openDistrict(readConfig(env), { placesFile, cipher })

describe('before anything is written', () => {
  test('places, then the cipher are asked for; a wrong sheet is judged row by row and leaves nothing behind', async () => {
    const env = { DATABASE_URL: await anEmptyDatabase(), YUNJIAN_DATA: aFolder() }
    expect((await looked(env)).steps.at(-1)).toMatchObject({ step: 'places', state: 'refused' })
    const unchosen = (await looked(env, SONGJIANG)).steps.at(-1)
    expect(unchosen).toMatchObject({ step: 'keys', state: 'refused' })
    expect(unchosen?.en).toContain('--cipher sm4')
    const gone = await looked(env, '/nowhere.csv', 'aes')
    expect(gone.steps.at(-1)).toMatchObject({ step: 'places', state: 'refused' })

    const wrong = join(aFolder(), 'wrong.csv')
    const lines = songjiangPlaces().trimEnd().split('\n')
    lines[4] = (lines[4] ?? '').replace(/,town,/, ',镇,')
    lines[200] = (lines[200] ?? '').replace(/,\d+,(yes|no)$/, ',many,$1')
    lines.push('310999001001,别处村,community,310999001000,31,121,10,no')
    writeFileSync(wrong, lines.join('\n'))
    const judged = await open(env, '--places', wrong, '--cipher', 'aes')
    expect(judged).toMatchObject({ code: 4, open: false })
    expect(judged.faults.map(one => [one.code, one.params.row])).toEqual([
      ['place.sheet', 5],
      ['place.sheet', 201],
      ['place.parent', lines.length],
    ])
    const told = await cli(env, 'district', 'open', '--places', wrong, '--cipher', 'aes', '--language', 'zh')
    expect(told.code).toBe(4)
    for (const words of [
      '地点表有 3 处要改，一行也没有收',
      '第 201 行的“population”不合要求：“many”。',
      '没有开通',
    ])
      expect(told.output).toContain(words)
    expect(await laidIn(env.DATABASE_URL)).toBe(false)
    expect(existsSync(join(env.YUNJIAN_DATA, 'keys.json'))).toBe(false)
  })

  test('a database of another encoding, without rights, with somebody else’s tables, or away is refused with its cure', async () => {
    const YUNJIAN_DATA = aFolder()
    const last = async (DATABASE_URL: string) =>
      (await looked({ DATABASE_URL, YUNJIAN_DATA }, SONGJIANG, 'aes')).steps.at(-1)
    const ascii = await anEmptyDatabase(`encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C'`)
    expect((await last(ascii))?.zh).toContain('SQL_ASCII')
    const theirs = await anEmptyDatabase()
    await ask(theirs, 'create schema d310117')
    await ask(theirs, 'create table d310117.invoice (id int)')
    expect(await last(theirs)).toMatchObject({ step: 'schema', state: 'refused' })
    expect(await ask(theirs, 'select * from d310117.invoice')).toEqual([])
    const poor = new URL(await anEmptyDatabase())
    await ask(inject('databaseUrl'), `create role poor${process.pid} login password 'poor'`)
    poor.username = `poor${process.pid}`
    poor.password = 'poor'
    expect((await last(poor.href))?.en).toContain('grant create on database')
    await ask(inject('databaseUrl'), `drop role poor${process.pid}`)
    const away = await last(`postgres://x@127.0.0.1:${await freePort()}/x`)
    expect(away).toMatchObject({ step: 'database', state: 'refused', zh: expect.stringContaining('连不上') })
    expect(existsSync(join(YUNJIAN_DATA, 'keys.json'))).toBe(false)
  })

  test('the server and every command say exactly what to do, and invent nobody', async () => {
    const env = {
      DATABASE_URL: await anEmptyDatabase(),
      YUNJIAN_DATA: aFolder(),
      PORT: `${await freePort()}`,
    }
    for (const args of [['src/app/main.ts'], ['src/app/cli.ts', 'verify']]) {
      const refused = await run(args, { ...env, YUNJIAN_CODES: 'print' })
      expect(refused.code).toBe(1)
      expect(refused.output).toContain('district open --places FILE.csv --cipher aes|sm4')
      expect(refused.output).toContain('数据库里还没有 310117 区')
    }
    expect(await laidIn(env.DATABASE_URL)).toBe(false)
  })
})

test(
  'the first day: opened, opened again, started, somebody registers, and is the security administrator',
  async () => {
    const env = { DATABASE_URL: await anEmptyDatabase(), YUNJIAN_DATA: aFolder() }
    const first = await open(env, ...choices)
    expect(first).toMatchObject({ code: 0, open: true, ready: false })
    for (const step of ['tables', 'keys', 'places']) expect(stateOf(first, step), step).toBe('done')
    for (const step of ['codes', 'administrator']) expect(stateOf(first, step), step).toBe('missing')
    const path = join(env.YUNJIAN_DATA, 'keys.json')
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(first.steps.find(one => one.step === 'keys')?.facts).toMatchObject({ path, cipher: 'sm4' })
    const before = readFileSync(path, 'utf8')
    const second = await looked(env, SONGJIANG, 'sm4')
    for (const step of ['schema', 'tables', 'keys', 'places'])
      expect(stateOf(second, step), step).toBe('stands')
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(await ask(env.DATABASE_URL, 'select count(*)::int as n from d310117.place')).toEqual([{ n: 401 }])
    expect((await looked(env, undefined, 'aes')).steps.at(-1)).toMatchObject({
      step: 'keys',
      state: 'refused',
    })

    const silent = await run(['src/app/main.ts'], { ...env, PORT: `${await freePort()}` })
    expect(silent).toMatchObject({ code: 1, output: expect.stringContaining('YUNJIAN_CODES=print') })
    const elsewhere = await cli({ ...env, YUNJIAN_DATA: aFolder() }, 'verify')
    expect(elsewhere).toMatchObject({
      code: 1,
      output: expect.stringContaining('本区已有钥匙，这台机器上没有'),
    })
    expect(await cli(env, 'demo')).toMatchObject({
      code: 1,
      output: expect.stringContaining('YUNJIAN_DEMO=yes'),
    })

    const house = await openHouse(env.YUNJIAN_DATA, { ...env, YUNJIAN_CODES: 'print', LOG_LEVEL: 'info' })
    try {
      expect(house.said()).not.toContain('Demo logins')
      const phone = '13901230001'
      const post = (url: string, body: object, cookie = '') =>
        fetch(`${house.origin}${url}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify(body),
        })
      expect(await (await post('/api/accounts/code', { phone })).json()).toMatchObject({
        printed: true,
        seconds: 60,
      })
      const code = await soon(() => /sign-in code for 139\*{4}0001: (\d{6})/.exec(house.said())?.[1])
      const signedIn = await post('/api/accounts/sign-in', { phone, code })
      const cookie = signedIn.headers
        .getSetCookie()
        .map(one => one.split(';')[0])
        .join('; ')
      const registered = await post(
        '/api/me/registration',
        {
          name: '沈立夏',
          documentType: 'resident-card',
          document: inventDocument('1980-05-05', 'female', 9),
          phone,
          communityCode: '310117001001',
          consent: true,
        },
        cookie,
      )
      expect(registered.status, await registered.clone().text()).toBe(201)
      expect(await cli(env, 'staff', 'appoint', '--phone', phone)).toMatchObject({ code: 0 })
      expect(await cli(env, 'staff', 'appoint', '--phone', phone)).toMatchObject({ code: 1 })
      const standing = await looked({ ...env, YUNJIAN_CODES: 'print' })
      expect(stateOf(standing, 'administrator')).toBe('stands')
      expect(standing.steps.find(one => one.step === 'codes')?.en).toContain('for a trial only')
      expect(await cli(env, 'verify')).toMatchObject({ code: 0 })
      expect(JSON.parse((await cli(env, 'keys', 'rotate', '--json')).output)).toEqual({ version: 2 })
      const held = JSON.parse((await cli(env, 'keys', 'list', '--json')).output)
      expect(held).toMatchObject({ path, cipher: 'sm4' })
      expect(held.keys.filter((one: { name: string }) => one.name === 'identity')).toHaveLength(2)
      expect(readFileSync(path, 'utf8').length).toBeGreaterThan(before.length)
      const [person] = await ask<{ document_sealed: Buffer }>(
        env.DATABASE_URL,
        'select document_sealed from d310117.person',
      )
      expect(person?.document_sealed.length).toBe(1 + 16 + 32 + 32) // version, iv, HMAC-SM3, two blocks of SM4
    } finally {
      await house.kill()
    }
  },
  SLOW,
)

/** What a process will have said in a moment. */
async function soon<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const seen = look()
    if (seen !== undefined) return seen
    await sleep(50)
  }
  throw new Error('it was not said')
}

test(
  'killed in the middle again and again it is not open, and the next time it goes on; nothing is laid twice',
  async () => {
    const env = { DATABASE_URL: await anEmptyDatabase(), YUNJIAN_DATA: aFolder() }
    const watch = new pg.Client({ connectionString: env.DATABASE_URL })
    await watch.connect()
    const count = async (table: string) =>
      (await watch.query(`select count(*)::int as n from d310117.${table}`).catch(() => undefined))?.rows[0]
        .n ?? 0
    let killed = 0
    for (const far of [1, 12, 23]) {
      const { child } = start(['src/app/cli.ts', 'district', 'open', ...choices], env)
      const ended = new Promise<boolean>(resolve => child.once('close', code => resolve(code === null)))
      while (child.exitCode === null && (await count('migration')) < far) await sleep(2)
      child.kill('SIGKILL')
      if (await ended) killed++
      expect([0, 401]).toContain(await count('place')) // all of the places, or none
    }
    expect(killed).toBeGreaterThan(0)
    if ((await count('place')) === 0)
      expect((await cli(env, 'verify')).output).toContain('district open --places FILE.csv')
    expect(await open(env, ...choices)).toMatchObject({ code: 0, open: true })
    expect(await cli(env, 'verify')).toMatchObject({ code: 0 })
    await watch.end()
  },
  SLOW,
)

test(
  'two who open it at once lay it once, under the same keys',
  async () => {
    const env = { DATABASE_URL: await anEmptyDatabase(), YUNJIAN_DATA: aFolder() }
    const [one, two] = await Promise.all([open(env, ...choices), open(env, ...choices)])
    for (const answer of [one, two]) expect(answer).toMatchObject({ code: 0, open: true })
    const printOf = (answer: Answer | undefined) =>
      answer?.steps.find(step => step.step === 'keys')?.facts?.fingerprint
    expect(printOf(one)).toBe(printOf(two))
    expect(await ask(env.DATABASE_URL, 'select count(*)::int as n from d310117.place')).toEqual([{ n: 401 }])
    rmSync(env.YUNJIAN_DATA, { recursive: true })
  },
  SLOW,
)
