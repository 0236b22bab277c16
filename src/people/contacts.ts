// People known by name and phone only, and what the desk must know of those who hold duties.
import { demand, holds, type Principal } from '../foundation/access/access.ts'
import type { Holder } from '../foundation/access/kin.ts'
import { provenByCodeAlone } from '../foundation/access/roles.ts'
import { holdAccount, makeAccount } from '../foundation/accounts/service.ts'
import { ageOn, localDay } from '../foundation/clock.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { phoneKey } from './entry.ts'
import { maskName, maskPhone } from './identity.ts'
import * as store from './store.ts'

/** Shown by a masked name, as people are, to whoever reads what they had a hand in. */
export const contactSubject: SubjectKind = {
  kind: 'contact',
  titles: async (ground, ids) =>
    new Map((await store.contactNames(ground.db, ids)).map(one => [one.id, maskName(one.name)])),
  page: () => '/desk/appointments',
  maySee: async (_, actor) => holds(actor, 'grant.read'),
}

const ADULT = 18

/** Notes somebody who may hold a narrow role; they sign in with a code to this phone, unless it is somebody's account already. */
export async function makeContact(
  ground: Ground,
  actor: Principal,
  contact: { name: string; phone: string },
): Promise<number> {
  demand(actor, 'grant.propose')
  return ground.transact(async tx => {
    const at = ground.clock()
    const { id } = await store.insertContact(tx, {
      name: contact.name,
      phoneSealed: ground.secrets.encrypt(contact.phone),
      phoneHash: phoneKey(ground, contact.phone),
      phoneMask: maskPhone(contact.phone),
      madeAt: at,
    })
    await holdAccount(tx, await makeAccount(ground, tx, contact.phone), { contactId: id }, at)
    await tell(tx, { at, by: actor, kind: 'contact.made', subject: `contact:${id}` })
    return id
  })
}

/**
 * Who may be appointed, by a whole phone or volunteer number, masked: for everybody with a desk duty, since a holder on leave
 * names a deputy without seeing people.
 */
export async function findAppointees(ground: Ground, actor: Principal, number: string) {
  if (!actor.proofs.password || !actor.grants.some(grant => !provenByCodeAlone(grant.role)))
    throw groundRefuse('forbidden', { permission: 'grant.propose' })
  const book = await places(ground)
  const found = await store.peopleByNumber(ground.db, number, phoneKey(ground, number))
  return found.map(one => ({
    id: one.id,
    maskedName: maskName(one.name),
    volunteerNo: one.volunteerNo ?? '',
    townName: book.byCode(one.townCode)?.name ?? '',
  }))
}

/** Names of those who hold duties, in full: they act in their office. Ready: a real-name adult in good standing, or any contact. */
export async function holders(
  ground: Ground,
  tx: Tx,
  asked: { people: Map<number, Holder | null>; contacts: Map<number, Holder | null> },
): Promise<void> {
  const today = localDay(ground.clock())
  for (const one of await store.factsOf(tx, [...asked.people.keys()]))
    asked.people.set(one.askedId, {
      name: one.name,
      ready: one.tier === 'real-name' && one.state === 'active' && ageOn(one.birthDate, today) >= ADULT,
    })
  for (const one of await store.contactNames(tx, [...asked.contacts.keys()]))
    asked.contacts.set(one.id, { name: one.name, ready: true })
}
