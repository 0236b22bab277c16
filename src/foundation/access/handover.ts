// When somebody leaves: everything that hangs on them in one list, and one act that ends what is left of it.
import { asHolder, revokeTokensOf, tokensOf } from '../accounts/tokens.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import { reviewQueue } from '../reviews/queue.ts'
import { demand, holds, may, type Principal } from './access.ts'
import { demandEnd, finish, keepAnApprover, mayEnd, sealedReason, sendBack } from './ending.ts'
import * as grants from './grants.ts'
import { entriesOf } from './kin.ts'
import { refuse } from './refusals.ts'

export type Handover = {
  duties: { grant: grants.GrantRow; successor: grants.GrantRow | null; mayEnd: boolean }[]
  /** Duties that the reader does not see. */
  elsewhere: number
  /** What the leaver could act on now, by kind as the queue names it. */
  waits: { kind: string; n: number }[]
  tokens: { id: number; name: string; expiresAt: Date }[]
}

/** What a person leaves behind, for whoever sees a duty of theirs. */
export async function handoverOf(ground: Ground, actor: Principal, personId: number): Promise<Handover> {
  const { all, entries } = await ground.transact(tx => heldBy(ground, tx, actor, personId))
  const held = all.filter(grant => may(actor, 'grant.read', grant))
  const successors = await grants.successorsOf(
    ground.db,
    held.map(row => row.id),
  )
  return {
    duties: held.map(grant => ({
      grant,
      successor: successors.find(one => one.succeeds === grant.id) ?? null,
      mayEnd: grant.role !== 'team-leader' && mayEnd(actor, grant),
    })),
    elsewhere: all.length - held.length,
    waits: await waitsFor(ground, asHolder(personId, held, ground.clock())),
    tokens: await tokensOf(ground.db, [...entries], ground.clock()),
  }
}

const COUNTED_TO = 200
/** The leaver's queue, counted. */
async function waitsFor(ground: Ground, leaver: Principal): Promise<Handover['waits']> {
  const sources = ground.rooms
    .flatMap(room => room.queue ?? [])
    .filter(source => holds(leaver, source.permission))
  const lists = await Promise.all([
    reviewQueue(ground, leaver, COUNTED_TO).then(rows => rows.map(({ kind }) => ({ kind, count: 1 }))),
    ...sources.map(source => source.waiting(ground, leaver, COUNTED_TO)),
  ])
  return [...Map.groupBy(lists.flat(), item => item.kind)].map(([kind, items]) => ({
    kind,
    n: items.reduce((sum, item) => sum + item.count, 0),
  }))
}

async function heldBy(ground: Ground, tx: Tx, actor: Principal, personId: number) {
  demand(actor, 'grant.read')
  const entries = await entriesOf(ground, tx, [personId])
  const all = await grants.dutiesOf(tx, entries, ground.clock())
  if (!all.some(grant => may(actor, 'grant.read', grant)))
    throw notFound('任职的人', 'The holder of this duty')
  return { all, entries }
}

/**
 * Ends every desk duty that a leaver still holds and has no approved successor for a coming day, sends back what is proposed for
 * them where the actor could end it, and revokes their tokens; what is approved at the same moment is either seen here or finds its
 * proposal sent back.
 * Teams they lead stay until their membership is changed. @returns how many duties ended.
 */
export async function leave(
  ground: Ground,
  actor: Principal,
  personId: number,
  reason: string,
): Promise<{ ended: number; tokens: number }> {
  if (!reason.trim()) throw refuse('grant.reason', {}, 'reason')
  const done = await ground.transact(async tx => {
    await grants.lockHolders(tx, await entriesOf(ground, tx, [personId]))
    const { all, entries } = await heldBy(ground, tx, actor, personId)
    const held = all.filter(one => one.role !== 'team-leader')
    // A leader's duty ends with their membership, yet their tokens go by the word of somebody who could end a duty there.
    for (const one of held.length > 0 ? held : all.slice(0, 1)) demandEnd(actor, one)
    let ended = 0
    for (const { id } of held) {
      const grant = await grants.lockGrant(tx, id)
      if (grant?.state !== 'live' || grant.endedWhy === 'succeeded') continue
      await keepAnApprover(ground, tx, grant)
      await finish(ground, tx, actor, grant, 'left', reason)
      ended++
    }
    const at = ground.clock()
    for (const { id } of await grants.proposalsFor(tx, [...entries])) {
      const grant = await grants.lockGrant(tx, id)
      if (grant?.state === 'proposed' && mayEnd(actor, grant)) await sendBack(ground, tx, actor, id, reason)
    }
    const tokens = await revokeTokensOf(tx, [...entries], { at, by: actor.personId })
    await tell(tx, {
      at,
      by: actor,
      kind: 'grant.holder-left',
      subject: `person:${personId}`,
      facts: { ended, tokens, ...sealedReason(ground, reason) },
    })
    return { ended, tokens }
  })
  ground.sessions.forget()
  return done
}
