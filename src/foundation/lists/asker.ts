// In whose name long work on a list is done: whoever asked, with what they held then and still hold when it runs.
import { type Grant, type Principal, pathOf } from '../access/access.ts'
import { heldBy } from '../access/grants.ts'
import type { Ground } from '../ground.ts'

const same = (a: Grant, b: Grant) =>
  a.role === b.role &&
  (a.sector ?? null) === (b.sector ?? null) &&
  (a.caseOf ?? null) === (b.caseOf ?? null) &&
  (a.deputyFor ?? null) === (b.deputyFor ?? null)

export async function stillHolding(ground: Ground, asker: Principal): Promise<Principal> {
  if (asker.via === 'command') return asker
  const held = await heldBy(
    ground.db,
    { personId: asker.personId, contactId: asker.contactId ?? null },
    ground.clock(),
  )
  const grants: Grant[] = []
  for (const grant of asker.grants) {
    // A token's grants are cut to its node: what covers that node from above is still held there.
    const path = await pathOf(ground.db, grant.nodeId)
    if (held.some(one => same(one, grant) && path.includes(one.nodeId))) grants.push(grant)
  }
  return { ...asker, grants }
}
