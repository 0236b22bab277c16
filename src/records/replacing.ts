// A record ceases to count, and another stands in its place; both stay visible.
// Invariant: what waited only because it overlapped the one that ceased waits no longer.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse, notFound } from '../foundation/refusals.ts'
import { spanOfSlot } from '../participation/service.ts'
import { askNoMore } from './overlap-queue.ts'
import { askedBeside, rivalsOf } from './overlap-store.ts'
import { refuse } from './refusals.ts'
import { factsOf, lastingWaits, placedIn, recordPolicies, roomOf, type Wait } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

type Span = { from: Date; to: Date; minutes: number }

/** Takes a counted or pending record back and puts another in its place. Zero minutes replace it with nothing. */
export async function replace(
  ground: Ground,
  tx: Tx,
  id: number,
  minutes: number,
  by: Principal | null,
  why: string,
): Promise<void> {
  const record = await lockedAlive(tx, id)
  const room = roomOf(record.day, await spanOfSlot(tx, record.slotId), ground.clock())
  if (minutes > room.minutes) throw refuse('record.beyond', { minutes: room.minutes })
  const span = { ...placedIn(record.fromAt, minutes, room), minutes }
  await replaceBy(ground, tx, record, minutes === 0 ? null : span, { by, why })
}

/** @throws Refusal `conflict` where it was replaced already. */
async function lockedAlive(tx: Tx, id: number): Promise<store.ServiceRecord> {
  await store.lockPeopleOf(tx, [id])
  const record = await store.lockRecord(tx, id)
  if (!record) throw notFound('服务记录', 'The service record')
  if (record.state === 'reversed') throw groundRefuse('conflict')
  return record
}

/** The same where it is known what is left, if anything. Call it with the person and the record locked. Answers what stands there now. */
export async function replaceBy(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  left: Span | null,
  told: { by: Principal | null; why: string },
): Promise<number | null> {
  await reverse(ground, tx, record, told)
  const made = left && (await placeInstead(ground, tx, record, left, record.id, told.by))
  await settleBeside(ground, tx, record.id, told.by)
  return made
}

async function reverse(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  { by, why }: { by: Principal | null; why: string },
): Promise<void> {
  await store.updateRecord(tx, record.id, { state: 'reversed', waits: [] })
  if (record.waits.includes('overlap')) await askNoMore(ground, tx, [record.id], by)
  if (record.state !== 'counted') return
  await store.addToTotal(tx, record.personId, -record.minutes, -1)
  await tell(tx, {
    at: ground.clock(),
    by,
    kind: 'record.reversed',
    subject: `record:${record.id}`,
    policyId: record.policyId,
    facts: { ...factsOf(record), why },
  })
}

/** As frozen in `record`, in the place of `replaces`: the decision that put it there is its confirmation. */
async function placeInstead(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  { from, to, minutes }: Span,
  replaces: number,
  by: Principal | null,
): Promise<number> {
  const policy = ground.policies.at(recordPolicies.hours, record.day, record.servedTown)
  const { id: _, ...frozen } = record
  const waits: Wait[] = [...record.waits.filter(wait => lastingWaits.includes(wait)), 'confirmation']
  const [made] = await store.insertRecords(tx, [
    {
      ...frozen,
      minutes,
      fromAt: from,
      toAt: to,
      state: 'pending',
      waits,
      how: 'correction',
      enteredBy: null,
      endedBy: null,
      confirmedBy: null,
      confirmedFor: null,
      countedAt: null,
      replaces,
      policyId: policy.id,
    },
  ])
  if (!made) throw groundRefuse('conflict')
  await tell(tx, {
    at: ground.clock(),
    by,
    kind: 'record.born',
    subject: `record:${made.id}`,
    policyId: policy.id,
    facts: { person: made.personId, replaces, minutes, waits },
  })
  // Asked by one person, granted by another.
  await settleAll(ground, tx, [made.id], {
    arrived: ['confirmation'],
    by,
    confirmedBy: by?.personId ?? record.confirmedBy,
  })
  return made.id
}

/** A record that was set aside stands again, in the place of what was left of it, or of itself. */
export async function putBack(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  rest: store.ServiceRecord | null,
  by: Principal,
): Promise<void> {
  if (rest) await reverse(ground, tx, rest, { by, why: 'parted' })
  const whole = { from: record.fromAt, to: record.toAt, minutes: record.minutes }
  await placeInstead(ground, tx, record, whole, rest?.id ?? record.id, by)
}

/** What waited because it overlapped this record, and overlaps nothing any more, waits no longer. */
async function settleBeside(ground: Ground, tx: Tx, id: number, by: Principal | null): Promise<void> {
  await settleFree(ground, tx, await askedBeside(tx, id), by)
}

/** Of records that wait because they overlap, those that do so no longer count. */
export async function settleFree(
  ground: Ground,
  tx: Tx,
  ids: readonly number[],
  by: Principal | null,
): Promise<void> {
  for (const id of ids)
    if ((await rivalsOf(tx, id)).length === 0) await settleAll(ground, tx, [id], { arrived: ['overlap'], by })
}
