import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inUse, laxer, policyKey, whole, wordsKey, wordsOf } from './keys.ts'

const term = policyKey({
  key: 'sample.term',
  topic: 'service',
  title: { zh: '期限', en: 'Term' },
  lead: { zh: '', en: '' },
  town: 'stricter',
  shape: z.object({
    days: whole(1, 10, { zh: '几天', en: 'Days', stricter: 'lower' }),
    age: whole(0, 99, { zh: '多大', en: 'Age', stricter: 'higher' }),
    mode: z.enum(['a', 'b']),
  }),
})
const value = fc.record({
  days: fc.integer({ min: 1, max: 10 }),
  age: fc.integer({ min: 0, max: 99 }),
  mode: fc.constantFrom('a', 'b'),
})

test('a town is at least as strict in every field that says which way, and the same in every other', () => {
  fc.assert(
    fc.property(value, value, (town, district) => {
      const stricter = town.days <= district.days && town.age >= district.age && town.mode === district.mode
      return (laxer(term, town, district) === null) === stricter
    }),
  )
  expect(laxer(term, { days: 6, age: 1, mode: 'a' }, { days: 5, age: 1, mode: 'a' })).toBe('days')
})

test('a refusal names the field in words, inside lists too', () => {
  const kinds = wordsKey({
    key: 'sample.kinds',
    topic: 'service',
    title: { zh: '类别', en: 'Kinds' },
    lead: { zh: '', en: '' },
  })
  expect(wordsOf(term, 'days')).toEqual({ zh: '几天', en: 'Days' })
  expect(wordsOf(kinds, 'list.3.zh')).toEqual({ zh: '中文', en: 'Chinese' })
})

test('a kind is never taken out of a list, only out of use', () => {
  const { check } = wordsKey({
    key: 'sample.kinds',
    topic: 'service',
    title: { zh: '类别', en: 'Kinds' },
    lead: { zh: '', en: '' },
  })
  const a = { id: 'elderly', zh: '为老', en: 'Elderly', inUse: true }
  const b = { id: 'digital', zh: '数字', en: 'Digital', inUse: true }
  const standing = { before: { list: [a] }, district: null }
  expect(check?.({ list: [a, b] }, standing)).toBeNull()
  expect(check?.({ list: [b] }, standing)?.field).toBe('list')
  expect(check?.({ list: [a, a] }, standing)?.field).toBe('list.1.id')
  expect(check?.({ list: [{ ...a, inUse: false }] }, standing)?.field).toBe('list')
  expect(inUse({ list: [{ ...a, inUse: false }, b] }, 'elderly')).toBe(false)
})
