// Hours at one time are a question for somebody: each record that waits for it has a review, open as long as it waits.
// Invariant: where a record waits because it overlaps, one who had no hand in either is asked which of them counts.
import { commandActor, type Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { dropReview, isUnderReview, openReview } from '../foundation/reviews/service.ts'
import { places } from '../places/service.ts'
import { rivalsOf } from './overlap-store.ts'
import { recordPolicies } from './rules.ts'
import * as store from './store.ts'

export const OVERLAP = 'overlap'
export const overlapSubjectOf = (id: number) => `overlap:${id}`

/** Asks, in the transaction that made these wait: at the lowest node above all that they stand beside. */
export async function askWhich(ground: Ground, tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const { district } = await places(ground)
  for (const id of ids) {
    const record = await store.recordById(tx, id)
    if (!record || (await isUnderReview(tx, OVERLAP, overlapSubjectOf(id)))) continue
    const rivals = await rivalsOf(tx, id)
    const lines = (await store.placesOf(tx, [id, ...rivals.map(one => one.id)])).map(one => one.path)
    const above = lines[0]?.filter((node, i) => lines.every(line => line[i] === node)).at(-1)
    await openReview(ground, tx, {
      kind: OVERLAP,
      subject: overlapSubjectOf(id),
      nodeId: above ?? district.nodeId,
      title: `${record.day} ${[record, ...rivals].map(one => one.title).join(' / ')}`.slice(0, 200),
      chain: ground.policies.at(recordPolicies.overlap, localDay(ground.clock()), record.servedTown),
      author: commandActor(district.nodeId), // nobody's: it opens by itself
      concerns: [`record:${id}`, ...rivals.map(one => `record:${one.id}`), `person:${record.personId}`],
    })
  }
}

/** These wait for it no longer. */
export async function askNoMore(
  ground: Ground,
  tx: Tx,
  ids: readonly number[],
  by: Principal | null,
): Promise<void> {
  for (const id of ids) await dropReview(ground, tx, OVERLAP, overlapSubjectOf(id), by)
}
