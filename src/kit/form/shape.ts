// Reads a shape with its words (JSON Schema, of a rule or of a contract) into fields. Pure: every form is drawn from it.
import { type Control, type Fields, type FieldWords, wordsOf } from '../../foundation/shapes/fields.ts'
import type { Words } from '../../foundation/words.ts'

type Plain = 'number' | 'choice' | 'choices' | 'flag' | 'text' | 'numbers' | 'group' | 'items' | 'other'
export type Field = {
  name: string
  title: Words | null
  help: Words | null
  /** What is said where something of another form was given. */
  wants: Words | null
  kind: Plain | 'day' | 'moment' | Control
  /** What its value is, whatever it is filled in by. */
  shaped: Plain | 'day' | 'moment' | 'long'
  /** Has to be filled in; what may be empty is said to be so. */
  required: boolean
  /** Empty is said by null, not by leaving it out. */
  nullable: boolean
  /** Of text: how much it may hold. */
  longest: number | null
  unit: string | null
  /** What stands after a number, where the contract brings its word. */
  after: Words | null
  min: number | null
  max: number | null
  source: string | null
  stricter: 'lower' | 'higher' | null
  /** The group of texts that has the words of what may be chosen, where the shape has none. */
  group: string | null
  /** What may be chosen, and its words. */
  options: { id: string; words: Words }[]
  /** Of items and groups: the ways in which one may be written; most have one. */
  variants: Variant[]
  /** Neither longer nor shorter. */
  fixed: boolean
}
/** What tells this way from the others, and its fields. */
export type Variant = { consts: Record<string, string>; fields: Field[] }
export type Item = Record<string, unknown>

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const itemsOf = (value: unknown): Item[] => (Array.isArray(value) ? value.filter(isItem) : [])
const wordsIn = (value: unknown): Words | null =>
  isItem(value) && typeof value.zh === 'string' && typeof value.en === 'string'
    ? { zh: value.zh, en: value.en }
    : null
const number = (value: unknown) => (typeof value === 'number' ? value : null)
const string = (value: unknown) => (typeof value === 'string' ? value : null)

/** Texts that are typed in a way of their own. */
const TYPED: Readonly<Record<string, Control>> = { phone: 'phone', number: 'identity', secret: 'password' }
/** Longer than this is written on several lines, where the shape does not say. */
const LINE = 120

function textKind(schema: Item): Field['shaped'] {
  if (Array.isArray(schema.enum)) return 'choice'
  if (schema.format === 'date') return 'day'
  if (schema.format === 'date-time') return 'moment'
  if (schema['x-text'] === 'text') return 'long'
  return Number(schema.maxLength ?? 0) > LINE && schema['x-text'] === undefined ? 'long' : 'text'
}

function kindOf(schema: Item): Field['shaped'] {
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'boolean') return 'flag'
  if (schema.type === 'string') return textKind(schema)
  if (schema.type === 'object' || Array.isArray(schema.anyOf)) return 'group'
  if (schema.type !== 'array' || !isItem(schema.items)) return 'other'
  const inner = kindOf(schema.items)
  return inner === 'number'
    ? 'numbers'
    : inner === 'choice'
      ? 'choices'
      : schema.items.type === 'object' || Array.isArray(schema.items.oneOf)
        ? 'items'
        : 'other'
}

/** What may also be null, as what it is otherwise; a part that stands elsewhere by its name, as that part. */
function plainly(schema: Item, parts: Item): { schema: Item; nullable: boolean } {
  const named = string(schema.$ref)?.split('/').at(-1)
  const part = named === undefined ? undefined : parts[named]
  const found = isItem(part) ? { ...part, ...schema } : schema
  if (!Array.isArray(found.anyOf)) return { schema: found, nullable: false }
  const ways = found.anyOf.filter(isItem)
  const [only, ...others] = ways.filter(one => one.type !== 'null')
  if (!only || others.length > 0 || ways.length === 1) return { schema: found, nullable: false }
  return { schema: { ...plainly(only, parts).schema, ...found, anyOf: undefined }, nullable: true }
}

/** What the contract around says of its fields, and the parts that have a name. */
type Around = { fields?: Fields | undefined; path: string[]; parts: Item }
const NOWHERE: Around = { path: [], parts: {} }
const isFields = (value: unknown): value is Fields => isItem(value) && Object.values(value).every(wordsIn)

function fieldOf(name: string, given: Item, around = NOWHERE, required = true): Field {
  const { schema, nullable } = plainly(given, around.parts)
  const path = [...around.path, name]
  const said: FieldWords | undefined = wordsOf(around.fields, path)
  const within = { ...around, path }
  const items = isItem(schema.items) ? schema.items : {}
  const shaped = kindOf(schema)
  const kind = said?.as ?? TYPED[String(schema['x-text'])] ?? shaped
  const listed = kind === 'choices' ? items.enum : schema.enum
  const words = isItem(schema.words) ? schema.words : (said?.options ?? {})
  const bounded = kind === 'numbers' ? items : schema
  const stricter = schema.stricter === 'lower' || schema.stricter === 'higher' ? schema.stricter : null
  return {
    name,
    kind,
    shaped,
    title: said ?? wordsIn(schema),
    help: said?.help ?? null,
    wants: said?.wants ?? null,
    required: required && !nullable,
    nullable,
    longest: number(schema.maxLength),
    unit: string(bounded.unit),
    after: said?.unit ?? null,
    min: number(bounded.minimum),
    max: number(bounded.maximum),
    source: string(schema.source),
    group: string(schema.group),
    stricter,
    options: (Array.isArray(listed) ? listed : []).map(id => ({
      id: String(id),
      words: wordsIn(words[String(id)]) ?? { zh: String(id), en: String(id) },
    })),
    variants:
      shaped === 'items' ? variantsOf(items, within) : shaped === 'group' ? variantsOf(schema, within) : [],
    fixed: schema.fixed === true || (schema.minItems !== undefined && schema.minItems === schema.maxItems),
  }
}

const propertiesOf = (schema: Item): [string, Item][] =>
  isItem(schema.properties)
    ? Object.entries(schema.properties).map(([name, inner]) => [name, isItem(inner) ? inner : {}])
    : []

/** One way, or the several that the shape allows; what tells them apart becomes a choice among them all. */
function variantsOf(schema: Item, around: Around): Variant[] {
  const ways = [schema.oneOf, schema.anyOf].find(Array.isArray)?.filter(isItem) ?? [schema]
  const consts = ways.map(way => propertiesOf(way).filter(([, inner]) => typeof inner.const === 'string'))
  return ways.map((way, at) => ({
    consts: Object.fromEntries((consts[at] ?? []).map(([name, inner]) => [name, String(inner.const)])),
    fields: propertiesOf(way).map(([name, inner]) => {
      const field = fieldOf(name, inner, around, isRequired(way, name))
      if (typeof inner.const !== 'string') return field
      const options = consts
        .flat()
        .filter(([other]) => other === name)
        .map(([, one]) => ({
          id: String(one.const),
          words: wordsIn(one.word) ?? { zh: String(one.const), en: String(one.const) },
        }))
      return { ...field, kind: 'choice' as const, options }
    }),
  }))
}

/** The way in which this one is written: what it says of itself fits, and its fields are there. */
export function variantFor(field: Field, item: Item): Variant {
  const found = field.variants.find(
    one =>
      Object.entries(one.consts).every(([name, is]) => item[name] === is) &&
      one.fields.every(inner => inner.name in item),
  )
  return found ?? field.variants[0] ?? { consts: {}, fields: [] }
}

/** A new one of this way, with whatever an earlier one had that fits. */
export const blankOf = (variant: Variant, from: Item = {}): Item => ({
  ...Object.fromEntries(variant.fields.map(one => [one.name, from[one.name] ?? startOf(one)])),
  ...variant.consts,
})
function startOf(field: Field): unknown {
  switch (field.kind) {
    case 'flag':
      return true
    case 'number':
      return field.min ?? 0
    case 'choice':
      return field.options[0]?.id ?? ''
    case 'group':
      return field.variants[0] ? blankOf(field.variants[0]) : {}
    case 'numbers':
    case 'choices':
    case 'items':
      return []
    default:
      return ''
  }
}

const isRequired = (schema: Item, name: string) =>
  Array.isArray(schema.required) && schema.required.includes(name)

export function fieldsOf(given: Item): Field[] {
  const parts = isItem(given.$defs) ? given.$defs : {}
  const { schema } = plainly(given, parts)
  const around: Around = { path: [], parts, fields: isFields(schema.fields) ? schema.fields : undefined }
  return propertiesOf(schema).map(([name, inner]) => fieldOf(name, inner, around, isRequired(schema, name)))
}

/** The same value, in whatever order its fields come. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => same(one, b[i]))
  if (!isItem(a) || !isItem(b)) return a === b
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => same(a[name], b[name]))
}

/** What a page lets choose from is a choice, whatever the shape says of the text behind it. */
export function drawnAs(field: Field, options: readonly unknown[] | undefined): Field['kind'] {
  if (!options || field.kind === 'person') return field.kind
  return field.kind === 'choices' || field.kind === 'other' ? 'choices' : 'choice'
}
