// The leader's list of a shift: who is expected, who waits, who has come.
import type { Principal } from '../../foundation/access/access.ts'
import type { Ground } from '../../foundation/ground.ts'
import { maskName } from '../../people/identity.ts'
import { personFacts } from '../../people/service.ts'
import type { RosterView } from '../contract.ts'
import { slotsInScope, viewSlot } from '../service.ts'
import { rosterOf } from './store.ts'

export async function roster(ground: Ground, actor: Principal, shiftId: number): Promise<RosterView> {
  const slots = await slotsInScope(ground, actor, shiftId, 'roster.read')
  const rows = await rosterOf(
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
