import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { may, type Principal, scopesOf } from './access/access.ts'
import { ageOn, atLocal, localDay, splitByDay } from './clock.ts'
import { readConfig } from './config.ts'
import { chainHash, GENESIS, rowText } from './journal/chain.ts'
import { makeLog, maskPersonal } from './log.ts'
import { csvLine } from './spreadsheets/write.ts'

describe('local days', () => {
  test('a day begins at midnight in Shanghai', () => {
    expect(localDay(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
    expect(localDay(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
  })
  test('a span split at midnights keeps every minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (start, length) => {
        const from = new Date(Date.UTC(2026, 0, 1) + start * 60_000)
        const to = new Date(from.getTime() + length * 60_000)
        const parts = splitByDay(from, to)
        return (
          parts.reduce((sum, part) => sum + part.to.getTime() - part.from.getTime(), 0) === length * 60_000 &&
          parts.every(part => localDay(part.from) === part.day)
        )
      }),
    )
  })
  test('a night shift belongs to two days', () => {
    expect(
      splitByDay(atLocal('2026-11-23', '22:00'), atLocal('2026-11-24', '02:00')).map(part => part.day),
    ).toEqual(['2026-11-23', '2026-11-24'])
  })
})

describe('access', () => {
  const staff = (proofs: Principal['proofs']): Principal => ({
    accountId: 'a',
    personId: 1,
    grants: [{ role: 'town-clerk', nodeId: 2 }],
    proofs,
    actsFor: [],
    via: 'session',
  })
  test('a role covers what hangs below its node and nothing beside it', () => {
    const both = staff({ code: true, password: true })
    expect(may(both, 'project.review', [1, 2, 5])).toBe(true)
    expect(may(both, 'project.review', [1, 3, 5])).toBe(false)
    expect(may(both, 'journal.read', [1, 2])).toBe(false)
    expect(scopesOf(both, 'project.review')).toEqual([2])
  })
  test('a phone code alone gives no staff power', () => {
    expect(may(staff({ code: true, password: false }), 'project.review', [1, 2])).toBe(false)
    expect(scopesOf(staff({ code: true, password: false }), 'project.review')).toEqual([])
  })
})

test('the chain hash changes with every field', () => {
  const row = {
    id: 1,
    at: new Date(0),
    actorAccount: null,
    actorPerson: 2,
    onBehalfOf: null,
    kind: 'a',
    subject: 'b',
    policyId: null,
    facts: '{}',
  }
  const variants = [
    row,
    { ...row, id: 2 },
    { ...row, at: new Date(1) },
    { ...row, actorAccount: '' },
    { ...row, actorPerson: 3 },
    { ...row, onBehalfOf: 2 },
    { ...row, kind: 'ab', subject: '' },
    { ...row, policyId: 1 },
    { ...row, facts: '{ }' },
  ]
  expect(new Set(variants.map(one => chainHash(GENESIS, rowText(one)).toString('hex'))).size).toBe(
    variants.length,
  )
})

test('logs show no identity number and no phone', () => {
  expect(maskPersonal('{"msg":"11010519491231002X called 13812341234"}')).toBe(
    '{"msg":"110***********002X called 138****1234"}',
  )
})

test('an error is logged without the rows that a database quotes in it', () => {
  const lines: string[] = []
  const log = makeLog('error', { write: line => void lines.push(line) })
  const error = Object.assign(new Error('violates check constraint'), {
    code: '23514',
    detail: 'Failing row contains (64, 张三丰推荐)',
    parameters: ['张三丰'],
  })
  log.error({ err: error }, 'unexpected error')
  expect(lines.join('')).toContain('violates check constraint')
  expect(lines.join('')).not.toContain('张三丰')
})

test('a spreadsheet never runs what somebody typed', () => {
  expect(csvLine(['=HYPERLINK("x")', 'a,b', 5])).toBe('"\'=HYPERLINK(""x"")","a,b",5\r\n')
})

test('the environment is parsed once, and what is wrong is named', () => {
  expect(readConfig({ PORT: '8080', YUNJIAN_DISTRICT: '310118' })).toMatchObject({
    port: 8080,
    schema: 'd310118',
    origin: 'http://localhost:8080',
  })
  expect(() => readConfig({ YUNJIAN_DISTRICT: 'songjiang' })).toThrow(/six digits/)
})

test('where files lie is read from an address whose secret no log, no dump and no error shows', () => {
  expect(readConfig({ YUNJIAN_DATA: '/srv/y' }).files).toEqual({ folder: '/srv/y/files' })
  expect(readConfig({ YUNJIAN_FILES: '/mnt/files' }).files).toEqual({ folder: '/mnt/files' })
  const read = readConfig({
    YUNJIAN_FILES: 'https://KEY:s%2Fcret@s3.example.cn/bucket/a/b/?region=cn-east-1',
  })
  expect(read.files).toMatchObject({
    endpoint: 'https://s3.example.cn',
    bucket: 'bucket',
    prefix: 'a/b/',
    region: 'cn-east-1',
    key: 'KEY',
  })
  expect('secret' in read.files && read.files.secret()).toBe('s/cret')
  expect(`${JSON.stringify(read)} ${inspect(read, { depth: 9 })}`).not.toMatch(/cret@|s\/cret|s%2Fcret/)
  for (const [address, why] of [
    ['s3://KEY:s3cret@', /no address|no bucket/],
    ['s3://KEY:s3cret@host:9000', /no bucket/],
    ['s3://s3cret@host:9000/bucket', /no key and secret/],
  ] as const) {
    expect(() => readConfig({ YUNJIAN_FILES: address })).toThrow(why)
    expect(() => readConfig({ YUNJIAN_FILES: address })).not.toThrow(/s3cret/)
  }
  expect(readConfig({ YUNJIAN_CLAMD: '/run/clamd.sock' }).clamd).toEqual({ path: '/run/clamd.sock' })
  expect(readConfig({ YUNJIAN_CLAMD: 'scanner:3310' }).clamd).toEqual({ host: 'scanner', port: 3310 })
  expect(() => readConfig({ YUNJIAN_CLAMD: 'scanner' })).toThrow(/host:port/)
})
