// Slots: made when a project opens, seen by whoever may sign up, and told to the rooms above.
// Signing up is in admission/, what becomes of a sign-up in signups/, being there in checkin/.
import { actingFor, demand, type Principal, pathOf } from '../foundation/access/access.ts'
import { type LocalDay, startOfDay } from '../foundation/clock.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notify } from '../foundation/notices/notify.ts'
import { notFound } from '../foundation/refusals.ts'
import { personFacts } from '../people/service.ts'
import { projectPublished, projectStopped } from '../projects/service.ts'
import { attendanceById, countServing } from './checkin/store.ts'
import type { SlotView } from './contract.ts'
import { cancelled, factsOfSlot } from './notices.ts'
import { admissionRules } from './policies.ts'
import { eligible } from './rules.ts'
import { collisionsFor, liveStates, lockPeopleOfProject, releaseLive } from './signups/store.ts'
import * as store from './store.ts'
import type { Slot } from './tables.ts'

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
    if (how === 'cancelled') await lockPeopleOfProject(tx, project.id)
    if (how === 'resumed') await store.setSlotsState(tx, project.id, ['suspended'], 'open')
    else await store.setSlotsState(tx, project.id, ['open', 'suspended'], how)
    if (how === 'cancelled') await releaseAll(inner, tx, project.id, by)
  })
}

async function releaseAll(ground: Ground, tx: Tx, projectId: number, by: Principal) {
  const at = ground.clock()
  const released = await releaseLive(tx, projectId, at, 'project cancelled')
  await tell(
    tx,
    ...released.map(one => ({
      at,
      by,
      kind: 'signup.released',
      subject: `signup:${one.id}`,
      facts: { slot: one.slotId, person: one.personId },
    })),
  )
  const slots = new Map(
    (await store.slotsByIds(tx, [...new Set(released.map(one => one.slotId))])).map(one => [one.id, one]),
  )
  await notify(
    tx,
    at,
    cancelled,
    ...released.flatMap(one => {
      const slot = slots.get(one.slotId)
      const told = { to: { person: one.personId }, subject: `signup:${one.id}` }
      return slot ? [{ ...told, facts: factsOfSlot(slot), by: slot.startsAt }] : []
    }),
  )
}

export const viewSlot = (slot: Slot): SlotView => ({
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
    (await collisionsFor(ground.db, personId, projectId)).map(one => [one.slotId, one.title]),
  )
  const mine = await liveStates(ground.db, personId, projectId)
  return slots.map(slot => {
    const live = mine.get(slot.id) ?? null
    const other = collisions.get(slot.id)
    const code = person ? eligible(person, slot, now, rules) : 'signup.closed'
    const obstacle = live ? null : code ? { code } : other ? { code: 'signup.collides', with: other } : null
    return { ...viewSlot(slot), mine: live, obstacle }
  })
}

/** The slots of a shift, if this actor may act on its roster. @throws Refusal. */
export async function slotsInScope(
  ground: Ground,
  actor: Principal,
  shiftId: number,
  permission: 'roster.read' | 'roster.write',
): Promise<[Slot, ...Slot[]]> {
  demand(actor, permission)
  const [first, ...rest] = await store.slotsOfShift(ground.db, shiftId)
  if (!first) throw notFound('班次', 'The shift')
  demand(actor, permission, await pathOf(ground.db, first.nodeId))
  return [first, ...rest]
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
export const servingNow = (ground: Ground): Promise<number> => countServing(ground.db, ground.clock())
export const slotsFrom = (ground: Ground, after: Date) => store.openSlots(ground.db, after)

/** The sign-up an attendance belongs to: the way back from an hour to how it began. */
export const signupOfAttendance = (ground: Ground, attendanceId: number | null) =>
  attendanceId === null
    ? Promise.resolve(null)
    : attendanceById(ground.db, attendanceId).then(one => one?.signupId ?? null)

/** Open shifts from a local day on, of the district ('') or a town: what a change of a rule may touch. */
export const shiftsToCome = (ground: Ground, from: LocalDay, town: string): Promise<number> =>
  store.countShiftsFrom(ground.db, startOfDay(from), town)
