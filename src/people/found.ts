// "Is this you?": entries under the phone somebody signed in with, which nobody holds. Taken over by name and the last six of the
// document, as one's own or into the household; "not me" and "not my family" tells the town that the phone is another's.
// Invariant: of an entry that was said to be another's nothing more is shown under this phone.
import type { Principal } from '../foundation/access/access.ts'
import { heldAmong, phoneOf } from '../foundation/accounts/service.ts'
import { ageOn, localDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { forgive, spend } from '../foundation/limits/limits.ts'
import { refuse as groundRefuse, notFound } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { askAuthority } from './authority/asking.ts'
import type { FoundClaim, FoundEntry } from './contract.ts'
import { answersTo } from './entry.ts'
import { maskName } from './identity.ts'
import { freed } from './phones.ts'
import { refuse } from './refusals.ts'
import { CLAIMED, takeOver } from './registration.ts'
import { personPolicies } from './rules.ts'
import * as store from './store.ts'

/** Living people under the phone of this account who have no account of their own and are not of its household; none of a token's. */
async function unheld(db: Db, actor: Principal) {
  const phoneName = actor.accountId && (await phoneOf(db, actor.accountId))
  const given = phoneName ? await store.entriesByPhone(db, Buffer.from(phoneName, 'hex')) : []
  const entries: store.Person[] = []
  for (const one of given) {
    const theirs = await store.entriesOf(db, [one.id])
    const acted = theirs.some(id => id === actor.personId || actor.actsFor.includes(id))
    if (!acted && (await heldAmong(db, theirs)).size === 0) entries.push(one)
  }
  return { phoneName: phoneName ?? '', entries }
}

export async function entriesFound(ground: Ground, actor: Principal): Promise<FoundEntry[]> {
  const { entries } = await unheld(ground.db, actor)
  const book = await places(ground)
  const today = localDay(ground.clock())
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  return entries.map(one => ({
    id: one.id,
    maskedName: maskName(one.name),
    sex: one.sex,
    birthYear: Number(one.birthDate.slice(0, 4)),
    townName: book.byCode(one.townCode)?.name ?? '',
    communityName: book.byCode(one.communityCode)?.name ?? '',
    maskedPhone: one.phoneMask,
    source: one.source,
    enteredAt: one.registeredAt.toISOString(),
    guardian:
      one.guardianName && ageOn(one.birthDate, today) < guardianBelow ? maskName(one.guardianName) : null,
  }))
}

/** It is me, or one of my household: name and last six say so. @throws Refusal */
export async function claimFound(ground: Ground, actor: Principal, id: number, said: FoundClaim) {
  if (!said.consent) throw refuse('person.consent', {}, 'consent')
  if (said.as === 'own' && actor.personId !== null) throw refuse('claim.own-already', {}, 'as')
  const seconds = await spend(ground, CLAIMED, actor.accountId ?? '')
  if (seconds > 0) throw groundRefuse('too-many', { seconds })
  const { accountId } = actor
  const as = await ground.transact(async tx => {
    const found = (await unheld(tx, actor)).entries.find(one => one.id === id)
    if (!found || !accountId) throw notFound('登记', 'The registration')
    if (!answersTo(ground, found, said)) throw refuse('claim.wrong', {}, 'last')
    return takeOver(ground, tx, actor, accountId, found, said.as)
  })
  await forgive(ground, CLAIMED, accountId ?? '')
  ground.sessions.forget()
  await askAuthority(ground, id)
  return { personId: id, as }
}

/** Neither me nor my family: the entry loses the phone, and the town asks its person for another. */
export async function notMine(ground: Ground, actor: Principal, id: number): Promise<void> {
  await ground.transact(async tx => {
    const { phoneName, entries } = await unheld(tx, actor)
    if (!entries.some(one => one.id === id)) throw notFound('登记', 'The registration')
    await freed(ground, tx, { people: [id], phoneName })
  })
}
