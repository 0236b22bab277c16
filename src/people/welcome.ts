// What somebody new does next: the answer of the real-name authority, and the oath, which is sworn once.
import { actingFor, type Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { authorityOf } from './authority/asking.ts'
import { checkOf } from './authority/store.ts'
import type { Welcome } from './contract.ts'
import { personPolicies } from './rules.ts'
import * as store from './store.ts'

export async function welcome(ground: Ground, actor: Principal): Promise<Welcome> {
  const { personId } = actingFor(actor)
  const person = await store.personById(ground.db, personId)
  if (!person) throw notFound('登记', 'The registration')
  const check = await checkOf(ground.db, personId)
  const authority = authorityOf(ground)
  return {
    volunteerNo: person.volunteerNo,
    tier: person.tier,
    authority: check ? (check.answer ?? 'waits') : 'none',
    simulated: authority?.simulated ?? false,
    oath: ground.policies.at(personPolicies.oath, localDay(ground.clock())).value,
    swornAt: person.oathAt?.toISOString() ?? null,
  }
}

/** For oneself only, and once: swearing again changes nothing. */
export async function swear(ground: Ground, actor: Principal): Promise<void> {
  const { personId } = actingFor(actor)
  await ground.transact(async tx => {
    const [person] = await store.lockPeople(tx, [personId])
    if (!person || person.oathAt) return
    const at = ground.clock()
    const { id } = ground.policies.at(personPolicies.oath, localDay(at))
    await store.updatePerson(tx, personId, { oathAt: at })
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.swore',
      subject: `person:${personId}`,
      policyId: id,
    })
  })
}
