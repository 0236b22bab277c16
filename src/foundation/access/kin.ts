// Who is the same human, and who shares a household: asked wherever two people must stand behind something.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { hook } from '../hooks.ts'

/** Listeners add to `kin` who is near to anybody in it: other entries of the same person, members of a household. */
export const nearTo = hook<{ kin: Set<number> }>('access.near-to')

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
