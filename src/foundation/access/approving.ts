// A proposed duty is approved or sent back: it holds by a date or with a named case.
// Invariant: proposer and approver are two people, neither the appointee nor of their family; no two live duties of one person exclude each other.
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import { schedule } from '../timers/timers.ts'
import { demand, holds, type Principal, pathOf, standingsOf } from './access.ts'
import { checksOf } from './checks.ts'
import { makeWay, sendBack } from './ending.ts'
import * as grants from './grants.ts'
import { apartFrom, entriesOf } from './kin.ts'
import { refuse } from './refusals.ts'
import { roleWords } from './words.ts'

export type Standing =
  | { forPerson: number | null }
  | { no: 'own-proposal' | 'kin' | 'stands-for' | 'forbidden' }
/** As whom this actor may approve it, the checks aside; or why not. Who is stood in for is as near as who stands in. */
export async function standingOf(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  grant: grants.GrantRow,
): Promise<Standing> {
  const standings = standingsOf(actor, 'grant.approve', grant)
  if (standings.length === 0) return { no: 'forbidden' }
  if (actor.personId === null) return { forPerson: null }
  const proposers = [grant.proposedBy, grant.proposedFor].filter(person => person !== null)
  if ((await entriesOf(ground, tx, proposers)).has(actor.personId)) return { no: 'own-proposal' }
  const original = grant.deputyFor === null ? undefined : await grants.grantById(tx, grant.deputyFor)
  const parties = [grant.personId, original?.personId].filter(person => person != null)
  const apart = await apartFrom(ground, tx, actor.personId, standings, [...proposers, ...parties])
  return 'near' in apart ? { no: apart.near === 'self' ? 'kin' : apart.near } : apart
}

/** Approves a proposal; it holds from its first day, or from now where that is past, and whom it succeeds ends then. */
export async function approve(ground: Ground, actor: Principal, id: number): Promise<void> {
  demand(actor, 'grant.approve')
  await ground.transact(async tx => {
    const grant = await lockProposal(ground, tx, id)
    const at = ground.clock()
    const standing = await standingOf(ground, tx, actor, grant)
    if ('no' in standing)
      throw standing.no === 'forbidden'
        ? groundRefuse('forbidden', { permission: 'grant.approve' })
        : refuse(`grant.${standing.no}`)
    if (grant.until !== null && grant.until <= at) throw refuse('grant.term')
    const failed = (await checksOf(ground, tx, grant)).find(check => !check.met)
    if (failed?.name === 'exclusive')
      throw refuse('grant.excluded', {
        role: roleWords[grant.role],
        other: failed.other ? roleWords[failed.other] : '',
      })
    if (failed) throw refuse(failed.name === 'registered' ? 'grant.person' : 'grant.second-factor')
    if (grant.deputyFor !== null) {
      const original = await grants.lockGrant(tx, grant.deputyFor)
      if (original?.state !== 'live' || (original.until !== null && original.until <= at))
        throw refuse('grant.not-live')
      if (original.until !== null && (grant.until === null || grant.until > original.until))
        throw refuse('grant.deputy')
    }
    const since = grant.since > at ? grant.since : at
    await grants.updateGrant(tx, id, { state: 'live', since, decidedBy: actor.personId, decidedAt: at })
    if (grant.succeeds !== null) await makeWay(ground, tx, actor, grant.succeeds, since)
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: standing.forPerson,
      kind: 'grant.approved',
      subject: `grant:${id}`,
      facts: { ...grants.dutyFacts({ ...grant, since }), succeeds: grant.succeeds },
    })
  })
  ground.sessions.forget()
}

/** Holders first, then the grant: two approvals of one person are one after the other, and of one grant only the first finds it. */
async function lockProposal(ground: Ground, tx: Tx, id: number): Promise<grants.GrantRow> {
  const seen = await grants.grantById(tx, id)
  if (!seen) throw notFound('任用', 'The appointment')
  if (seen.personId !== null) await grants.lockHolders(tx, await entriesOf(ground, tx, [seen.personId]))
  const grant = await grants.lockGrant(tx, id)
  if (grant?.state !== 'proposed') throw refuse('grant.decided')
  return grant
}

/** Sends a proposal back with a reason; who proposed it takes it back by themselves, not by a token. */
export async function returnProposal(
  ground: Ground,
  actor: Principal,
  id: number,
  reason: string,
): Promise<void> {
  if (!reason.trim()) throw refuse('grant.reason', {}, 'reason')
  await ground.transact(async tx => {
    const seen = await grants.grantById(tx, id)
    const mine = actor.personId === null ? [] : await entriesOf(ground, tx, [actor.personId])
    const own = actor.via === 'session' && [...mine].some(person => person === seen?.proposedBy)
    if (!seen || !(own || holds(actor, 'grant.read'))) throw notFound('任用', 'The appointment')
    if (!own) demand(actor, 'grant.approve', seen)
    await lockProposal(ground, tx, id)
    await sendBack(ground, tx, actor, id, reason)
  })
}

/** A security administrator by whoever stands at the machine: only while nobody approves appointments. */
export async function appointFirst(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  first: { personId: number; nodeId: number; until: Date },
): Promise<number> {
  const at = ground.clock()
  if ((await grants.lockApprovers(tx, await pathOf(tx, first.nodeId), at)).length > 0)
    throw refuse('grant.first')
  const id = await grants.insertGrant(tx, {
    ...first,
    role: 'security-administrator',
    since: at,
    state: 'live',
    proposedBy: null,
    proposedAt: at,
    decidedAt: at,
  })
  await schedule(tx, { kind: 'grant.term', subject: `grant:${id}`, at: first.until })
  await tell(tx, {
    at,
    by: actor,
    kind: 'grant.first-appointed',
    subject: `grant:${id}`,
    facts: { role: 'security-administrator', person: first.personId },
  })
  return id
}
