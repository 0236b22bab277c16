// Every rule that a room announces can be drawn, said and written by the rules page.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rooms } from '../../src/app/rooms.ts'
import { listChanges, say } from '../../src/app/web/desk/rules/values.ts'
import { readSeed } from '../../src/foundation/policies/seed.ts'
import { blankOf, type Field, fieldsOf, isItem, same, variantFor } from '../../src/kit/form/shape.ts'

const keys = rooms.flatMap(room => room.policies ?? [])
const shapeOf = (key: (typeof keys)[number]) => fieldsOf(z.toJSONSchema(key.shape, { io: 'input' }))
const deep = (fields: Field[]): Field[] =>
  fields.flatMap(field => [field, ...field.variants.flatMap(way => deep(way.fields))])
const words = {
  language: 'zh' as const,
  word: (_group: string, id: string) => id,
  unit: (unit: string, n: number | string) => `${n} ${unit}`,
  count: (n: number) => `${n} 项`,
  none: '没有',
  off: (title: string) => `${title}：否`,
}
const seed = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .parse(readSeed())
const seeded = (key: string) => seed.find(one => one.key === key)?.value ?? {}

test('each field has an editor, and its words in both languages', () => {
  const speechless = keys.flatMap(key =>
    deep(shapeOf(key))
      .filter(field => field.kind === 'other' || !field.title?.zh || !field.title.en)
      .map(field => `${key.key} ${field.name}`),
  )
  expect(speechless).toEqual([])
  expect(keys.filter(key => !key.title.zh || !key.title.en || !key.lead.zh || !key.lead.en)).toEqual([])
})

test('what the seed says can be said, and what is blank fits the shape after its words are filled in', () => {
  for (const key of keys)
    for (const field of shapeOf(key)) {
      const said = say(field, seeded(key.key)[field.name], words)
      expect([key.key, field.name, said]).not.toContain('—')
      expect(said.length).toBeGreaterThan(0)
    }
})

test('a chain of review is written step by step: another kind of step keeps what fits', () => {
  const key = keys.find(one => one.key === 'projects.review')
  const [steps] = key ? shapeOf(key) : []
  const [step] = (seeded('projects.review').steps as Record<string, unknown>[]).slice(0, 1)
  if (!key || !steps || !step) throw new Error('no chain')
  expect(variantFor(steps, step).consts).toEqual({ kind: 'decision' })
  const panel = steps.variants.find(one => one.consts.kind === 'panel')
  const next = panel && blankOf(panel, step)
  expect(next).toMatchObject({
    kind: 'panel',
    permission: 'project.review',
    term: { workingDays: 3 },
    scorers: 2,
  })
  expect(key.shape.safeParse({ steps: [step, next] }).success).toBe(true)
  expect(say(steps, [step, next], words)).toBe('2 项')
  const term = panel?.fields.find(one => one.name === 'term')
  expect(term && say(term, { workingHours: 8 }, words)).toBe('8 workingHours')
})

test('the order in which a value’s fields are stored is no change', () => {
  expect(same({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true)
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(true)
  expect(same([1, 2], [2, 1])).toBe(false)
  const [list] = shapeOf(keys.find(one => one.key === 'projects.kinds') ?? (keys[0] as never))
  const before = seeded('projects.kinds').list
  if (!list || !Array.isArray(before)) throw new Error('no kinds')
  const after = [...before.map(one => (isItem(one) && one.id === 'law' ? { ...one, inUse: false } : one))]
  expect(
    listChanges(list, before, [...after, { id: 'new', zh: '新的', en: 'New', inUse: true }], words),
  ).toEqual([
    { key: 'law', before: '法律服务', after: '法律服务 · 在用：否' },
    { key: 'new', before: null, after: '新的' },
  ])
})
