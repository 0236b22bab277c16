// Leaving a household: an account acts for somebody no longer. Adding is a registration or a claim.
import { demandOwn, type Principal } from '../foundation/access/access.ts'
import { leaveHousehold } from '../foundation/accounts/service.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { entriesOf } from './service.ts'

/** Every entry of theirs that the account acts for; entries and hours stay, and whoever has the document claims them. */
export async function leave(ground: Ground, actor: Principal, personId: number): Promise<void> {
  demandOwn(actor)
  const { accountId } = actor
  await ground.transact(async tx => {
    if (!accountId || !(await leaveHousehold(tx, accountId, await entriesOf(tx, personId))))
      throw notFound('家人', 'The family member')
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      onBehalfOf: personId,
      kind: 'household.left',
      subject: `person:${personId}`,
    })
  })
  ground.sessions.forget()
}
