// A phone that is somebody else's now: who is meant is recognised by name and document; who is not loses the number here, and the town
// asks them for another. Invariant: nobody is told anything at a number whose new owner said that they are not meant.
import { may, type Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground, QueueItem, QueueSource } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inScope, pathOfPerson } from './desk.ts'
import { answersTo, phoneKey } from './entry.ts'
import { maskName, maskPhone } from './identity.ts'
import * as phones from './phone-store.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'

/** Is one of these people called so, with a document that ends so? */
export async function recognised(
  ground: Ground,
  tx: Tx,
  asked: { people: readonly number[]; name: string; last: string; fits: boolean },
): Promise<void> {
  for (const person of await phones.livingOf(tx, asked.people))
    if (answersTo(ground, person, asked)) asked.fits = true
}

/** Takes the number from those of them who gave it. */
export async function freed(
  ground: Ground,
  tx: Tx,
  { people, phoneName }: { people: readonly number[]; phoneName: string },
): Promise<void> {
  const theirs = (await phones.livingOf(tx, people)).filter(
    person =>
      person.phoneSealed && ground.auth.nameOf(ground.secrets.decrypt(person.phoneSealed)) === phoneName,
  )
  if (theirs.length === 0) return
  const at = ground.clock()
  await phones.freePhones(
    tx,
    theirs.map(one => one.id),
    at,
  )
  await tell(
    tx,
    ...theirs.map(one => ({ at, by: null, kind: 'person.phone-freed', subject: `person:${one.id}` })),
  )
}

/** Staff who have seen the document write down the number that somebody has now. */
export async function renewPhone(ground: Ground, actor: Principal, id: number, phone: string): Promise<void> {
  await inScope(ground, ground.db, actor, id, 'people.verify')
  await ground.transact(async tx => {
    if (actor.personId !== null && (await kinOf(ground, tx, [id])).has(actor.personId))
      throw refuse('verify.self')
    const [person] = await store.lockPeople(tx, [id])
    if (person?.phoneHash) throw refuse('phone.known')
    await store.updatePerson(tx, id, {
      phoneSealed: ground.secrets.encrypt(phone),
      phoneHash: phoneKey(ground, phone),
      phoneMask: maskPhone(phone),
    })
    await phones.settlePhone(tx, id)
    await tell(tx, { at: ground.clock(), by: actor, kind: 'person.phone-renewed', subject: `person:${id}` })
  })
}

/** Looked through for the actor's own; there are few. */
const LOOKED_AT = 500
/** Those who are to be asked for another number. */
export const phonesFreed: QueueSource = {
  permission: 'people.verify',
  async waiting(ground, actor, limit) {
    const items: QueueItem[] = []
    for (const person of await phones.freedPhones(ground.db, LOOKED_AT)) {
      if (items.length === limit) break
      if (!may(actor, 'people.verify', await pathOfPerson(ground, person))) continue
      items.push({
        kind: 'phone-freed',
        subject: `person:${person.id}`,
        title: maskName(person.name),
        from: '',
        page: `/desk/people/${person.id}`,
        dueAt: null,
        overdue: false,
        count: 1,
      })
    }
    return items
  },
}
