// A rule's name, words and shape, declared once in the room that reads it. Pure: forms, checks and readers are all made from it.
import { z } from 'zod'
import { line } from '../http/shapes.ts'

export type Words = { zh: string; en: string }
export const topics = [
  'registration',
  'recruiting',
  'service',
  'certificates',
  'honours',
  'support',
  'emergencies',
  'privacy',
  'statistics',
  'access',
  'reviews',
  'notices',
] as const
type Topic = (typeof topics)[number]

/** What is wrong with a value: the field's path and why, in words. */
export type Fault = { field: string; why: Words }
/** What a proposed value is held against. */
export type Standing<T> = {
  /** In force for the same scope on the day before, where there is one. */
  before: T | null
  /** The district's, where a town proposes its own. */
  district: T | null
}

export type PolicyKey<T> = {
  /** `room.name`, as data/policies.json calls it. */
  key: string
  topic: Topic
  title: Words
  lead: Words
  /**
   * Each field says itself in `.meta()`: `zh`, `en`; `unit` (a word of the rules page); `source`, the article that bounds it; and for
   * what a town may tighten, `stricter`: which way is stricter.
   */
  shape: z.ZodType<T>
  /** What a town may set itself: nothing, anything within the shape, or only what is stricter than the district's. */
  town?: 'free' | 'stricter'
  /** Law that holds between fields or over time; asked when a value is proposed. */
  check?(value: T, standing: Standing<T>): Fault | null
  /** The words of a list that everybody needs to read what is stored: kinds of service, of team … */
  words?(value: T): readonly Word[]
}
/** Any key, for lists of them. */
export type AnyPolicyKey = PolicyKey<unknown>

export const policyKey = <T>(declared: PolicyKey<T>): PolicyKey<T> => declared

/** A whole number between its bounds, with its words. */
export const whole = (
  min: number,
  max: number,
  meta: Words & { unit?: string; source?: string; stricter?: 'lower' | 'higher' },
): z.ZodNumber => z.number().int().min(min).max(max).meta(meta)

/** An entry of a list of kinds: its id is stored, its words are shown; out of use it stays readable. */
export const word = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/)
    .meta({ zh: '代号', en: 'Id' }),
  zh: line(30, 1).meta({ zh: '中文', en: 'Chinese' }),
  en: line(60, 1).meta({ zh: '英文', en: 'English' }),
  inUse: z.boolean().meta({ zh: '在用', en: 'In use' }),
})
export type Word = z.infer<typeof word>
export type WordList = { list: Word[] }

/** A list of kinds. Ids are never taken out, since something stored may carry them. */
export const wordsKey = (
  declared: Pick<PolicyKey<WordList>, 'key' | 'topic' | 'title' | 'lead'>,
): PolicyKey<WordList> => ({
  ...declared,
  shape: z.object({
    list: z
      .array(word)
      .min(1)
      .meta({ ...declared.title }),
  }),
  words: value => value.list,
  check(value, { before }) {
    const ids = value.list.map(one => one.id)
    const twice = ids.findIndex((id, i) => ids.indexOf(id) < i)
    if (twice >= 0)
      return {
        field: `list.${twice}.id`,
        why: { zh: `代号“${ids[twice]}”写了两次`, en: `the id “${ids[twice]}” stands twice` },
      }
    const gone = before?.list.find(one => !ids.includes(one.id))
    if (gone)
      return {
        field: 'list',
        why: {
          zh: `“${gone.zh}”已经用过，不能删去；不再用请改为停用`,
          en: `“${gone.en}” has been used and cannot be taken out; set it out of use instead`,
        },
      }
    return value.list.some(one => one.inUse)
      ? null
      : { field: 'list', why: { zh: '至少要有一项在用', en: 'at least one must be in use' } }
  },
})

/** Is this kind in use? What is stored may be out of use and stays readable. */
export const inUse = (value: WordList, id: string): boolean =>
  value.list.some(one => one.id === id && one.inUse)

const fieldMeta = z.object({
  zh: z.string().optional(),
  en: z.string().optional(),
  stricter: z.enum(['lower', 'higher']).optional(),
})
type FieldMeta = z.infer<typeof fieldMeta>
const metaOf = (field: unknown): FieldMeta =>
  field instanceof z.ZodType ? fieldMeta.parse(field.meta() ?? {}) : {}
const fieldsOf = (key: AnyPolicyKey): [string, FieldMeta][] =>
  key.shape instanceof z.ZodObject
    ? Object.entries(key.shape.shape).map(([name, field]) => [name, metaOf(field)])
    : []

/** The first field in which a town's value is not at least as strict as the district's; null when it is throughout. */
export function laxer(key: AnyPolicyKey, town: unknown, district: unknown): string | null {
  const [ours, theirs] = [town, district] as Record<string, unknown>[]
  for (const [name, meta] of fieldsOf(key)) {
    const [own, base] = [ours?.[name], theirs?.[name]]
    if (typeof own === 'number' && typeof base === 'number' && meta.stricter) {
      if (meta.stricter === 'lower' ? own > base : own < base) return name
    } else if (JSON.stringify(own) !== JSON.stringify(base)) return name
  }
  return null
}

/** The words of a field by its path, for a refusal that names it. */
export function wordsOf(key: AnyPolicyKey, path: string): Words {
  let schema: unknown = key.shape
  let found: FieldMeta = {}
  for (const part of path.split('.')) {
    if (schema instanceof z.ZodObject) schema = schema.shape[part]
    else if (schema instanceof z.ZodArray) schema = schema.element
    const meta = metaOf(schema)
    if (meta.zh) found = meta
  }
  return { zh: found.zh ?? path, en: found.en ?? path }
}
