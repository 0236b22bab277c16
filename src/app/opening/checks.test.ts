// The word on a database, and on the choice of a cipher, before anything is written.
import { expect, test } from 'vitest'
import { readConfig } from '../../foundation/config.ts'
import { tooOld } from '../../foundation/database/connect.ts'
import { cipherVerdict, type DatabaseFacts, databaseVerdicts, outcomeOf } from './checks.ts'

const sound: DatabaseFacts = {
  version: 150_012,
  encoding: 'UTF8',
  database: 'yunjian',
  user: 'app',
  mayCreate: true,
  schema: 'none',
  clockSeconds: 0.2,
  citus: null,
}
const verdict = (change: Partial<DatabaseFacts>) => databaseVerdicts({ ...sound, ...change }, 'd310117')
const states = (change: Partial<DatabaseFacts>) => verdict(change).map(one => `${one.step} ${one.state}`)

test('PostgreSQL below 15 is too old, and told by its number', () => {
  expect([140_022, 149_999].map(tooOld)).toEqual([
    expect.stringContaining('PostgreSQL 14，需要 15'),
    expect.stringContaining('15 or newer is needed'),
  ])
  expect([150_000, 150_020, 180_004].map(tooOld)).toEqual([null, null, null])
})

test('a sound database goes on, an open one stands, and each fault ends it with its cure', () => {
  expect(states({})).toEqual(['database stands', 'schema done'])
  expect(states({ schema: 'ours' })).toEqual(['database stands', 'schema stands'])
  expect(states({ schema: 'foreign' })).toEqual(['database stands', 'schema refused'])
  const faults: [Partial<DatabaseFacts>, string][] = [
    [{ encoding: 'SQL_ASCII' }, `encoding 'UTF8' template template0`],
    [{ mayCreate: false }, 'grant create on database "yunjian" to "app"'],
    [{ clockSeconds: -95 }, '-95'],
  ]
  for (const [change, cure] of faults) {
    const steps = verdict(change)
    expect(steps.map(one => one.state)).toEqual(['refused'])
    for (const words of [steps[0]?.zh, steps[0]?.en]) expect(words).toContain(cure)
    expect(outcomeOf(steps)).toEqual({ open: false, ready: false })
  }
})

test('a cluster is named with its nodes, and one that would not shard says how', () => {
  const citus = { version: '13.2-1', sharded: true, nodes: 3 }
  expect(states({ citus })).toEqual(['database stands', 'database stands', 'schema done'])
  const steps = verdict({ citus: { ...citus, sharded: false } })
  expect(steps[1]).toMatchObject({ state: 'missing' })
  expect(steps[1]?.en).toContain('citus.enable_schema_based_sharding = on')
  expect(outcomeOf(steps)).toEqual({ open: true, ready: false })
})

test('a cipher is chosen once: not by default, and not again', () => {
  const path = '/data/keys.json'
  expect(cipherVerdict({ path, found: null, asked: undefined })?.state).toBe('refused')
  expect(cipherVerdict({ path, found: null, asked: 'sm4' })).toBe(null)
  expect(cipherVerdict({ path, found: 'sm4', asked: undefined })).toBe(null)
  expect(cipherVerdict({ path, found: 'sm4', asked: 'sm4' })).toBe(null)
  expect(cipherVerdict({ path, found: 'sm4', asked: 'aes' })?.zh).toContain('SM4-CBC / HMAC-SM3（sm4）')
})

test('a given database brings no invented people and prints no code unless asked to', () => {
  const of = (env: Record<string, string>) => {
    const { demo, codes } = readConfig(env)
    return { demo, codes }
  }
  expect(of({})).toEqual({ demo: true, codes: 'print' })
  expect(of({ YUNJIAN_DEMO: 'no' })).toEqual({ demo: false, codes: 'print' })
  expect(of({ DATABASE_URL: 'postgres://x' })).toEqual({ demo: false, codes: undefined })
  expect(of({ DATABASE_URL: 'postgres://x', YUNJIAN_DEMO: 'yes', YUNJIAN_CODES: 'print' })).toEqual({
    demo: true,
    codes: 'print',
  })
  expect(() => of({ YUNJIAN_CODES: 'pigeon' })).toThrow(/one of: print, sms/)
  expect(() => of({ YUNJIAN_CODES: 'sms' })).toThrow(/YUNJIAN_SMS must be set/)
  const keys = { YUNJIAN_SMS: 'aliyun', YUNJIAN_SMS_KEY: 'k', YUNJIAN_SMS_SECRET: 's', YUNJIAN_SMS_SIGN: 'x' }
  // The desk, where texts are named, is behind the first code.
  expect(() => of(keys)).toThrow(/YUNJIAN_SMS_CODE_TEXT must be set/)
  const sms = { ...keys, YUNJIAN_SMS_CODE_TEXT: 'SMS_100' }
  expect(of({ ...sms, DATABASE_URL: 'postgres://x' })).toEqual({ demo: false, codes: 'sms' })
})
