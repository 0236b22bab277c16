// When two entries become one person, or are parted: their sign-ups go with them, and their time is one. Invariant: nobody holds two places
// at one time, as one person either: whoever does gives one back before they are joined.
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { mergeWeighed, peopleMerged } from '../people/service.ts'
import * as store from './merging-store.ts'
import { refuse } from './refusals.ts'

export function mergingHooks(hooks: Hooks<Ground>): void {
  hooks.on(mergeWeighed, demandApart)
  hooks.on(peopleMerged, async (_, tx, { entries, before, living }) => {
    await store.lockBusy(tx, [before, living])
    await store.moveSignups(tx, entries, before, living)
    await store.busyAnew(tx, [before, living])
  })
}

/** @throws Refusal `merge.collides` with the two that cannot both be kept. */
async function demandApart(ground: Ground, tx: Tx, { from, into }: { from: number; into: number }) {
  await store.lockBusy(tx, [from, into])
  const pair = await store.colliding(tx, from, into, ground.clock())
  if (pair) throw refuse('merge.collides', { held: pair.held, with: pair.with, from: pair.startsAt })
}
