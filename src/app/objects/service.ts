// Gathers what the rooms contribute to each other's objects: panels, measures, what is held of a person.
import { actingFor, holds, type Principal } from '../../foundation/access/access.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notFound, Refusal, refuse } from '../../foundation/refusals.ts'
import { entriesOf } from '../../people/service.ts'

/** The panels of an object that the actor may see, in room order. Each room asks for itself as well; what may not be seen is left out. */
export async function panelsOf(ground: Ground, actor: Principal, of: string, id: number) {
  if (actor.via === 'nobody') throw refuse('signed-out')
  const subject = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === of)
  if (!subject || !(await subject.maySee(ground, actor, id))) return []
  const offered = ground.rooms
    .flatMap(room => room.panels ?? [])
    .filter(one => one.of === of && holds(actor, one.permission))
  const shown = await Promise.all(
    offered.map(one =>
      one.show(ground, actor, id).catch(error => {
        if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return null
        throw error
      }),
    ),
  )
  return offered.flatMap((one, i) => {
    const lines = shown[i]
    return lines ? [{ name: one.name, lines }] : []
  })
}

/**
 * A named value of a subject at the end of a local day.
 * @throws Refusal `not-found` for a measure that no room gives, `forbidden` for a subject out of the actor's scope.
 */
export async function measure(
  ground: Ground,
  actor: Principal,
  name: string,
  id: number,
  day: LocalDay,
): Promise<{ name: string; day: LocalDay; value: number | null }> {
  const given = ground.rooms.flatMap(room => room.measures ?? []).find(one => one.name === name)
  if (!given) throw notFound(`量值“${name}”`, `The measure “${name}”`)
  const subject = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === given.of)
  if (!subject || !(await subject.maySee(ground, actor, id))) throw notFound('这一项', 'This subject')
  return { name, day, value: await given.at(ground, id, day) }
}

/** Everything the rooms hold of the person who asks, entry by entry; that it was taken along is on the journal. */
export async function ownData(ground: Ground, actor: Principal): Promise<Record<string, unknown>> {
  const { personId } = actingFor(actor)
  const ids = await entriesOf(ground.db, personId)
  await ground.transact(tx =>
    tell(tx, { at: ground.clock(), by: actor, kind: 'person.exported', subject: `person:${personId}` }),
  )
  const parts = await Promise.all(
    ground.rooms.flatMap(room =>
      (room.personal ?? []).map(async one => [one.name, await one.export(ground, ids)] as const),
    ),
  )
  return Object.fromEntries(parts)
}
