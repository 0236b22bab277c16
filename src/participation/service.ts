// Slots, withdrawing, moving up and the roster. Signing up itself is in admission/.
import { actingFor, demand, type Principal, pathOf, scopesOf } from '../foundation/access/access.ts'
import { addDays, atLocal, type LocalDay, startOfDay } from '../foundation/clock.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import { projectPublished, projectStopped } from '../projects/service.ts'
import type { RosterView, SlotView } from './contract.ts'
import { admissionRules } from './policies.ts'
import { refuse } from './refusals.ts'
import { eligible } from './rules.ts'
import * as store from './store.ts'

/** Makes the slots of a project that opens, and stops them with it. */
export function participationHooks(hooks: Hooks<Ground>): void {
  hooks.on(projectPublished, async (_, tx, { project, positions, shifts }) => {
    await store.insertSlots(
      tx,
      shifts.flatMap(shift =>
        positions.map(position => ({
          projectId: project.id,
          shiftId: shift.id,
          positionId: position.id,
          nodeId: project.nodeId,
          title: project.title,
          positionName: position.name,
          kind: project.kind,
          townCode: project.townCode,
          communityCode: project.communityCode,
          placeName: project.placeName,
          lat: project.lat ?? 0,
          lng: project.lng ?? 0,
          startsAt: shift.startsAt,
          endsAt: shift.endsAt,
          places: position.places,
          minAge: project.minAge,
          highRisk: project.riskLevel === 'high',
        })),
      ),
    )
  })
  hooks.on(projectStopped, async (inner, tx, { project, how, by }) => {
    if (how === 'resumed') await store.setSlotsState(tx, project.id, ['suspended'], 'open')
    else await store.setSlotsState(tx, project.id, ['open', 'suspended'], how)
    if (how === 'cancelled') await releaseAll(inner, tx, project.id, by)
  })
}

async function releaseAll(ground: Ground, tx: Tx, projectId: number, by: Principal) {
  const at = ground.clock()
  for (const one of await store.liveSignupsOfProject(tx, projectId)) {
    if (one.state === 'admitted') {
      await store.makeFree(tx, one.personId, one.slotId)
      await store.leavePlace(tx, one.slotId)
    } else await store.leaveQueue(tx, one.slotId)
    await store.updateSignup(tx, one.id, { state: 'released', endedAt: at, reason: 'project cancelled' })
    await tell(tx, {
      at,
      by,
      kind: 'signup.released',
      subject: `signup:${one.id}`,
      facts: { slot: one.slotId, person: one.personId },
    })
  }
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
  const slot = signup && (await store.slotById(ground.db, signup.slotId))
  if (!signup || !slot) throw groundRefuse('not-found', { what: '报名' })
  demand(actor, 'roster.write', await pathOf(ground.db, slot.nodeId))
  await leave(ground, actor, signup, 'released', reason)
}

async function leave(
  ground: Ground,
  actor: Principal,
  signup: store.Signup,
  how: 'withdrawn' | 'released',
  reason: string,
): Promise<void> {
  await ground.transact(async tx => {
    await store.lockBusy(tx, signup.personId)
    const live = await store.lockSignup(tx, signup.id)
    if (!live || (live.state !== 'admitted' && live.state !== 'waiting')) throw refuse('signup.not-live')
    if (await store.attendanceOf(tx, live.id)) throw refuse('signup.on-duty')
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
  })
  await promote(ground, signup.slotId)
}

/**
 * Moves people up while a place is free: a transaction each (look, lock the person, lock the slot, look again). Whoever has
 * meanwhile been admitted elsewhere at the same time stays in the queue and is passed over.
 */
export async function promote(ground: Ground, slotId: number): Promise<number> {
  let promoted = 0
  for (let after = 0; ; ) {
    const next = await store.firstWaiting(ground.db, slotId, after)
    if (!next) return promoted
    const outcome = await ground.transact(tx => promoteOne(ground, tx, next))
    if (outcome === 'full') return promoted
    if (outcome === 'promoted') promoted++
    after = next.arrival
  }
}

async function promoteOne(
  ground: Ground,
  tx: Tx,
  waiting: store.Signup,
): Promise<'promoted' | 'passed-over' | 'full'> {
  await store.ensureBusyRow(tx, waiting.personId)
  if (!(await store.makeBusy(tx, waiting.personId, waiting.slotId))) return 'passed-over'
  const at = ground.clock()
  const live = await store.lockSignup(tx, waiting.id)
  const moved = live?.state === 'waiting' && (await store.promotePlace(tx, waiting.slotId))
  if (!moved) {
    await store.makeFree(tx, waiting.personId, waiting.slotId)
    return live?.state === 'waiting' ? 'full' : 'passed-over'
  }
  await store.updateSignup(tx, waiting.id, { state: 'admitted', promotedAt: at })
  await tell(tx, {
    at,
    by: null,
    kind: 'signup.promoted',
    subject: `signup:${waiting.id}`,
    facts: { slot: waiting.slotId, person: waiting.personId, arrival: waiting.arrival },
  })
  return 'promoted'
}

export const viewSlot = (slot: store.Slot): SlotView => ({
  id: slot.id,
  projectId: slot.projectId,
  shiftId: slot.shiftId,
  title: slot.title,
  positionName: slot.positionName,
  kind: slot.kind as SlotView['kind'],
  placeName: slot.placeName,
  lat: slot.lat,
  lng: slot.lng,
  startsAt: slot.startsAt.toISOString(),
  endsAt: slot.endsAt.toISOString(),
  places: slot.places,
  admitted: slot.admitted,
  waiting: slot.waiting,
  minAge: slot.minAge,
  highRisk: slot.highRisk,
  state: slot.state,
})

/** The slots of a project with what stands between this person and each of them. Strangers see the slots alone. */
export async function slotsForMe(ground: Ground, actor: Principal, projectId: number, forPerson?: number) {
  const slots = await store.slotsOfProject(ground.db, projectId)
  const known = actor.personId !== null || forPerson !== undefined
  if (!known) return slots.map(slot => ({ ...viewSlot(slot), mine: null, obstacle: null }))
  const { personId } = actingFor(actor, forPerson)
  const person = (await personFacts(ground.db, [personId])).get(personId)
  const now = ground.clock()
  const rules = admissionRules(ground, now)
  const collisions = new Map(
    (await store.collisionsFor(ground.db, personId, projectId)).map(one => [one.slotId, one.title]),
  )
  const mine = new Map(
    (await store.signupsOf(ground.db, [personId], now, 500)).map(one => [one.slotId, one.state]),
  )
  return slots.map(slot => {
    const state = mine.get(slot.id)
    const live = state === 'admitted' || state === 'waiting' || state === 'attended' ? state : null
    const other = collisions.get(slot.id)
    const code = person ? eligible(person, slot, now, rules) : 'signup.closed'
    const obstacle = live ? null : code ? { code } : other ? { code: 'signup.collides', with: other } : null
    return { ...viewSlot(slot), mine: live, obstacle }
  })
}

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

/** The slots of a shift, if this actor may act on its roster. @throws Refusal. */
export async function slotsInScope(
  ground: Ground,
  actor: Principal,
  shiftId: number,
  permission: 'roster.read' | 'roster.write',
): Promise<[store.Slot, ...store.Slot[]]> {
  demand(actor, permission)
  const [first, ...rest] = await store.slotsOfShift(ground.db, shiftId)
  if (!first) throw groundRefuse('not-found', { what: '班次' })
  demand(actor, permission, await pathOf(ground.db, first.nodeId))
  return [first, ...rest]
}

export async function roster(ground: Ground, actor: Principal, shiftId: number): Promise<RosterView> {
  const slots = await slotsInScope(ground, actor, shiftId, 'roster.read')
  const rows = await store.rosterOf(
    ground.db,
    slots.map(slot => slot.id),
  )
  const facts = await personFacts(
    ground.db,
    rows.map(row => row.personId),
  )
  const [first] = slots
  return {
    shiftId,
    projectId: first.projectId,
    title: first.title,
    startsAt: first.startsAt.toISOString(),
    endsAt: first.endsAt.toISOString(),
    placeName: first.placeName,
    slots: slots.map(viewSlot),
    people: rows.map(row => ({
      signupId: row.id,
      slotId: row.slotId,
      personId: row.personId,
      state: row.state,
      arrival: row.arrival,
      maskedName: maskName(facts.get(row.personId)?.name ?? ''),
      maskedPhone: facts.get(row.personId)?.phoneMask ?? '',
      inAt: row.inAt?.toISOString() ?? null,
      outAt: row.outAt?.toISOString() ?? null,
      inHow: row.inHow,
      late: row.late ?? false,
      flags: row.flags ?? [],
    })),
  }
}

/** The shifts of a local day in the actor's scope: who is expected, who has come. */
export async function shiftsOn(ground: Ground, actor: Principal, day: LocalDay) {
  demand(actor, 'roster.read')
  const shifts = await store.shiftsBetween(
    ground.db,
    scopesOf(actor, 'roster.read'),
    atLocal(day, '00:00'),
    atLocal(addDays(day, 1), '00:00'),
  )
  return shifts.map(one => ({
    ...one,
    startsAt: one.startsAt.toISOString(),
    endsAt: one.endsAt.toISOString(),
  }))
}

/** Fresh counters of slots, for rooms that hold copies. */
export const slotCounters = (ground: Ground, ids: number[]) =>
  ids.length === 0 ? Promise.resolve([]) : store.countersOf(ground.db, ids)
/** Slots by id, for telling what happened in them. */
export const slotsNamed = async (ground: Ground, ids: number[]) =>
  new Map(
    (ids.length === 0 ? [] : await store.slotsByIds(ground.db, ids)).map(one => [
      one.id,
      { title: one.title, townCode: one.townCode },
    ]),
  )
/** How many are checked in and not yet out. */
export const servingNow = (ground: Ground): Promise<number> => store.countServing(ground.db, ground.clock())
export const slotsFrom = (ground: Ground, after: Date) => store.openSlots(ground.db, after)

/** The sign-up an attendance belongs to: the way back from an hour to how it began. */
export const signupOfAttendance = (ground: Ground, attendanceId: number | null) =>
  attendanceId === null
    ? Promise.resolve(null)
    : store.attendanceById(ground.db, attendanceId).then(one => one?.signupId ?? null)

/** Open shifts from a local day on, of the district ('') or a town: what a change of a rule may touch. */
export const shiftsToCome = (ground: Ground, from: LocalDay, town: string): Promise<number> =>
  store.countShiftsFrom(ground.db, startOfDay(from), town)
