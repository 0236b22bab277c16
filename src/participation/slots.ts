// Slots are made when a project opens and stop with it: who serves then has served until then.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notify } from '../foundation/notices/notify.ts'
import { projectPublished, projectStopped } from '../projects/service.ts'
import { siteFor } from '../stations/service.ts'
import { close } from './checkin/service.ts'
import { stillInProject } from './checkin/store.ts'
import { cancelled, factsOfSlot } from './notices.ts'
import { lockPeopleOfProject, releaseLive } from './signups/store.ts'
import * as store from './store.ts'

/** Makes the slots of a project that opens, and stops them with it. */
export function participationHooks(hooks: Hooks<Ground>): void {
  hooks.on(projectPublished, async (_, tx, { project, positions, shifts }) => {
    const site = project.siteId === null ? undefined : await siteFor(tx, project.siteId)
    await store.insertSlots(
      tx,
      shifts.flatMap(shift =>
        positions.map(position => ({
          projectId: project.id,
          projectVersion: project.publishedVersion,
          shiftId: shift.id,
          positionId: position.id,
          nodeId: project.nodeId,
          title: project.title,
          positionName: position.name,
          kind: project.kind,
          townCode: project.townCode,
          communityCode: project.communityCode,
          siteId: project.siteId,
          radius: site?.radius ?? null,
          placeName: project.placeName,
          lat: project.lat ?? 0,
          lng: project.lng ?? 0,
          startsAt: shift.startsAt,
          endsAt: shift.endsAt,
          places: position.places,
          minAge: project.minAge,
          highRisk: project.riskLevel === 'high',
          needs: position.needs,
        })),
      ),
    )
  })
  hooks.on(projectStopped, async (inner, tx, { project, how, by }) => {
    if (how !== 'resumed') await lockPeopleOfProject(tx, project.id)
    if (how === 'resumed') await store.setSlotsState(tx, project.id, ['suspended'], 'open')
    else await store.setSlotsState(tx, project.id, ['open', 'suspended'], how)
    if (how === 'cancelled') await releaseAll(inner, tx, project.id, by)
    if (how !== 'resumed') await endServing(inner, tx, project.id, by)
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

/** Whoever serves when it stops has served until then. */
async function endServing(ground: Ground, tx: Tx, projectId: number, by: Principal) {
  const now = ground.clock()
  const serving = await stillInProject(tx, projectId)
  const slots = new Map(
    (await store.slotsByIds(tx, [...new Set(serving.map(one => one.slotId))])).map(one => [one.id, one]),
  )
  for (const open of serving) {
    const slot = slots.get(open.slotId)
    if (!slot) continue
    await close(ground, tx, by, open, slot, {
      outAt: new Date(Math.max(open.inAt.getTime(), Math.min(now.getTime(), slot.endsAt.getTime()))),
      outHow: 'shift-end',
      outEvidence: {},
      endedBy: null,
      late: open.late,
      flags: [...open.flags, 'stopped'],
    })
  }
}
