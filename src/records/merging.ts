// Hours when two entries become one person, and when they are parted again. Invariant: no minute counts twice, none is lost; what waited
// because of a join counts again when that join ends.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import type { Beside } from '../people/contract.ts'
import { entriesOf, type Moved } from '../people/service.ts'
import * as kept from './merging-store.ts'
import { askWhich } from './overlap-queue.ts'
import { overlapsOf } from './overlap-store.ts'
import { standAgain } from './overlaps.ts'
import { settleFree } from './replacing.ts'
import { factsOf } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

/**
 * After a join what one of the two confirmed or typed for the other has no second person any more, and waits for one; records that
 * overlap wait, all of them, until somebody decides which count.
 */
export async function reopenMerged(
  ground: Ground,
  tx: Tx,
  { entries, living, merge, by }: Moved,
): Promise<void> {
  const same = await entriesOf(tx, living)
  await store.lockTotals(tx, same)
  for (const record of await store.behindThemselves(tx, same))
    await takeBack(ground, tx, record, { wait: 'confirmation', merge }, by)
  const beside = await overlapsOf(
    tx,
    entries,
    same.filter(one => !entries.includes(one)),
  )
  const overlapping = beside.map(one => one.id)
  for (const record of await store.lockRecords(tx, overlapping))
    await takeBack(ground, tx, record, { wait: 'overlap', merge }, by)
  await askWhich(ground, tx, overlapping)
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
 * After a parting what the join took back counts again, as it did before; what was set aside for an hour of the other's stands again; and
 * what only waited because it overlapped one waits no longer.
 */
export async function settleParted(ground: Ground, tx: Tx, moved: Moved): Promise<void> {
  const { before, living, merge, by } = moved
  const [theirs, own] = [await entriesOf(tx, before), await entriesOf(tx, living)]
  await store.lockTotals(
    tx,
    [...theirs, ...own].sort((a, b) => a - b),
  )
  for (const { recordId, wait, confirmedBy, confirmedFor } of await kept.takeOut(tx, merge))
    if (wait === 'confirmation')
      await settleAll(ground, tx, [recordId], {
        arrived: [wait],
        by,
        confirmedBy,
        forPerson: () => confirmedFor,
      })
  await standAgain(ground, tx, moved)
  const overlapping = await store.waitingFor(tx, [...theirs, ...own], ['overlap'])
  await settleFree(
    ground,
    tx,
    overlapping.map(record => record.id),
    by,
  )
}

/** What two people have counted, what they will as one, and what overlaps: for the page that weighs it. */
export async function tellBeside(
  tx: Tx,
  { from, into, told }: { from: number; into: number; told: Beside },
): Promise<void> {
  const [some, others] = [await entriesOf(tx, from), await entriesOf(tx, into)]
  const [one, other] = [await store.totalOf(tx, some), await store.totalOf(tx, others)]
  const rows = await overlapsOf(tx, some, others)
  const waiting = rows.reduce((sum, row) => sum + row.minutes, 0)
  told.hours = {
    from: one.minutes,
    into: other.minutes,
    counted: one.minutes + other.minutes - waiting,
    waiting,
  }
  let until = 0
  for (const row of rows) {
    const shown = {
      id: row.id,
      side: some.includes(row.personId) ? ('from' as const) : ('into' as const),
      title: row.title,
      startsAt: row.fromAt.toISOString(),
      endsAt: row.toAt.toISOString(),
      minutes: row.minutes,
    }
    if (row.fromAt.getTime() >= until) told.overlaps.push([shown])
    else told.overlaps.at(-1)?.push(shown)
    until = Math.max(until, row.toAt.getTime())
  }
}
