// What slots need of people, known by every process: what a slot needs is fixed when it is made, so a rush asks for it once.
import type { Ground } from '../foundation/ground.ts'
import { heldBy } from '../qualifications/held.ts'
import type { Held } from '../qualifications/rules.ts'
import * as store from './store.ts'

const MOST = 50_000
const known = new WeakMap<Ground, Map<number, readonly string[]>>()

/** The kinds of qualification that each of these slots needs. */
async function needsOf(
  ground: Ground,
  slotIds: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const all = known.get(ground) ?? new Map<number, readonly string[]>()
  if (all.size > MOST) all.clear()
  known.set(ground, all)
  const strange = slotIds.filter(id => !all.has(id))
  if (strange.length > 0)
    for (const { id, needs } of await store.needsOf(ground.db, strange)) all.set(id, needs)
  return new Map(slotIds.map(id => [id, all.get(id) ?? []]))
}

/** What people who ask for slots hold of what these need; nothing is asked where none needs anything. */
export async function heldFor(
  ground: Ground,
  asks: readonly { askedFor: number; slotId: number }[],
): Promise<{ needs: ReadonlyMap<number, readonly string[]>; held: ReadonlyMap<number, readonly Held[]> }> {
  const needs = await needsOf(ground, [...new Set(asks.map(one => one.slotId))])
  const needing = asks.filter(one => (needs.get(one.slotId) ?? []).length > 0)
  const kinds = [...new Set(needing.flatMap(one => needs.get(one.slotId) ?? []))]
  return { needs, held: await heldBy(ground.db, [...new Set(needing.map(one => one.askedFor))], kinds) }
}
