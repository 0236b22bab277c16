// Moving up from the waiting list: after somebody gave a place back, and by the clock where that was lost on the way.
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notify } from '../../foundation/notices/notify.ts'
import { factsOfSlot, promoted } from '../notices.ts'
import { slotById, slotsWithRoom } from '../store.ts'
import type { Signup } from '../tables.ts'
import * as store from './store.ts'

const SLOTS_A_RUN = 500

/**
 * Slots to come with a free place and somebody waiting: a process may have died between the withdrawal and the promotion, a
 * project may have been resumed, or somebody who collided does so no more. Answers how many moved up.
 */
export async function promoteWhereFree(ground: Ground): Promise<number> {
  let moved = 0
  for (const id of await slotsWithRoom(ground.db, ground.clock(), SLOTS_A_RUN))
    moved += await promote(ground, id)
  return moved
}

/**
 * Moves people up while a place is free: a transaction each (look, lock the person, lock the slot, look again). Whoever has
 * meanwhile been admitted elsewhere at the same time stays in the queue and is passed over.
 */
export async function promote(ground: Ground, slotId: number): Promise<number> {
  let moved = 0
  for (let after = 0; ; ) {
    const next = await store.firstWaiting(ground.db, slotId, after, ground.clock())
    if (!next) return moved
    const outcome = await ground.transact(tx => promoteOne(ground, tx, next))
    if (outcome === 'full') return moved
    if (outcome === 'promoted') moved++
    after = next.arrival
  }
}

async function promoteOne(
  ground: Ground,
  tx: Tx,
  waiting: Signup,
): Promise<'promoted' | 'passed-over' | 'full'> {
  await store.ensureBusyRow(tx, waiting.livingId)
  if (!(await store.makeBusy(tx, waiting.livingId, waiting.slotId))) return 'passed-over'
  const at = ground.clock()
  const live = await store.lockSignup(tx, waiting.id)
  const moved =
    live?.state === 'waiting' &&
    live.livingId === waiting.livingId &&
    (await store.promotePlace(tx, waiting.slotId, at))
  if (!moved) {
    await store.makeFree(tx, waiting.livingId, waiting.slotId)
    return live?.state === 'waiting' && live.livingId === waiting.livingId ? 'full' : 'passed-over'
  }
  await store.updateSignup(tx, waiting.id, { state: 'admitted', promotedAt: at })
  await tell(tx, {
    at,
    by: null,
    kind: 'signup.promoted',
    subject: `signup:${waiting.id}`,
    facts: { slot: waiting.slotId, person: waiting.personId, arrival: waiting.arrival },
  })
  const slot = await slotById(tx, waiting.slotId)
  if (slot)
    await notify(tx, at, promoted, {
      to: { person: waiting.personId },
      subject: `signup:${waiting.id}`,
      facts: factsOfSlot(slot),
      by: slot.startsAt,
    })
  return 'promoted'
}
