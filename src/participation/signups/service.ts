// A person's own sign-ups, and giving a place back: by the volunteer, or by the leader.
import { actingFor, demand, type Principal, pathOf } from '../../foundation/access/access.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notify } from '../../foundation/notices/notify.ts'
import { refuse as groundRefuse } from '../../foundation/refusals.ts'
import { attendanceOf } from '../checkin/store.ts'
import { factsOfSlot, released } from '../notices.ts'
import { refuse } from '../refusals.ts'
import { viewSlot } from '../service.ts'
import { slotById } from '../store.ts'
import type { Signup } from '../tables.ts'
import { promote } from './promotion.ts'
import * as store from './store.ts'

export async function ownSignups(ground: Ground, actor: Principal) {
  const { personId } = actingFor(actor)
  const rows = await store.signupsOf(ground.db, [personId, ...actor.actsFor], ground.clock())
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      personId: row.personId,
      state: row.state,
      arrival: row.arrival,
      at: row.at.toISOString(),
      promotedAt: row.promotedAt?.toISOString() ?? null,
      queue: row.state === 'waiting' ? await store.queuePosition(ground.db, row.slotId, row.arrival) : null,
      slot: viewSlot(row.slot),
      attendance: row.attendance && {
        inAt: row.attendance.inAt.toISOString(),
        inHow: row.attendance.inHow,
        metres: row.attendance.inEvidence.metres ?? null,
        outAt: row.attendance.outAt?.toISOString() ?? null,
        outHow: row.attendance.outHow,
        late: row.attendance.late,
      },
    })),
  )
}

/** The volunteer gives the place back; whoever waits first moves up. */
export async function withdraw(
  ground: Ground,
  actor: Principal,
  signupId: number,
  reason: string,
): Promise<void> {
  const signup = await store.signupById(ground.db, signupId)
  if (!signup || (signup.personId !== actor.personId && !actor.actsFor.includes(signup.personId)))
    throw groundRefuse('not-found', { what: '报名' })
  await leave(ground, actor, signup, 'withdrawn', reason)
}

/** The leader releases somebody from the roster, with a reason they will read. */
export async function release(
  ground: Ground,
  actor: Principal,
  signupId: number,
  reason: string,
): Promise<void> {
  demand(actor, 'roster.write')
  const signup = await store.signupById(ground.db, signupId)
  const slot = signup && (await slotById(ground.db, signup.slotId))
  if (!signup || !slot) throw groundRefuse('not-found', { what: '报名' })
  demand(actor, 'roster.write', await pathOf(ground.db, slot.nodeId))
  await leave(ground, actor, signup, 'released', reason)
}

async function leave(
  ground: Ground,
  actor: Principal,
  signup: Signup,
  how: 'withdrawn' | 'released',
  reason: string,
): Promise<void> {
  await ground.transact(async tx => {
    await store.lockBusy(tx, signup.personId)
    const live = await store.lockSignup(tx, signup.id)
    if (!live || (live.state !== 'admitted' && live.state !== 'waiting')) throw refuse('signup.not-live')
    if (await attendanceOf(tx, live.id)) throw refuse('signup.on-duty')
    const at = ground.clock()
    await store.updateSignup(tx, live.id, { state: how, endedAt: at, reason })
    if (live.state === 'admitted') {
      await store.makeFree(tx, live.personId, live.slotId)
      await store.leavePlace(tx, live.slotId)
    } else await store.leaveQueue(tx, live.slotId)
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: actor.personId === live.personId ? null : live.personId,
      kind: `signup.${how}`,
      subject: `signup:${live.id}`,
      facts: { slot: live.slotId, person: live.personId, was: live.state },
    })
    const slot = how === 'released' ? await slotById(tx, live.slotId) : undefined
    if (slot)
      await notify(tx, at, released, {
        to: { person: live.personId },
        subject: `signup:${live.id}`,
        facts: { ...factsOfSlot(slot), reason },
        by: slot.startsAt,
      })
  })
  // The place is given back already: whatever fails now is found by the sweep.
  await promote(ground, signup.slotId).catch(error =>
    ground.log.warn({ err: error, slot: signup.slotId }, 'nobody moved up yet'),
  )
}
