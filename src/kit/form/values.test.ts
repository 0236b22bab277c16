// The engine of forms as laws: what fits a shape is sent as it was written, and whatever does not is said at a field.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { proposal } from '../../foundation/access/contract.ts'
import { newToken } from '../../foundation/accounts/contract.ts'
import { type Field, fieldsOf } from './shape.ts'
import { checked, homeOf, pathsOf, type Values, valueAt, WHOLE, withoutProblem, withValue } from './values.ts'

const fieldsFor = (shape: z.ZodType) =>
  fieldsOf(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }))

/** A leaf of a shape, with values that fit it. */
type Leaf = { schema: z.ZodType; fits: fc.Arbitrary<unknown> }
const leaf: fc.Arbitrary<Leaf> = fc.constantFrom<Leaf>(
  { schema: z.string().min(1).max(40), fits: fc.stringMatching(/^[a-z ]{1,40}$/) },
  { schema: z.string().max(500), fits: fc.stringMatching(/^[a-z]{0,60}$/) },
  { schema: z.number().int().min(2).max(90), fits: fc.integer({ min: 2, max: 90 }) },
  { schema: z.boolean(), fits: fc.boolean() },
  { schema: z.enum(['low', 'high']), fits: fc.constantFrom('low', 'high') },
  { schema: z.array(z.enum(['a', 'b', 'c'])).max(3), fits: fc.subarray(['a', 'b', 'c']) },
  { schema: z.iso.date(), fits: fc.constantFrom('2026-11-25', '1990-01-02') },
  {
    schema: z.iso.datetime({ offset: true }),
    fits: fc.constantFrom('2026-11-25T00:30:00Z', '2026-11-25T08:30:00+08:00'),
  },
)
type Made = { schema: z.ZodType; fits: fc.Arbitrary<unknown> }
const needed: fc.Arbitrary<Made> = leaf
/** A leaf that may be left out, or be null. */
const loose: fc.Arbitrary<Made> = fc.tuple(leaf, fc.boolean()).map(([one, byNull]) => ({
  schema: byNull ? one.schema.nullable() : one.schema.optional(),
  fits: fc.option(
    one.fits.filter(value => value !== ''),
    { nil: byNull ? null : undefined },
  ),
}))
const name = fc.stringMatching(/^[a-z]{1,8}$/)
const objectOf = (inner: fc.Arbitrary<Made>): fc.Arbitrary<Made> =>
  fc.dictionary(name, inner, { minKeys: 1, maxKeys: 5, noNullPrototype: true }).map(parts => ({
    schema: z.object(Object.fromEntries(Object.entries(parts).map(([key, one]) => [key, one.schema]))),
    fits: fc.record(Object.fromEntries(Object.entries(parts).map(([key, one]) => [key, one.fits]))),
  }))
const listOf = (inner: fc.Arbitrary<Made>): fc.Arbitrary<Made> =>
  inner.map(one => ({ schema: z.array(one.schema).max(4), fits: fc.array(one.fits, { maxLength: 4 }) }))
const shape = objectOf(fc.oneof(needed, loose, objectOf(needed), listOf(objectOf(needed))))

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('what fits is sent as it was written, whatever the shape', () => {
  fc.assert(
    fc.property(
      shape.chain(one => one.fits.map(value => ({ schema: one.schema, value }))),
      ({ schema, value }) => {
        const found = checked(schema, fieldsFor(schema), value as Values, 'zh')
        expect('value' in found ? plain(found.value) : found).toEqual(plain(value))
      },
    ),
  )
})

test('whatever is wrong lands at a field of the shape, in words, unless it is wrong with the whole', () => {
  fc.assert(
    fc.property(shape, fc.object({ maxDepth: 2 }), fc.anything(), ({ schema }, strange, part) => {
      const fields = fieldsFor(schema)
      expect(fields.length).toBeGreaterThan(0)
      const paths = new Set(pathsOf(fields))
      const some = fields[0]?.name ?? ''
      const found = checked(schema, fields, { ...strange, [some]: part }, 'zh')
      if ('value' in found) return
      for (const [path, said] of Object.entries(found.problems)) {
        expect(homeOf(path, paths), path).not.toBe(WHOLE)
        expect(said).toMatch(/^[^a-z{}]+$/i)
      }
    }),
  )
})

test('an answer about a part that is not drawn goes to what holds it, and to the foot where nothing does', () => {
  const drawn = new Set(['guardian', 'guardian.phone', 'shifts'])
  expect(homeOf('guardian.phone', drawn)).toBe('guardian.phone')
  expect(homeOf('guardian.name', drawn)).toBe('guardian')
  expect(homeOf('shifts.3.endsAt', drawn)).toBe('shifts')
  expect(homeOf('name', drawn)).toBe(WHOLE)
})

test('a value is set and read at any path, in lists too, and nothing beside it changes', () => {
  const values = {
    name: '甲',
    positions: [
      { name: 'a', places: 1 },
      { name: 'b', places: 2 },
    ],
  }
  const next = withValue(values, 'positions.1.places', 9)
  expect(valueAt(next, 'positions.1.places')).toBe(9)
  expect(next).toEqual({
    name: '甲',
    positions: [
      { name: 'a', places: 1 },
      { name: 'b', places: 9 },
    ],
  })
  expect(values.positions[1]?.places).toBe(2)
  expect(valueAt(withValue({}, 'guardian.phone', '1'), 'guardian')).toEqual({ phone: '1' })
})

test('writing a field anew takes away what was wrong with it, and with it what was wrong with the whole', () => {
  const problems = { '': 'x', name: 'x', guardian: 'x', 'guardian.phone': 'x', 'guardian.name': 'x' }
  expect(withoutProblem(problems, 'guardian.phone')).toEqual({ name: 'x', 'guardian.name': 'x' })
  expect(withoutProblem({ name: 'x' }, 'phone')).toEqual({ name: 'x' })
})

const named = (fields: Field[]) => new Map(fields.map(one => [one.name, one]))

test('the shapes of the house become the fields that people know', () => {
  const token = named(fieldsFor(newToken))
  expect(token.get('permissions')).toMatchObject({ kind: 'choices', title: { zh: '能做什么' } })
  expect(token.get('permissions')?.options[0]?.words.zh).toBe('看志愿者（证件、电话遮住）')
  expect(token.get('expiresAt')).toMatchObject({ kind: 'moment', required: true })
  const asked = named(fieldsFor(proposal))
  expect(asked.get('personId')).toMatchObject({ kind: 'person', shaped: 'number', required: false })
  expect(asked.get('until')).toMatchObject({ kind: 'day', nullable: true, required: false })
  expect(asked.get('reason')).toMatchObject({ kind: 'long', required: false })
})
