// Somebody lives elsewhere from today on. Invariant: where they lived on an earlier day stays as it was, and so do the figures of that day.
import { actingFor, type Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { addDays, type LocalDay, localDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { inScope } from './desk.ts'
import { refuse } from './refusals.ts'
import * as residences from './residence-store.ts'
import { personPolicies } from './rules.ts'
import { personFacts } from './service.ts'
import * as store from './store.ts'

/**
 * The person says so on the phone, or who acts for them.
 * @throws Refusal `move.lately` within the days of the rule after the last one, `move.same`, `person.place`
 */
export async function moveOwn(
  ground: Ground,
  actor: Principal,
  { communityCode, for: forPerson }: { communityCode: string; for?: number | undefined },
): Promise<void> {
  const { personId, onBehalfOf } = actingFor(actor, forPerson)
  const living = (await personFacts(ground.db, [personId])).get(personId)
  if (!living) throw notFound('您的登记', 'Your registration')
  await ground.transact(async tx => {
    await store.lockPeople(tx, [living.id])
    const today = localDay(ground.clock())
    const { days } = ground.policies.at(personPolicies.moving, today).value
    const last = await residences.lastMove(tx, living.id)
    if (last && today < addDays(last, days)) throw refuse('move.lately', { day: last })
    await move(ground, tx, living.id, communityCode, { by: actor, how: 'self', onBehalfOf })
  })
}

/** Staff of the home note it, having seen what shows it; nobody their own nor their household's. */
export async function moveAtStation(
  ground: Ground,
  actor: Principal,
  id: number,
  { communityCode, reason }: { communityCode: string; reason: string },
): Promise<void> {
  await inScope(ground, ground.db, actor, id, 'people.verify')
  await ground.transact(async tx => {
    if (actor.personId !== null && (await kinOf(ground, tx, [id])).has(actor.personId))
      throw refuse('verify.self')
    await move(ground, tx, id, communityCode, { by: actor, how: 'staff', reason })
  })
}

async function move(
  ground: Ground,
  tx: Tx,
  id: number,
  communityCode: string,
  told: { by: Principal; how: 'self' | 'staff'; onBehalfOf?: number | null; reason?: string },
): Promise<void> {
  const community = (await places(ground)).byCode(communityCode)
  if (community?.level !== 'community') throw refuse('person.place', {}, 'communityCode')
  const [person] = await store.lockPeople(tx, [id])
  if (!person) throw notFound('志愿者', 'The volunteer')
  if (person.communityCode === communityCode) throw refuse('move.same', {}, 'communityCode')
  const at = ground.clock()
  await residences.leave(tx, {
    personId: id,
    communityCode: person.communityCode,
    townCode: person.townCode,
    until: localDay(at),
    at,
    byPerson: told.by.personId,
    how: told.how,
  })
  await store.updatePerson(tx, id, { communityCode, townCode: community.parentCode ?? '' })
  await tell(tx, {
    at,
    by: told.by,
    onBehalfOf: told.onBehalfOf ?? null,
    kind: 'person.moved',
    subject: `person:${id}`,
    facts: {
      from: person.communityCode,
      to: communityCode,
      how: told.how,
      ...(told.reason && { reason: ground.secrets.lookup(told.reason).toString('base64url') }),
    },
  })
}

/** Where somebody lived on a day: what an hour of that day counts for. */
export async function homeOn(
  db: Db,
  person: { id: number; communityCode: string; townCode: string },
  day: LocalDay,
): Promise<{ communityCode: string; townCode: string }> {
  return (await residences.before(db, person.id, day)) ?? person
}
