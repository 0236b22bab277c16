// The second person behind an hour: whoever confirms it, or the volunteer who accepts what a leader entered.
import { actingFor, demand, type Principal, standingsOf } from '../foundation/access/access.ts'
import { entriesOf, kinOf } from '../foundation/access/kin.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import { leadersOf } from '../organizations/service.ts'
import { isOwn, isSelf } from '../people/service.ts'
import { refuse } from './refusals.ts'
import { judgeConfirm, judgeLooked, standingToConfirm } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

/**
 * Confirms records of a list in one transaction and answers each by its id: `counted`, `pending` (it still waits for something
 * else), why it is not this actor's to confirm, or `not-found` where it is not theirs to see.
 * @param looked those that were looked at one by one: what carries a flag is not confirmed with the crowd
 */
export async function confirm(
  ground: Ground,
  actor: Principal,
  ids: readonly number[],
  looked: readonly number[] = [],
): Promise<{ id: number; outcome: string }[]> {
  demand(actor, 'record.confirm')
  const byName = new Set(looked)
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  const outcomes = await ground.transact(async tx => {
    const { mine, standing } = await standingIn(ground, tx, actor, wanted)
    return settleAll(ground, tx, mine, {
      arrived: ['confirmation', 'acceptance'],
      by: actor,
      confirmedBy: actor.personId,
      judge: record => {
        const found = standing(record)
        return 'no' in found ? found.no : judgeLooked(record, byName)
      },
      forPerson: record => {
        const found = standing(record)
        return 'no' in found ? null : found.forPerson
      },
    })
  })
  return wanted.map(id => ({ id, outcome: outcomes.get(id) ?? 'not-found' }))
}

/** Which of these records are the actor's to confirm at all, and as whom each. */
async function standingIn(ground: Ground, tx: Tx, actor: Principal, ids: readonly number[]) {
  const standings = new Map(
    (await store.placesOf(tx, ids))
      .map(one => [one.id, standingsOf(actor, 'record.confirm', one)] as const)
      .filter(([, each]) => each.length > 0),
  )
  const near = actor.personId === null ? new Set<number>() : await kinOf(ground, tx, [actor.personId])
  const by = { personId: actor.personId, near: new Set([...near, ...actor.actsFor]) }
  const nearTo = new Map<number, Set<number>>()
  for (const person of new Set([...standings.values()].flat()))
    if (person !== null) nearTo.set(person, await kinOf(ground, tx, [person]))
  return {
    mine: [...standings.keys()],
    standing: (record: store.ServiceRecord) =>
      standingToConfirm(record, by, standings.get(record.id) ?? [], nearTo),
  }
}

/** What confirming would make of each record that is the actor's to confirm: as `confirm` answers, and nothing is changed. */
export async function weighConfirm(
  ground: Ground,
  actor: Principal,
  ids: readonly number[],
): Promise<{ id: number; outcome: string }[]> {
  demand(actor, 'record.confirm')
  return ground.transact(async tx => {
    const { mine, standing } = await standingIn(ground, tx, actor, ids)
    return (await store.recordsById(tx, mine)).map(record => {
      const found = standing(record)
      const left = record.waits.filter(wait => wait !== 'confirmation' && wait !== 'acceptance')
      return {
        id: record.id,
        outcome:
          'no' in found
            ? found.no
            : (judgeLooked(record, new Set()) ?? (left.length === 0 ? 'counted' : 'pending')),
      }
    })
  })
}

/** A record of the actor's own, or of somebody they act for. */
export async function ownRecord(ground: Ground, actor: Principal, id: number): Promise<store.ServiceRecord> {
  actingFor(actor)
  const record = await store.recordById(ground.db, id)
  if (!record || !(await isOwn(ground.db, actor, record.personId)))
    throw notFound('服务记录', 'The service record')
  return record
}

/** The volunteer accepts what a leader entered for them; the leader's own household does not, nor one leader what another entered. */
export async function accept(ground: Ground, actor: Principal, id: number): Promise<void> {
  const record = await ownRecord(ground, actor, id)
  const outcomes = await ground.transact(async tx => {
    const near = await kinOf(ground, tx, actor.personId === null ? [] : [actor.personId])
    const by = { personId: actor.personId, near: new Set([...near, ...actor.actsFor]) }
    const same = await entriesOf(ground, tx, [record.personId])
    const leads = (await leadersOf(tx, record.teamId)).some(one => same.has(one))
    return settleAll(ground, tx, [id], {
      arrived: ['acceptance'],
      by: actor,
      confirmedBy: record.personId,
      onBehalfOf: (await isSelf(tx, actor, record.personId)) ? null : record.personId,
      judge: locked => judgeConfirm(locked, by, 'accept') ?? (leads ? 'record.leads' : null),
    })
  })
  const outcome = outcomes.get(id)
  if (outcome !== undefined && outcome !== 'counted' && outcome !== 'pending') throw refuse(outcome)
}
