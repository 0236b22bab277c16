// Checking in and out: by the rotating code on the leader's screen, or by the leader's roster. Evidence is kept with each.
import { createHmac } from 'node:crypto'
import type { Principal } from '../../foundation/access/access.ts'
import { addMinutes, localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { hook } from '../../foundation/hooks.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notFound } from '../../foundation/refusals.ts'
import { sameText } from '../../foundation/secrets/secrets.ts'
import { entriesOf, personFacts } from '../../people/service.ts'
import { behindProject } from '../../projects/covered.ts'
import type { RosterEntry } from '../contract.ts'
import { refuse } from '../refusals.ts'
import { type CheckinPolicy, checkinPolicy, codeExpiry, codeWindow, judgeMoment } from '../rules.ts'
import { slotsInScope } from '../service.ts'
import { lockBusy, updateSignup } from '../signups/store.ts'
import type { Attendance, Evidence, Slot } from '../tables.ts'
import * as store from './store.ts'

/** Somebody's attendance is complete: records makes its service records. */
export const attendanceClosed = hook<{
  attendance: Attendance
  slot: Slot
  by: Principal | null
}>('participation.attendance-closed')

const PREFIX = 'YJ1'
/** Of one shift alone: its leader's phone may hold it, and then shows codes without network (web/code-ahead.ts). */
const keyOf = (ground: Ground, shiftId: number) => ground.secrets.checkinMac(`shift.${shiftId}`, 43)
const macOf = (ground: Ground, shiftId: number, window: number) =>
  createHmac('sha256', keyOf(ground, shiftId)).update(`${shiftId}.${window}`).digest('base64url').slice(0, 22)
/** A leader who goes where there is no network has opened the code within these hours. */
const AHEAD_MINUTES = 12 * 60
export const policyOf = (ground: Ground, day: Date): CheckinPolicy =>
  ground.policies.at(checkinPolicy, localDay(day)).value

/** Nobody checks in to what its organiser stopped; what is closed may still be looked back at. */
export const isStopped = (slot: Pick<Slot, 'state'>): boolean =>
  slot.state === 'suspended' || slot.state === 'cancelled'

/** The code to show now, and when to ask for the next one. */
export async function currentCode(ground: Ground, actor: Principal, shiftId: number) {
  const slots = await slotsInScope(ground, actor, shiftId, 'roster.write')
  if (slots.every(isStopped)) throw refuse('checkin.stopped')
  const [first] = slots
  const day = localDay(first.startsAt)
  if ((await behindProject(ground, ground.db, first.projectId)).isUncovered(day))
    throw refuse('checkin.uncovered', { day })
  const now = ground.clock()
  const policy = policyOf(ground, first.startsAt)
  const window = codeWindow(now, policy)
  const until = addMinutes(first.endsAt, policy.closesMinutesAfter)
  const near = now >= addMinutes(first.startsAt, -AHEAD_MINUTES) && now <= until
  const people = await store.rosterOf(
    ground.db,
    slots.map(slot => slot.id),
  )
  return {
    code: `${PREFIX}.${shiftId}.${window}.${macOf(ground, shiftId, window)}`,
    expiresAt: codeExpiry(window, policy).toISOString(),
    nextAt: codeExpiry(window - 1, policy).toISOString(),
    now: now.toISOString(),
    ahead: near
      ? { key: keyOf(ground, shiftId), windowMs: policy.codeSeconds * 500, until: until.toISOString() }
      : null,
    checkedIn: people.filter(one => one.attendanceId !== null).length,
    expected: people.filter(one => one.state === 'admitted' || one.state === 'attended').length,
  }
}

/** Ends an attendance and tells records, in one transaction. Closing what is closed does nothing. */
export async function close(
  ground: Ground,
  tx: Tx,
  by: Principal | null,
  open: Attendance,
  slot: Slot,
  out: Parameters<typeof store.closeAttendance>[2],
  onBehalfOf: number | null = null,
) {
  const closed = await store.closeAttendance(tx, open.id, out)
  if (!closed) return
  await tell(tx, {
    at: ground.clock(),
    by,
    onBehalfOf,
    kind: 'attendance.closed',
    subject: `signup:${open.signupId}`,
    facts: { slot: slot.id, person: open.personId, how: out.outHow, flags: out.flags },
  })
  await ground.hooks.call(attendanceClosed, ground, tx, { attendance: closed, slot, by })
}

/** What a scanned text says. @throws Refusal `checkin.code` for anything our screens did not show. */
export function readCode(ground: Ground, text: string): { shiftId: number; window: number } {
  const [prefix, shift, window, mac, ...rest] = text.trim().split('.')
  const shiftId = Number(shift)
  const at = Number(window)
  if (
    prefix !== PREFIX ||
    rest.length > 0 ||
    !mac ||
    !Number.isSafeInteger(shiftId) ||
    !Number.isSafeInteger(at) ||
    !sameText(mac, macOf(ground, shiftId, at))
  )
    throw refuse('checkin.code')
  return { shiftId, window: at }
}

/** The leader enters somebody by hand: with a reason, never themselves, and the volunteer accepts it on the phone. */
export async function enterByRoster(
  ground: Ground,
  actor: Principal,
  shiftId: number,
  entry: RosterEntry,
): Promise<void> {
  const slots = await slotsInScope(ground, actor, shiftId, 'roster.write')
  const slot = slots.find(one => one.id === entry.slotId)
  if (!slot) throw notFound('岗位', 'The position')
  const person = (await personFacts(ground.db, [entry.personId])).get(entry.personId)
  if (!person) throw notFound('志愿者', 'The volunteer')
  if (actor.personId !== null && (await entriesOf(ground.db, person.id)).includes(actor.personId))
    throw refuse('roster.self')
  if (isStopped(slot)) throw refuse('checkin.stopped')
  const [inAt, outAt, now] = [new Date(entry.inAt), new Date(entry.outAt), ground.clock()]
  if (slot.startsAt > now) throw refuse('roster.not-begun')
  const policy = policyOf(ground, slot.startsAt)
  if (outAt <= inAt || outAt > now || judgeMoment(inAt, slot, policy) || judgeMoment(outAt, slot, policy))
    throw refuse('roster.times')
  await ground.transact(async tx => {
    await lockBusy(tx, person.id)
    const signup = await store.signupInShift(tx, shiftId, person.id)
    if (!signup) throw refuse('checkin.not-on-roster')
    const evidence: Evidence = { by: actor.personId, reason: entry.reason }
    const before = await store.attendanceOf(tx, signup.id)
    if (before?.outAt) throw refuse('checkin.done')
    const open =
      before ??
      (await store.insertAttendance(tx, {
        signupId: signup.id,
        slotId: slot.id,
        personId: signup.personId,
        inAt,
        inHow: 'roster',
        inEvidence: evidence,
        outAt: null,
        outHow: null,
        outEvidence: null,
        enteredBy: actor.personId,
        endedBy: null,
        late: false,
        flags: [],
      }))
    await updateSignup(tx, signup.id, { state: 'attended' })
    await close(ground, tx, actor, open, slot, {
      outAt,
      outHow: 'roster',
      outEvidence: evidence,
      endedBy: actor.personId,
      late: open.late,
      flags: open.flags,
    })
  })
}
