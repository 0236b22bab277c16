// How a duty ends before its term: laid down, ended by who proposes or approves there, or passed on to a successor.
// Invariant: who stands in for a holder goes with the duty, at the same instant.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { type Fact, tell } from '../journal/journal.ts'
import { refuse as groundRefuse } from '../refusals.ts'
import { schedule } from '../timers/timers.ts'
import { demand, may, type Principal } from './access.ts'
import * as grants from './grants.ts'
import { refuse } from './refusals.ts'

/** A free-text reason stays in a row that can be emptied; the journal keeps its keyed hash. */
export const sealedReason = (ground: Ground, reason: string | null | undefined): { [name: string]: Fact } =>
  reason ? { reason: ground.secrets.lookup(reason).toString('base64url') } : {}

export const holdsIt = (actor: Principal, grant: grants.GrantRow) =>
  actor.via === 'session' && actor.personId !== null && actor.personId === grant.personId

/** Ends a duty before its day: the holder lays it down, or who proposes or approves there ends it. */
export async function endAppointment(
  ground: Ground,
  actor: Principal,
  id: number,
  reason: string,
): Promise<void> {
  if (!reason.trim()) throw refuse('grant.reason', {}, 'reason')
  await ground.transact(async tx => {
    const grant = await grants.lockGrant(tx, id)
    if (!grant) throw groundRefuse('not-found', { what: '任用' })
    if (!holdsIt(actor, grant) && !may(actor, 'grant.approve', grant.path))
      demand(actor, 'grant.propose', grant.path)
    if (grant.role === 'team-leader') throw refuse('grant.membership')
    if (grant.state !== 'live') throw refuse('grant.not-live')
    await finish(ground, tx, actor, grant, 'ended', reason)
  })
  ground.sessions.forget()
}

/** Ends a live grant now, and with it whoever stands in for its holder. */
export async function finish(
  ground: Ground,
  tx: Tx,
  actor: Principal | null,
  grant: grants.GrantRow,
  why: grants.EndedWhy,
  reason: string | null,
): Promise<void> {
  const at = ground.clock()
  const before = grant.endedWhy === 'succeeded' && why === 'term' ? 'succeeded' : why
  for (const one of [grant, ...(await grants.deputiesOf(tx, [grant.id]))]) {
    await grants.updateGrant(tx, one.id, {
      state: 'ended',
      endedBy: actor?.personId ?? null,
      endedAt: at,
      endedWhy: before,
      ...(reason !== null && { reason }),
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'grant.ended',
      subject: `grant:${one.id}`,
      facts: { why: before, role: one.role, person: one.personId, ...sealedReason(ground, reason) },
    })
  }
}

/** The predecessor's duty ends when the successor's begins: at once, or on the coming day. */
export async function makeWay(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  id: number,
  from: Date,
): Promise<void> {
  const grant = await grants.lockGrant(tx, id)
  if (grant?.state !== 'live') return
  if (from <= ground.clock()) return finish(ground, tx, actor, grant, 'succeeded', null)
  if (grant.until !== null && grant.until <= from) return
  await grants.updateGrant(tx, id, { until: from, endedWhy: 'succeeded' })
  await schedule(tx, { kind: 'grant.term', subject: `grant:${id}`, at: from })
}
