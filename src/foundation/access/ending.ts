// How a duty ends before its term: laid down, ended by who proposes or approves there, or passed on to a successor.
// Invariant: who stands in for a holder goes with the duty, at the same instant.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { type Fact, tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import { schedule } from '../timers/timers.ts'
import { demand, may, type Principal, proven, unproven } from './access.ts'
import * as grants from './grants.ts'
import { refuse } from './refusals.ts'
import { administrators, roleMay } from './roles.ts'

/** A free-text reason stays in a row that can be emptied; the journal keeps its keyed hash. */
export const sealedReason = (ground: Ground, reason: string | null | undefined): { [name: string]: Fact } =>
  reason ? { reason: ground.secrets.lookup(reason).toString('base64url') } : {}

export const holdsIt = (actor: Principal, grant: grants.GrantRow) =>
  actor.via === 'session' && actor.personId !== null && actor.personId === grant.personId

const endedBy = (grant: grants.GrantRow) =>
  administrators.some(role => role === grant.role)
    ? (['grant.approve'] as const)
    : (['grant.propose', 'grant.approve'] as const)

/** The holder lays it down; others end it where they propose or approve, an administrator's only where they approve. */
export const mayEnd = (actor: Principal, grant: grants.GrantRow): boolean =>
  (holdsIt(actor, grant) && proven(actor, grant)) ||
  endedBy(grant).some(permission => may(actor, permission, grant))

/** @throws Refusal `second-proof` or `forbidden`. */
export function demandEnd(actor: Principal, grant: grants.GrantRow): void {
  if (mayEnd(actor, grant)) return
  if (holdsIt(actor, grant)) throw unproven(actor)
  demand(actor, endedBy(grant)[0], grant)
}

/** The last who approves stays until another does: without one, nobody could be appointed. */
export async function keepAnApprover(ground: Ground, tx: Tx, grant: grants.GrantRow): Promise<void> {
  if (!roleMay(grant.role, 'grant.approve')) return
  const [one, ...others] = await grants.lockApprovers(tx, grant.path, ground.clock())
  if (one?.id === grant.id && others.length === 0) throw refuse('grant.last')
}

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
    if (!grant) throw notFound('任用', 'The appointment')
    demandEnd(actor, grant)
    if (grant.role === 'team-leader') throw refuse('grant.membership')
    if (grant.state !== 'live') throw refuse('grant.not-live')
    await keepAnApprover(ground, tx, grant)
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

/** A locked proposal goes back with its reason. */
export async function sendBack(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  id: number,
  reason: string,
): Promise<void> {
  const at = ground.clock()
  await grants.updateGrant(tx, id, { state: 'returned', decidedBy: actor.personId, decidedAt: at, reason })
  await tell(tx, {
    at,
    by: actor,
    kind: 'grant.returned',
    subject: `grant:${id}`,
    facts: sealedReason(ground, reason),
  })
}

/** The predecessor's duty ends when the successor's begins, and their deputies' with it: at once, or on the coming day. */
export async function makeWay(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  id: number,
  from: Date,
): Promise<void> {
  const grant = await grants.lockGrant(tx, id)
  if (grant?.state !== 'live') return
  if (from <= ground.clock() || from <= grant.since)
    return finish(ground, tx, actor, grant, 'succeeded', null)
  if (grant.until !== null && grant.until <= from) return
  for (const one of [grant, ...(await grants.deputiesOf(tx, [id]))]) {
    if (one.since >= from) await finish(ground, tx, actor, one, 'succeeded', null)
    else if (one.until === null || one.until > from) {
      await grants.updateGrant(tx, one.id, { until: from, endedWhy: 'succeeded' })
      await schedule(tx, { kind: 'grant.term', subject: `grant:${one.id}`, at: from })
    }
  }
}
