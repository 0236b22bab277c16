// Hours when two entries become one person, and when they are parted again. Invariant: no minute counts twice, none is lost; what waited
// because of a join counts again when that join ends.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { entriesOf, type Moved } from '../people/service.ts'
import * as kept from './merging-store.ts'
import { factsOf } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

/**
 * After a join what one of the two confirmed or typed for the other has no second person any more, and waits for one; of records that
 * overlap one waits until somebody decides.
 */
export async function reopenMerged(ground: Ground, tx: Tx, { living, merge, by }: Moved): Promise<void> {
  const same = await entriesOf(tx, living)
  await store.lockTotals(tx, same)
  for (const record of await store.behindThemselves(tx, same))
    await takeBack(ground, tx, record, { wait: 'confirmation', merge }, by)
  let last: store.ServiceRecord | undefined
  for (const record of await store.countedBetween(tx, same)) {
    if (last && record.fromAt < last.toAt && record.personId !== last.personId)
      await takeBack(ground, tx, record, { wait: 'overlap', merge }, by)
    else if (!last || record.toAt > last.toAt) last = record
  }
}

/** A counted record waits again, for one thing; what stood behind it is kept with the join that took it back. */
async function takeBack(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  { wait, merge }: { wait: 'confirmation' | 'overlap'; merge: number },
  by: Principal,
) {
  const { confirmedBy, confirmedFor } = record
  await kept.keep(tx, { recordId: record.id, merge, wait, confirmedBy, confirmedFor })
  await store.updateRecord(tx, record.id, {
    state: 'pending',
    waits: [wait],
    countedAt: null,
    ...(wait === 'confirmation' && { confirmedBy: null, confirmedFor: null }),
  })
  await store.addToTotal(tx, record.personId, -record.minutes, -1)
  await tell(tx, {
    at: ground.clock(),
    by,
    kind: 'record.reversed',
    subject: `record:${record.id}`,
    policyId: record.policyId,
    facts: { ...factsOf(record), why: `${wait} after merge` },
  })
}

/**
 * After a parting what the join took back counts again, as it did before, unless it was decided meanwhile; and what only waited because
 * it overlapped an hour of the other's.
 */
export async function settleParted(
  ground: Ground,
  tx: Tx,
  { before, living, merge, by }: Moved,
): Promise<void> {
  const [theirs, own] = [await entriesOf(tx, before), await entriesOf(tx, living)]
  await store.lockTotals(
    tx,
    [...theirs, ...own].sort((a, b) => a - b),
  )
  for (const { recordId, wait, confirmedBy, confirmedFor } of await kept.takeOut(tx, merge))
    await settleAll(ground, tx, [recordId], {
      arrived: [wait],
      by,
      ...(wait === 'confirmation' && { confirmedBy, forPerson: () => confirmedFor }),
    })
  const overlapping = await store.waitingFor(tx, [...theirs, ...own], ['overlap'])
  await settleAll(
    ground,
    tx,
    overlapping.map(record => record.id),
    { arrived: ['overlap'], by },
  )
}
