// What other rooms ask: who holds what, for a batch of people in one query, and what somebody lacks, in words.
import { type LocalDay, localDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { listed, type Words } from '../foundation/words.ts'
import { refuse } from './refusals.ts'
import { type Held, type Kind, lacking, qualificationKinds } from './rules.ts'
import * as store from './store.ts'

/** What each of these people holds of some kinds, by the id asked for. Nothing is asked where no kind is named. */
export async function heldBy(
  db: Db,
  people: readonly number[],
  kinds: readonly string[],
): Promise<Map<number, Held[]>> {
  if (people.length === 0 || kinds.length === 0) return new Map()
  return Map.groupBy(await store.heldBy(db, people, kinds), one => one.askedId)
}

/** What each of these people lacks on a day of what is needed then; those who lack nothing are not in it. */
export async function lackingOf(
  db: Db,
  people: readonly number[],
  needs: readonly string[],
  day: LocalDay,
): Promise<Map<number, string[]>> {
  if (needs.length === 0) return new Map()
  const held = await heldBy(db, people, needs)
  return new Map(
    people.flatMap(person => {
      const lacks = lacking(needs, held.get(person) ?? [], day)
      return lacks.length > 0 ? [[person, lacks] as const] : []
    }),
  )
}

const kindsOf = (ground: Ground): readonly Kind[] =>
  ground.policies.at(qualificationKinds, localDay(ground.clock())).value.list

/** Kinds in words, and how to get the first of them. */
export function lackWords(ground: Ground, lacks: readonly string[]): { kinds: Words; way: Words } {
  const named = lacks.map(id => kindsOf(ground).find(one => one.id === id) ?? nameless(id))
  const [first] = named
  return {
    kinds: listed(named.map(({ zh, en }) => ({ zh, en }))),
    way: { zh: first?.wayZh ?? '', en: first?.wayEn ?? '' },
  }
}
const nameless = (id: string) => ({ zh: id, en: id, wayZh: '', wayEn: '' })

/** @throws Refusal for a kind that is not in use today. */
export function demandKinds(ground: Ground, ids: readonly string[], field: string): void {
  const value = ground.policies.at(qualificationKinds, localDay(ground.clock())).value
  const strange = ids.find(id => !inUse(value, id))
  if (strange !== undefined) throw refuse('qualification.kind', { kind: strange }, field)
}

/** The kind as the rules of today have it. @throws Refusal `qualification.kind` */
export function kindNamed(ground: Ground, id: string): Kind {
  const kind = kindsOf(ground).find(one => one.id === id && one.inUse)
  if (!kind) throw refuse('qualification.kind', { kind: id }, 'kind')
  return kind
}
