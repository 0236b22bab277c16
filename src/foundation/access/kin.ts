// Who is the same human, and who shares a household: asked wherever two people must stand behind something.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { hook } from '../hooks.ts'

/** Listeners add to `kin` who is near to anybody in it: other entries of the same person, members of a household. */
export const nearTo = hook<{ kin: Set<number> }>('access.near-to')
/** Listeners add the other entries of the same people, and nobody else. */
export const sameAs = hook<{ entries: Set<number> }>('access.same-as')

const FAR_ENOUGH = 4

/** The people themselves, all their entries, and everybody who shares a household with one of these. */
export async function kinOf(ground: Ground, tx: Tx, people: readonly number[]): Promise<Set<number>> {
  const kin = new Set(people)
  // An entry leads to a household, whose member leads to another entry: until nobody is added.
  for (let before = -1, round = 0; kin.size > 0 && before !== kin.size && round < FAR_ENOUGH; round++) {
    before = kin.size
    await ground.hooks.call(nearTo, ground, tx, { kin })
  }
  return kin
}

/** The people themselves and all their entries. */
export async function entriesOf(ground: Ground, tx: Tx, people: readonly number[]): Promise<Set<number>> {
  const entries = new Set(people)
  if (people.length > 0) await ground.hooks.call(sameAs, ground, tx, { entries })
  return entries
}

/**
 * As whom somebody acts on what other people stand behind: as themselves (null) or for one whom they stand in for; or how they are
 * near to it.
 */
export type Apart = { forPerson: number | null } | { near: 'self' | 'kin' | 'stands-for' }

/** @param standings for whom the actor could act there, from `standingsOf` */
export async function apartFrom(
  ground: Ground,
  tx: Tx,
  actor: number,
  standings: readonly (number | null)[],
  behind: readonly number[],
): Promise<Apart> {
  const near = await kinOf(ground, tx, behind)
  if (near.has(actor)) return { near: (await entriesOf(ground, tx, behind)).has(actor) ? 'self' : 'kin' }
  const forPerson = standings.find(one => one === null || !near.has(one))
  return forPerson === undefined ? { near: 'stands-for' } : { forPerson }
}

/** What the desk must know of those who hold duties: their names, and whether they are real-name adults in good standing. */
export type Holder = { name: string; ready: boolean }
/** Listeners fill in those whom they know. */
export const describeHolders = hook<{
  people: Map<number, Holder | null>
  contacts: Map<number, Holder | null>
}>('access.describe-holders')

/** Names of people who act in an office, by id. */
export async function namesOf(ground: Ground, people: readonly number[]): Promise<Map<number, string>> {
  const asked = {
    people: new Map<number, Holder | null>(people.map(id => [id, null])),
    contacts: new Map<number, Holder | null>(),
  }
  if (people.length > 0) await ground.transact(tx => ground.hooks.call(describeHolders, ground, tx, asked))
  return new Map([...asked.people].map(([id, holder]) => [id, holder?.name ?? '']))
}
