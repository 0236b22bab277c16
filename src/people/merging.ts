// Two entries of one person made one, and parted again.
import type { Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inScope } from './desk.ts'
import { refuse } from './refusals.ts'
import { peopleMerged } from './service.ts'
import * as store from './store.ts'

/** Joins two entries of one person: `from` points to `into`; records and totals stay where they were made. */
export async function merge(
  ground: Ground,
  actor: Principal,
  from: number,
  into: number,
  reason: string,
): Promise<void> {
  if (from === into) throw refuse('merge.same')
  await inScope(ground, ground.db, actor, from, 'people.merge')
  await inScope(ground, ground.db, actor, into, 'people.merge')
  await ground.transact(async tx => {
    const near = await kinOf(ground, tx, [from, into])
    if (actor.personId !== null && near.has(actor.personId)) throw refuse('merge.own')
    const people = await store.lockPeople(tx, [from, into])
    if (people.some(one => one.mergedInto !== null)) throw refuse('merge.already')
    const at = ground.clock()
    await store.updatePerson(tx, from, { mergedInto: into })
    await store.insertMerge(tx, { fromPerson: from, intoPerson: into, reason, byPerson: actor.personId, at })
    await ground.hooks.call(peopleMerged, ground, tx, { from, into, parted: false, by: actor })
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.merged',
      subject: `person:${from}`,
      facts: { into, reason: ground.secrets.lookup(reason).toString('base64url') },
    })
  })
}

export async function unmerge(ground: Ground, actor: Principal, from: number): Promise<void> {
  await inScope(ground, ground.db, actor, from, 'people.merge')
  await ground.transact(async tx => {
    const [person] = await store.lockPeople(tx, [from])
    if (!person?.mergedInto) throw refuse('merge.none')
    const into = person.mergedInto
    const at = ground.clock()
    await store.updatePerson(tx, from, { mergedInto: null })
    await store.undoMerge(tx, from, at)
    await ground.hooks.call(peopleMerged, ground, tx, { from, into, parted: true, by: actor })
    await tell(tx, { at, by: actor, kind: 'person.parted', subject: `person:${from}`, facts: { into } })
  })
}
