// A person's own sign-ups, and giving a place back: by the volunteer, or by the leader.
import { actingFor, demand, type Principal, pathOf } from '../../foundation/access/access.ts'
import { TryAgain, type Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notify } from '../../foundation/notices/notify.ts'
import { notFound } from '../../foundation/refusals.ts'
import { isOwn, isSelf } from '../../people/service.ts'
import { attendanceOf } from '../checkin/store.ts'
import type { OwnSignup } from '../contract.ts'
import { factsOfSlot, released } from '../notices.ts'
import { refuse } from '../refusals.ts'
import { viewSlot } from '../service.ts'
import { slotById, slotsByIds } from '../store.ts'
import type { Signup } from '../tables.ts'
import { promote } from './promotion.ts'
import * as store from './store.ts'

/** Sign-ups as whoever made them sees them, in the order given. */
export async function viewSignups(ground: Ground, signups: readonly Signup[]): Promise<OwnSignup[]> {
  const [slots, attendances] = await Promise.all([
    slotsByIds(
      ground.db,
      signups.map(one => one.slotId),
    ),
    store.attendancesOf(
      ground.db,
      signups.map(one => one.id),
    ),
  ])
  const slotOf = new Map(slots.map(one => [one.id, one]))
  const attendanceOf = new Map(attendances.map(one => [one.signupId, one]))
  const views = signups.map(async one => {
    const slot = slotOf.get(one.slotId)
    const attendance = attendanceOf.get(one.id)
    return (
      slot && {
        id: one.id,
        personId: one.personId,
        state: one.state,
        title: slot.title,
        startsAt: slot.startsAt.toISOString(),
        arrival: one.arrival,
        at: one.at.toISOString(),
        promotedAt: one.promotedAt?.toISOString() ?? null,
        queue: one.state === 'waiting' ? await store.queuePosition(ground.db, one.slotId, one.arrival) : null,
        slot: viewSlot(slot),
        attendance: attendance
          ? {
              inAt: attendance.inAt.toISOString(),
              inHow: attendance.inHow,
              metres: attendance.inEvidence.metres ?? null,
              outAt: attendance.outAt?.toISOString() ?? null,
              outHow: attendance.outHow,
              late: attendance.late,
            }
          : null,
      }
    )
  })
  return (await Promise.all(views)).filter(one => one !== undefined)
}

/** One sign-up of the actor's own or of somebody they act for. @throws Refusal `not-found`. */
export async function ownSignup(ground: Ground, actor: Principal, id: number): Promise<OwnSignup> {
  actingFor(actor)
  const signup = await store.signupById(ground.db, id)
  const mine = signup && (await isOwn(ground.db, actor, signup.personId))
  const [view] = mine ? await viewSignups(ground, [signup]) : []
  if (!view) throw notFound('报名', 'The sign-up')
  return view
}

/** The volunteer gives the place back; whoever waits first moves up. */
export async function withdraw(
  ground: Ground,
  actor: Principal,
  signupId: number,
  reason: string,
): Promise<void> {
  const signup = await store.signupById(ground.db, signupId)
  if (!signup || !(await isOwn(ground.db, actor, signup.personId))) throw notFound('报名', 'The sign-up')
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
  if (!signup || !slot) throw notFound('报名', 'The sign-up')
  demand(actor, 'roster.write', await pathOf(ground.db, slot.nodeId))
  await leave(ground, actor, signup, 'released', reason)
}

/**
 * A living sign-up ends and its place or its turn is free. Call it with the person's busy times and the sign-up locked.
 * @throws Refusal `signup.on-duty` where it is being served
 */
export async function endSignup(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  live: Signup,
  how: 'withdrawn' | 'released',
  reason: string,
): Promise<void> {
  if (await attendanceOf(tx, live.id)) throw refuse('signup.on-duty')
  const at = ground.clock()
  await store.updateSignup(tx, live.id, { state: how, endedAt: at, reason })
  if (live.state === 'admitted') {
    await store.makeFree(tx, live.livingId, live.slotId)
    await store.leavePlace(tx, live.slotId)
  } else await store.leaveQueue(tx, live.slotId)
  await tell(tx, {
    at,
    by: actor,
    onBehalfOf: (await isSelf(tx, actor, live.personId)) ? null : live.personId,
    kind: `signup.${how}`,
    subject: `signup:${live.id}`,
    facts: { slot: live.slotId, person: live.personId, was: live.state },
  })
}

async function leave(
  ground: Ground,
  actor: Principal,
  signup: Signup,
  how: 'withdrawn' | 'released',
  reason: string,
): Promise<void> {
  await ground.transact(async tx => {
    await store.lockBusy(tx, signup.livingId)
    const live = await store.lockSignup(tx, signup.id)
    if (!live || (live.state !== 'admitted' && live.state !== 'waiting')) throw refuse('signup.not-live')
    if (live.livingId !== signup.livingId) throw new TryAgain('somebody was merged beside us')
    const at = ground.clock()
    await endSignup(ground, tx, actor, live, how, reason)
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
