// What the fields of a contract are called: said once beside the contract, for its form and for what the server answers.
import type { Words } from '../words.ts'

/** How a field is filled in, where its shape alone does not tell. */
export type Control =
  | 'long'
  | 'phone'
  | 'identity'
  | 'place'
  | 'person'
  | 'password'
  | 'code'
  | 'file'
  | 'switch'

export type FieldWords = Words & {
  help?: Words
  as?: Control
  unit?: Words
  /** The words of what may be chosen, by value. */
  options?: Readonly<Record<string, Words>>
  /** What is wanted instead, where something of another form was given. */
  wants?: Words
}

/** By name, or by path (`guardian.name`) where a name means two things in one contract. */
export type Fields = Readonly<Record<string, FieldWords>>

/** The words of a field by its path; the places of lists do not count. */
export function wordsOf(
  fields: Fields | undefined,
  path: readonly (string | number)[],
): FieldWords | undefined {
  const names = path.map(String).filter(name => !/^\d+$/.test(name))
  return fields?.[names.join('.')] ?? fields?.[names.at(-1) ?? '']
}
