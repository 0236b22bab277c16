// From what stands in the fields to what is sent, and from what is wrong with it back to the fields. Pure.
// Whatever zod or the server finds lands at a field, or at the form itself where it speaks of none.
import type { z } from 'zod'
import { MISSING, sayIssue, UNCHOSEN } from '../../foundation/shapes/issues.ts'
import type { Language } from '../../foundation/words.ts'
import { type Field, type Item, isItem } from './shape.ts'

export type Values = Record<string, unknown>
/** What is wrong, by the path of the field (`guardian.phone`); at `''` where it is the whole. */
export type Problems = Readonly<Record<string, string>>
export const WHOLE = ''

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (isItem(value) && Object.values(value).every(isEmpty))

/** A value as the contract takes it: what was left empty and may be is left out, or null where that says so. */
function tidied(field: Field, value: unknown): unknown {
  if (!field.required && isEmpty(value)) return field.nullable ? null : undefined
  const [way] = field.variants
  if (field.kind === 'group' && isItem(value) && way) return tidiedAll(way.fields, value)
  if (field.kind === 'items' && Array.isArray(value) && way)
    return value.map(one => (isItem(one) ? tidiedAll(way.fields, one) : one))
  return value === '' && !TEXTS.has(field.kind) ? undefined : value
}
const TEXTS = new Set<Field['kind']>(['text', 'long', 'phone', 'identity', 'password', 'code'])

function tidiedAll(fields: readonly Field[], values: Item): Item {
  const kinds = new Map(fields.map(field => [field.name, field]))
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const field = kinds.get(name)
      const tidy = field ? tidied(field, value) : value
      return tidy === undefined ? [] : [[name, tidy]]
    }),
  )
}

/** Every path at which a field stands, those within groups as well. */
export const pathsOf = (fields: readonly Field[], within = ''): string[] =>
  fields.flatMap(field => {
    const path = within ? `${within}.${field.name}` : field.name
    return field.kind === 'group' ? [path, ...pathsOf(field.variants[0]?.fields ?? [], path)] : [path]
  })

/** The field at which something is said: its own, or that which holds it. */
export function homeOf(path: string, paths: ReadonlySet<string>): string {
  for (let at = path; at !== ''; at = at.split('.').slice(0, -1).join('.')) if (paths.has(at)) return at
  return WHOLE
}

export type Checked<T> = { value: T } | { problems: Problems }

/** What would be sent, or what is wrong with it, each field once and in the reader's words. */
export function checked<Shape extends z.ZodType>(
  shape: Shape,
  fields: readonly Field[],
  values: Values,
  language: Language,
): Checked<z.output<Shape>> {
  const found = shape.safeParse(tidiedAll(fields, values))
  if (found.success) return { value: found.data }
  return { problems: problemsOf(found.error.issues, fields, language) }
}

const CHOSEN = new Set<Field['kind']>(['choice', 'place', 'person', 'day', 'moment', 'file'])
/** Each path once, with the first thing that is wrong there. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  fields: readonly Field[],
  language: Language,
): Problems {
  const problems: Record<string, string> = {}
  for (const issue of issues) {
    const path = issue.path.map(String).join('.')
    const field = fieldAt(fields, path)
    const said = sayIssue(issue, field?.wants ?? undefined)
    problems[path] ??= (said === MISSING && field && CHOSEN.has(field.kind) ? UNCHOSEN : said)[language]
  }
  return problems
}

const PLACE = /^\d+$/
/** The field of a path; the places of a list do not count. */
export function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  const [name, ...rest] = path.split('.').filter(part => !PLACE.test(part))
  const found = fields.find(one => one.name === name)
  return rest.length > 0 && found ? fieldAt(found.variants[0]?.fields ?? [], rest.join('.')) : found
}

/** The value at a path. */
export const valueAt = (values: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) => (Array.isArray(at) ? at[Number(name)] : isItem(at) ? at[name] : undefined),
      values,
    )

/** The values with another one at a path. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [name = '', ...rest] = path.split('.')
  return { ...values, [name]: withinValue(values[name], rest, value) }
}
function withinValue(at: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(at) && PLACE.test(name))
    return at.map((one, i) => (i === Number(name) ? withinValue(one, rest, value) : one))
  return withValue(isItem(at) ? at : {}, path.join('.'), value)
}

/** The problems that are left once a field was written anew: its own, those around and those within are gone. */
export function withoutProblem(problems: Problems, path: string): Problems {
  const kept = Object.entries(problems).filter(
    ([at]) => at !== WHOLE && at !== path && !at.startsWith(`${path}.`) && !path.startsWith(`${at}.`),
  )
  return kept.length === Object.keys(problems).length ? problems : Object.fromEntries(kept)
}
