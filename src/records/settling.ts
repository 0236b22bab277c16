// One reason less to wait for, for one record or a list, in one transaction and a fixed number of statements.
// Lock order: the totals of the persons ascending, then the records ascending.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { type Entry, tell } from '../foundation/journal/journal.ts'
import { settleNotices } from '../foundation/notices/notify.ts'
import { tellCounted } from './notices.ts'
import { askNoMore, askWhich } from './overlap-queue.ts'
import { type ConfirmRefusal, factsOf, recordPolicies, type Wait } from './rules.ts'
import * as store from './store.ts'

type Settlement = {
  arrived: readonly Wait[]
  by: Principal | null
  confirmedBy?: number | null
  /** For whom `by` confirms a record: somebody whose deputy they are, or null. */
  forPerson?: (record: store.ServiceRecord) => number | null
  /** Of the household, whose hours these are. */
  onBehalfOf?: number | null
  /** Asked of each record once it is locked; what it answers leaves the record as it is. */
  judge?: (record: store.ServiceRecord) => ConfirmRefusal | null
}
export type Outcome = 'counted' | 'pending' | ConfirmRefusal

/** With nothing left to wait for a record counts, unless it overlaps one that counts already: then it waits for that. */
export async function settleAll(
  ground: Ground,
  tx: Tx,
  ids: readonly number[],
  how: Settlement,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>()
  if (ids.length === 0) return outcomes
  const livingOf = await store.lockPeopleOf(tx, ids)
  const pending: store.ServiceRecord[] = []
  for (const record of await store.lockRecords(tx, ids)) {
    const no = how.judge?.(record)
    if (no) outcomes.set(record.id, no)
    else if (record.state !== 'pending')
      outcomes.set(record.id, record.state === 'counted' ? 'counted' : 'pending')
    else pending.push(record)
  }
  const left = (record: store.ServiceRecord) => record.waits.filter(wait => !how.arrived.includes(wait))
  const whole = pending.filter(record => left(record).length === 0).map(record => record.id)
  const clashing = await store.clashing(tx, whole)
  const minutes = await store.minutesOfDays(tx, whole)
  const now = ground.clock()
  const changes: store.Change[] = []
  const entries: Entry[] = []
  const counting: store.ServiceRecord[] = []
  for (const record of pending) {
    const living = livingOf.get(record.personId) ?? record.personId
    const confirmedFor = how.forPerson?.(record) ?? null
    const onBehalfOf = confirmedFor ?? how.onBehalfOf ?? null
    let waits = left(record)
    let flags = record.flags
    if (waits.length === 0) {
      const beside = counting.some(
        one =>
          (livingOf.get(one.personId) ?? one.personId) === living &&
          one.fromAt < record.toAt &&
          one.toAt > record.fromAt,
      )
      if (beside || clashing.has(record.id)) waits = ['overlap']
      const day = `${living} ${record.day}`
      const limit = ground.policies.at(recordPolicies.hours, record.day, record.servedTown).value
        .flagDailyMinutes
      const sum = (minutes.get(day) ?? 0) + record.minutes
      if (sum > limit) flags = [...new Set([...flags, 'long-day'])]
      if (waits.length === 0) minutes.set(day, sum)
    }
    const counts = waits.length === 0
    if (counts) counting.push(record)
    outcomes.set(record.id, counts ? 'counted' : 'pending')
    changes.push({
      id: record.id,
      state: counts ? 'counted' : 'pending',
      waits,
      flags,
      confirmedBy: how.confirmedBy === undefined ? record.confirmedBy : how.confirmedBy,
      confirmedFor: how.confirmedBy === undefined ? record.confirmedFor : confirmedFor,
      countedAt: counts ? now.toISOString() : null,
    })
    const subject = `record:${record.id}`
    entries.push(
      counts
        ? {
            at: now,
            by: how.by,
            onBehalfOf,
            kind: 'record.counted',
            subject,
            policyId: record.policyId,
            facts: factsOf(record),
          }
        : {
            at: now,
            by: how.by,
            onBehalfOf,
            kind: 'record.advanced',
            subject,
            facts: { person: record.personId, arrived: [...how.arrived], waits },
          },
    )
  }
  await store.changeRecords(tx, changes)
  const asked = new Set(pending.filter(one => one.waits.includes('overlap')).map(one => one.id))
  const asks = changes.filter(one => one.waits.includes('overlap'))
  await askWhich(
    ground,
    tx,
    asks.filter(one => !asked.has(one.id)).map(one => one.id),
  )
  const still = new Set(asks.map(one => one.id))
  await askNoMore(
    ground,
    tx,
    [...asked].filter(id => !still.has(id)),
    how.by,
  )
  await store.addToTotals(tx, counting)
  await tell(tx, ...entries)
  if (how.arrived.includes('acceptance'))
    await settleNotices(
      tx,
      now,
      changes.map(one => `record:${one.id}`),
    )
  await tellCounted(tx, now, counting)
  return outcomes
}
