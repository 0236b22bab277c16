// What an operation of the OpenAPI document may be sent, and what nobody should send: fast-check's values out of JSON schemas.
import fc, { type Arbitrary } from 'fast-check'

export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  format?: string
  default?: unknown
  'x-text'?: string
}
export type Components = Record<string, Schema>

/** What a reason may say of somebody: it stands where it was typed, and nowhere else. */
export const TOLD_OF_SOMEBODY = '联系 13711119999，证件 310117195703154024'
const WORDS = [
  TOLD_OF_SOMEBODY,
  '志愿者',
  '图书馆整架',
  'A small thing',
  '护河一队',
  '方松',
  '理由充分，请核对',
]
/** Of texts that have a form of their own. */
const FORMS = ['/me', 'a@example.cn']
const DAYS = ['2026-11-25', '2026-12-01', '2027-01-31', '1990-01-02']
const MOMENTS = ['2026-11-25T01:00:00Z', '2026-12-01T04:00:00.000Z', '2027-01-31T08:00:00Z']

function texts(schema: Schema, known: readonly string[]): Arbitrary<unknown> {
  const { minLength = 0, maxLength = 40, format, pattern } = schema
  if (format === 'date') return fc.constantFrom(...DAYS)
  if (format === 'date-time') return fc.constantFrom(...MOMENTS)
  if (schema['x-text'] === 'phone') return fc.constantFrom('13711110001', '13711110002')
  const fits = [...known, ...FORMS].filter(
    one =>
      one.length >= minLength && one.length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(one)),
  )
  if (fits.length > 0) return fc.constantFrom(...fits)
  // fast-check makes nothing out of a pattern that looks ahead.
  if (pattern) return /\(\?[=!<]/.test(pattern) ? fc.constant('x') : fc.stringMatching(new RegExp(pattern))
  return fc
    .constantFrom(...WORDS)
    .map(word =>
      word.repeat(Math.ceil(Math.max(1, minLength) / word.length)).slice(0, Math.max(1, maxLength)),
    )
}

/**
 * Values that fit a schema. Whole numbers are small, so that they often name something that is there.
 * @param all with every field that may be there
 */
export function fitting(
  schema: Schema,
  of: Components,
  known: readonly string[],
  all = false,
  depth = 0,
): Arbitrary<unknown> {
  const at = (one: Schema) => fitting(one, of, known, all, depth + 1)
  if (schema.$ref) return at(of[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(at))
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(at)).map(parts => Object.assign({}, ...parts.map(part => part ?? {})))
  const types = [schema.type ?? []].flat()
  if (types.length > 1) return fc.oneof(...types.map(type => at({ ...schema, type })))
  switch (types[0]) {
    case 'string':
      return texts(schema, known)
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1),
        max: Math.min(schema.maximum ?? 40, Math.max(40, schema.minimum ?? 0)),
      })
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 100, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(at(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      })
    case 'object':
      if (depth > 8) return fc.constant({})
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, at(one)])),
        all ? {} : { requiredKeys: schema.required ?? [] },
      )
    default:
      return fc.constantFrom<unknown>(null, 1, 'any', {}, [])
  }
}

const LONG = '长'.repeat(20_000)
const IDS = Array.from({ length: 2000 }, (_, i) => i + 1)
/** What breaks something somewhere, by what stands there otherwise. */
const DAYS_OF_NOBODY = [
  '0000-01-01',
  '9999-99-99',
  '2026-02-30',
  '9999-12-31',
  '-0001-01-01',
  '+275760-09-13',
]
const MOMENTS_OF_NOBODY = [
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-11-25T25:00:00Z',
  '2026-11-25',
]
const NUMBERS = [0, -1, 0.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 2 ** 63, 1e308, '1e999', 'NaN', '0x10']
const TEXTS = ['a\u0000b', '\ud800', '\u202e\u200b', '', ' ', LONG, "';--", '%00', '__proto__', '\ufeffx']
const SHAPES = [null, true, 7, 'x', [], {}, [null], [[]], IDS, { constructor: { prototype: 1 } }]
const HOSTILE: readonly unknown[] = [...DAYS_OF_NOBODY, ...MOMENTS_OF_NOBODY, ...NUMBERS, ...TEXTS, ...SHAPES]

/** What is put in the place of a value that fits. */
export function hostileTo(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [...NUMBERS, null, 'x']
  if (typeof value === 'boolean' || value === null) return ['x', 2, null]
  if (typeof value !== 'string') return SHAPES
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return [...DAYS_OF_NOBODY, 'x']
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return [...MOMENTS_OF_NOBODY, 'x']
  return /^\d+$/.test(value) ? [...TEXTS, '9'.repeat(30)] : TEXTS
}
const hostile = fc.constantFrom(...HOSTILE)
/** As they stand in an address. */
export const hostileWord = fc.constantFrom(
  ...HOSTILE.map(one => (typeof one === 'string' ? one : JSON.stringify(one)))
    .filter(one => one.isWellFormed())
    .map(one => one.slice(0, 3000)),
)

/** Every place in a value, as the names that lead to it. */
export function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([name, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(name) : name]),
  )
  return [path, ...inner]
}

export function withAt(value: unknown, [name, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (name === undefined) return put
  if (Array.isArray(value)) return value.map((one, i) => (i === name ? withAt(one, rest, put) : one))
  return { ...(value as object), [name]: withAt((value as Record<string, unknown>)[name], rest, put) }
}

/** A value that fits but for one place, or has a field too few or too many. */
export const spoilt = (fits: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc
    .tuple(fits, fc.nat(), hostile, fc.constantFrom('put', 'put', 'put', 'drop', 'add'))
    .map(([value, n, bad, how]) => {
      const places = placesIn(value)
      const at = places[n % places.length] ?? []
      if (how === 'add') return typeof value === 'object' && value ? { ...value, '\u0000extra': bad } : bad
      return withAt(value, at, how === 'drop' ? undefined : bad)
    })
