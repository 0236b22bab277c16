// Who is the same human, and who shares a household: asked wherever two people must stand behind something.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { hook } from '../hooks.ts'

/** Listeners add to `kin` who is near to anybody of `of`: other entries of the same person, members of the household. */
export const nearTo = hook<{ of: readonly number[]; kin: Set<number> }>('access.near-to')

/** The people themselves, all their entries, and everybody who shares a household with them. */
export async function kinOf(ground: Ground, tx: Tx, people: readonly number[]): Promise<Set<number>> {
  const kin = new Set(people)
  if (people.length > 0) await ground.hooks.call(nearTo, ground, tx, { of: people, kin })
  return kin
}
