// Slots, seen by whoever may sign up, and told to the rooms above. They are made and stopped in slots.ts; signing up is in
// admission/, what becomes of a sign-up in signups/, being there in checkin/.
import { actingFor, demand, type Principal, whereOf } from '../foundation/access/access.ts'
import { type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import { personFacts } from '../people/service.ts'
import { heldBy } from '../qualifications/held.ts'
import { lacking } from '../qualifications/rules.ts'
import { attendanceById, countServing } from './checkin/store.ts'
import type { SlotView } from './contract.ts'
import { admissionRules } from './policies.ts'
import { eligible } from './rules.ts'
import { collisionsFor, liveStates } from './signups/store.ts'
import * as store from './store.ts'
import type { Slot } from './tables.ts'

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
  needs: slot.needs,
  state: slot.state,
})

/** The slots of a project with what stands between this person and each of them. Strangers see the slots alone. */
export async function slotsForMe(ground: Ground, actor: Principal, projectId: number, forPerson?: number) {
  const slots = await store.slotsOfProject(ground.db, projectId)
  const known = actor.personId !== null || forPerson !== undefined
  if (!known) return slots.map(slot => ({ ...viewSlot(slot), mine: null, obstacle: null }))
  const { personId } = actingFor(actor, forPerson)
  const person = (await personFacts(ground.db, [personId])).get(personId)
  const living = person?.id ?? personId
  const now = ground.clock()
  const rules = admissionRules(ground, now)
  const collisions = new Map(
    (await collisionsFor(ground.db, living, projectId)).map(one => [one.slotId, one.title]),
  )
  const mine = await liveStates(ground.db, living, projectId)
  const held = await heldBy(ground.db, [personId], [...new Set(slots.flatMap(slot => slot.needs))])
  return slots.map(slot => {
    const live = mine.get(slot.id) ?? null
    const other = collisions.get(slot.id)
    const code = person ? eligible(person, slot, now, rules) : 'signup.closed'
    const lacks = lacking(slot.needs, held.get(personId) ?? [], localDay(slot.startsAt))
    const obstacle = live
      ? null
      : code
        ? { code }
        : lacks.length > 0
          ? { code: 'signup.unqualified', lacks }
          : other
            ? { code: 'signup.collides', with: other }
            : null
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
  demand(actor, permission, await whereOf(ground.db, first.nodeId))
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

/** From when to when a slot is. @throws Refusal `not-found` */
export async function spanOfSlot(db: Db, id: number): Promise<{ startsAt: Date; endsAt: Date }> {
  const slot = await store.slotById(db, id)
  if (!slot) throw notFound('班次', 'The shift')
  return slot
}

/** Open shifts from a local day on, of the district ('') or a town: what a change of a rule may touch. */
export const shiftsToCome = (ground: Ground, from: LocalDay, town: string): Promise<number> =>
  store.countShiftsFrom(ground.db, startOfDay(from), town)
