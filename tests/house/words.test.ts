// Whatever is refused is said in a person's words: every declared sentence, every issue of a shape, every field by its name.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { buildHouse } from '../../src/app/compose.ts'
import { rooms } from '../../src/app/rooms.ts'
import { permissionWords } from '../../src/foundation/access/permission-words.ts'
import { roleWords } from '../../src/foundation/access/words.ts'
import { readConfig } from '../../src/foundation/config.ts'
import type { Ground } from '../../src/foundation/ground.ts'
import { wordsIn } from '../../src/foundation/http/field-words.ts'
import { localDate } from '../../src/foundation/http/shapes.ts'
import { makeLog } from '../../src/foundation/log.ts'
import { declared, Refusal } from '../../src/foundation/refusals.ts'
import { sayIssue } from '../../src/foundation/shapes/issues.ts'
import type { Param } from '../../src/foundation/words.ts'
import { birthInWords } from '../../src/people/identity.ts'
import { stateWords } from '../../src/projects/rules.ts'

/** The house as its routes declare it; no database is opened. */
const declaredOnly = {
  config: readConfig({}),
  log: makeLog('silent'),
  database: { pool: undefined },
  rooms,
} as unknown as Ground
const { app, routes } = await buildHouse(declaredOnly, { limits: false })
await app.ready()
await app.close()
const bodies = new Map(
  routes.flatMap(({ method, url, body }) => (body ? [[`${method} ${url}`, body] as const] : [])),
)

/** What services put into the places of sentences, by the name of the place. */
const typical: Record<string, Param> = {
  what: { zh: '班次', en: 'The shift' },
  proof: { zh: '密码', en: 'a password' },
  permission: permissionWords['people.read-full'],
  role: roleWords['town-clerk'],
  other: roleWords['audit-administrator'],
  state: stateWords.submitted,
  from: new Date('2026-11-25T00:30:00Z'),
  until: new Date('2026-11-25T02:30:00Z'),
  with: '秋季文明交通引导',
  held: '社区图书整理',
  town: '方松街道',
  name: '周敏',
  phone: '138****5678',
  day: '2026-10-01',
  defect: birthInWords('2011-09-31', 'birth-impossible'),
  fields: '内容、班次时间',
  missing: '姓名、证件号码',
  field: '名称',
  kind: '为老服务',
  columns: 'level、parent',
  value: '九里亭',
  district: '310117',
  names: '班次',
  known: '姓名、班次',
  is: { zh: '已经检查完', en: 'it has been checked' },
  here: { zh: '登记表', en: 'Registration sheet' },
  first: '3',
  second: '7',
  code: '310117003001',
  column: '上级',
  error: '磁盘已满',
  way: { zh: '可报名区红十字会的培训', en: 'the Red Cross trains first-aiders' },
  kinds: { zh: '照片、文本', en: 'photos, text' },
  signature: 'Eicar-1',
  file: '11-25',
  keys: 'a1 1: 9f3c',
  why: { zh: '被截断了', en: 'it is cut off' },
  zh: '天数：不能超过 10',
  en: 'Days: no more than 10',
}
const COUNTED = new Set([
  'seconds',
  'minutes',
  'days',
  'years',
  'age',
  'row',
  'rows',
  'left',
  'min',
  'max',
  'n',
  'year',
  'limit',
  'size',
  'megabytes',
  'most',
  'hours',
  'mb',
  'received',
  'least',
])

const places = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(one => one[1] ?? ''))]
/** Names that are said as they are in either language: of programs, files and columns. */
const KEPT =
  /HTML|SVG|XML|HEIC|JPEG|PNG|UTF-8|TXT|CSV|PDF|Office|iPhone|\.docx|\.pptx|code,name,level,parent,lat,lng,population,station|level、parent|level 为 district|Excel|WPS|\.xlsx?|\.csv|\.et|Idempotency-Key|--[a-z]+|record:\d+|Eicar-1/g

test('every declared refusal is a sentence without a gap, a code or the other language', () => {
  expect(declared.size).toBeGreaterThan(100)
  for (const [code, sentence] of declared) {
    expect(places(sentence.en).sort(), code).toEqual(
      code === 'policy.value' ? ['en'] : places(sentence.zh).sort(),
    )
    const params = Object.fromEntries(
      places(sentence.zh + sentence.en).map(name => {
        const value = COUNTED.has(name) ? 3 : typical[name]
        if (value === undefined) throw new Error(`${code}: what stands in {${name}}?`)
        return [name, value]
      }),
    )
    const it = new Refusal(code, sentence, params)
    const [zh, en] = [it.say('zh'), it.say('en')]
    for (const said of [zh, en]) {
      expect(said, code).not.toMatch(/[{}]|\d{4}-\d\d-\d\dT|undefined|\[object|NaN/)
      expect(said.replace(KEPT, ''), code).not.toMatch(/\b[a-z]+\.[a-z]/)
    }
    expect(zh.replace(KEPT, ''), code).not.toMatch(/[a-z]{3,}/i)
    expect(en.replace(/“[^”]*”/g, ''), code).not.toMatch(/[，。；：]/)
  }
})

test('moments and days are said as people say them, however they come', () => {
  const refusal = new Refusal(
    'x',
    { status: 409, zh: '{at}', en: '{at}' },
    { at: new Date('2026-11-25T00:30:00Z') },
  )
  expect(refusal.say('zh')).toBe('11 月 25 日 08:30')
  expect(refusal.say('en')).toBe('25 November, 08:30')
  expect(refusal.told('zh')).toEqual({ at: '2026-11-25T00:30:00.000Z' })
  const day = (at: string) => new Refusal('x', { status: 409, zh: '{at}', en: '{at}' }, { at })
  expect(day('2026-12-04').say('zh')).toBe('2026 年 12 月 4 日')
  expect(day('2026-12-04').say('en')).toBe('4 December 2026')
  expect(day('2026-12-04T00:30:00.000Z').say('zh')).toBe('12 月 4 日 08:30')
})

type Leaf = { path: string[]; schema: z.ZodType }
/** Every field of a contract, those within its parts as well. */
function leavesOf(schema: unknown, path: string[] = []): Leaf[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return leavesOf(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) return leavesOf(schema.element, path)
  if (schema instanceof z.ZodPipe) return leavesOf(schema.in, path)
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, inner]) => [
    { path: [...path, name], schema: inner as z.ZodType },
    ...leavesOf(inner, [...path, name]),
  ])
}

test('every field that a request may hold has a name in both languages', () => {
  expect(bodies.size).toBeGreaterThan(25)
  const nameless = [...bodies].flatMap(([route, schema]) =>
    leavesOf(schema)
      .filter(leaf => !wordsIn(schema, leaf.path))
      .map(leaf => `${route}: ${leaf.path.join('.')}`),
  )
  expect(nameless).toEqual([])
  for (const [route, schema] of bodies)
    for (const { path } of leavesOf(schema)) {
      const words = wordsIn(schema, path)
      expect(words?.zh, `${route} ${path}`).not.toMatch(/[a-z]{2,}/i)
      expect(words?.en, `${route} ${path}`).not.toMatch(/[\u4e00-\u9fff]/)
    }
})

test('whatever anybody sends, what is wrong with it is said in words of both languages', () => {
  const shape = z.object({
    name: z.string().trim().min(2).max(5),
    day: localDate,
    at: z.iso.datetime({ offset: true }),
    places: z.number().int().min(1).max(9),
    kind: z.enum(['a', 'b']),
    yes: z.boolean(),
    list: z.array(z.string()).min(1).max(2),
    phone: z.string().regex(/^1\d{10}$/, 'phone'),
    way: z.union([z.literal(1), z.object({ a: z.string() })]),
  })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(shape.shape)), fc.anything()), value => {
      const { error } = shape.safeParse(value)
      for (const issue of error?.issues ?? []) {
        const said = sayIssue(issue)
        expect(said.zh).not.toMatch(/[a-z]{2,}|undefined|NaN|T\d\d:/i)
        expect(said.en).not.toMatch(/[\u4e00-\u9fff]|undefined|NaN|\bZod|expected|received/)
      }
    }),
  )
})
