// Reads the shape of a rule (JSON Schema with words) into fields, and says their values. Pure: the form and the lists are drawn from it.
export type Language = 'zh' | 'en'
type Words = Record<Language, string>
export type Field = {
  name: string
  title: Words | null
  kind: 'number' | 'choice' | 'choices' | 'flag' | 'text' | 'numbers' | 'group' | 'items' | 'other'
  unit: string | null
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

function kindOf(schema: Item): Field['kind'] {
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'boolean') return 'flag'
  if (schema.type === 'string') return Array.isArray(schema.enum) ? 'choice' : 'text'
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

function fieldOf(name: string, schema: Item): Field {
  const items = isItem(schema.items) ? schema.items : {}
  const kind = kindOf(schema)
  const listed = kind === 'choices' ? items.enum : schema.enum
  const words = isItem(schema.words) ? schema.words : {}
  const bounded = kind === 'numbers' ? items : schema
  const stricter = schema.stricter === 'lower' || schema.stricter === 'higher' ? schema.stricter : null
  return {
    name,
    kind,
    title: wordsIn(schema),
    unit: string(bounded.unit),
    min: number(bounded.minimum),
    max: number(bounded.maximum),
    source: string(schema.source),
    group: string(schema.group),
    stricter,
    options: (Array.isArray(listed) ? listed : []).map(id => ({
      id: String(id),
      words: wordsIn(words[String(id)]) ?? { zh: String(id), en: String(id) },
    })),
    variants: kind === 'items' ? variantsOf(items) : kind === 'group' ? variantsOf(schema) : [],
    fixed: schema.fixed === true || (schema.minItems !== undefined && schema.minItems === schema.maxItems),
  }
}

const propertiesOf = (schema: Item): [string, Item][] =>
  isItem(schema.properties)
    ? Object.entries(schema.properties).map(([name, inner]) => [name, isItem(inner) ? inner : {}])
    : []

/** One way, or the several that the shape allows; what tells them apart becomes a choice among them all. */
function variantsOf(schema: Item): Variant[] {
  const ways = [schema.oneOf, schema.anyOf].find(Array.isArray)?.filter(isItem) ?? [schema]
  const consts = ways.map(way => propertiesOf(way).filter(([, inner]) => typeof inner.const === 'string'))
  return ways.map((way, at) => ({
    consts: Object.fromEntries((consts[at] ?? []).map(([name, inner]) => [name, String(inner.const)])),
    fields: propertiesOf(way).map(([name, inner]) => {
      const field = fieldOf(name, inner)
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
    case 'text':
      return ''
    default:
      return []
  }
}

export const fieldsOf = (schema: Item): Field[] =>
  isItem(schema.properties)
    ? Object.entries(schema.properties).map(([name, inner]) => fieldOf(name, isItem(inner) ? inner : {}))
    : []

/** The same value, in whatever order its fields come. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => same(one, b[i]))
  if (!isItem(a) || !isItem(b)) return a === b
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => same(a[name], b[name]))
}

type Say = {
  language: Language
  /** A word of a group of texts. */
  word: (group: string, id: string) => string
  unit: (unit: string, n: number | string) => string
  count: (n: number) => string
  none: string
  off: (title: string) => string
}

export const sayOption = (field: Field, id: string, words: Say): string =>
  field.group
    ? words.word(field.group, id)
    : (field.options.find(one => one.id === id)?.words[words.language] ?? id)

/** A value as a clerk says it: `10 个工作日`, `已实名`, `16 项`. */
export function say(field: Field, value: unknown, words: Say): string {
  const option = (id: unknown) => sayOption(field, String(id), words)
  if (value === undefined || value === null) return '—'
  switch (field.kind) {
    case 'number':
      if (value === 0 && field.min === 0) return words.none
      return field.unit ? words.unit(field.unit, Number(value)) : String(value)
    case 'choice':
      return option(value)
    case 'choices':
      return Array.isArray(value) ? value.map(option).join(words.language === 'zh' ? '、' : ', ') : ''
    case 'flag':
      return value ? '✓' : '—'
    case 'text':
      return String(value)
    case 'numbers': {
      const all = Array.isArray(value) ? value.join(words.language === 'zh' ? '、' : ', ') : ''
      return field.unit ? words.unit(field.unit, all) : all
    }
    case 'group':
      return isItem(value) ? sayItem(field, value, words) : ''
    case 'items':
      return words.count(itemsOf(value).length)
    case 'other':
      return JSON.stringify(value)
  }
}

/** An item of a list in one line: its own words where it has them. */
export const sayItem = (field: Field, item: Item, words: Say): string =>
  variantFor(field, item)
    .fields.filter(one => one.name !== 'id' && one.name !== (words.language === 'zh' ? 'en' : 'zh'))
    .map(one =>
      one.kind === 'flag'
        ? item[one.name]
          ? ''
          : words.off(one.title?.[words.language] ?? one.name)
        : say(one, item[one.name], words),
    )
    .filter(Boolean)
    .join(' · ')

const keyOf = (item: Item, at: number) => String(item.id ?? item.rule ?? at)

/** What became of a list: what came, what went, what is said otherwise. */
export function listChanges(
  field: Field,
  before: unknown,
  after: unknown,
  words: Say,
): { key: string; before: string | null; after: string | null }[] {
  const [old, now] = [before, after].map(
    list => new Map(itemsOf(list).map((item, at) => [keyOf(item, at), item])),
  ) as [Map<string, Item>, Map<string, Item>]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(key => {
    const [was, is] = [old.get(key), now.get(key)]
    if (same(was, is)) return []
    return [
      { key, before: was ? sayItem(field, was, words) : null, after: is ? sayItem(field, is, words) : null },
    ]
  })
}
