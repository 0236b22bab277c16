// The second person behind an hour: whoever confirms it, or the volunteer who accepts what a leader entered.
import { actingFor, demand, type Principal, standingsOf } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import type { Ground } from '../foundation/ground.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { refuse } from './refusals.ts'
import { judgeConfirm, standingToConfirm } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

/**
 * Confirms records of a list in one transaction and answers each by its id: `counted`, `pending` (it still waits for something
 * else), why it is not this actor's to confirm, or `not-found` where it is not theirs to see.
 */
export async function confirm(
  ground: Ground,
  actor: Principal,
  ids: readonly number[],
): Promise<{ id: number; outcome: string }[]> {
  demand(actor, 'record.confirm')
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  const placed = await store.placesOf(ground.db, wanted)
  const standings = new Map(
    placed
      .map(one => [one.id, standingsOf(actor, 'record.confirm', one.path)] as const)
      .filter(([, each]) => each.length > 0),
  )
  const outcomes = await ground.transact(async tx => {
    const near = actor.personId === null ? new Set<number>() : await kinOf(ground, tx, [actor.personId])
    const by = { personId: actor.personId, near: new Set([...near, ...actor.actsFor]) }
    const nearTo = new Map<number, Set<number>>()
    for (const person of new Set([...standings.values()].flat()))
      if (person !== null) nearTo.set(person, await kinOf(ground, tx, [person]))
    const standing = (record: store.ServiceRecord) =>
      standingToConfirm(record, by, standings.get(record.id) ?? [], nearTo)
    return settleAll(ground, tx, [...standings.keys()], {
      arrived: ['confirmation', 'acceptance'],
      by: actor,
      confirmedBy: actor.personId,
      judge: record => {
        const found = standing(record)
        return 'no' in found ? found.no : null
      },
      forPerson: record => {
        const found = standing(record)
        return 'no' in found ? null : found.forPerson
      },
    })
  })
  return wanted.map(id => ({ id, outcome: outcomes.get(id) ?? 'not-found' }))
}

/** A record of the actor's own, or of somebody they act for. */
export async function ownRecord(ground: Ground, actor: Principal, id: number): Promise<store.ServiceRecord> {
  const { personId } = actingFor(actor)
  const record = await store.recordById(ground.db, id)
  const mine = record && [personId, ...actor.actsFor].includes(record.personId)
  if (!record || !mine) throw groundRefuse('not-found', { what: '服务记录' })
  return record
}

/** The volunteer accepts what a leader entered for them; the leader's own household does not. */
export async function accept(ground: Ground, actor: Principal, id: number): Promise<void> {
  const record = await ownRecord(ground, actor, id)
  const outcomes = await ground.transact(async tx => {
    const near = await kinOf(ground, tx, actor.personId === null ? [] : [actor.personId])
    const by = { personId: actor.personId, near: new Set([...near, ...actor.actsFor]) }
    return settleAll(ground, tx, [id], {
      arrived: ['acceptance'],
      by: actor,
      confirmedBy: record.personId,
      judge: locked => judgeConfirm(locked, by, 'accept'),
    })
  })
  const outcome = outcomes.get(id)
  if (outcome !== undefined && outcome !== 'counted' && outcome !== 'pending') throw refuse(outcome)
}
