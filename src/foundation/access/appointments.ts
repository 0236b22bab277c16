// Who holds which duty: one proposes, another approves, and it ends by a date or with a named case.
// Invariant: proposer and approver are two people, neither the appointee nor of their family; no two live duties of one person exclude each other.
import { hasSecondFactor } from '../accounts/passwords.ts'
import { localDay } from '../clock.ts'
import { sqlState, type Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refuse as groundRefuse } from '../refusals.ts'
import { schedule } from '../timers/timers.ts'
import { demand, may, nodeNames, type Principal, pathOf, proven, unproven } from './access.ts'
import { holdsIt, makeWay, sealedReason } from './ending.ts'
import { type Duty, excludes, exclusionPolicy, termsPolicy } from './exclusions.ts'
import * as grants from './grants.ts'
import { describeHolders, entriesOf, type Holder, kinOf } from './kin.ts'
import { refuse } from './refusals.ts'
import { givenAt, narrowRoles, provenByCodeAlone, type Role } from './roles.ts'

export type Proposal = {
  personId?: number | undefined
  contactId?: number | undefined
  role: Role
  nodeId: number
  sector?: string | null
  caseOf?: string | null
  since: Date
  until: Date | null
  /** The duty that ends when this one begins. */
  succeeds?: number | null
  reason?: string
}

/** What the journal keeps of an appointment: its term, what it is narrowed to, whose duty passes. */
const termsOf = (it: Pick<Proposal, 'since' | 'until' | 'sector' | 'caseOf' | 'succeeds'>) => ({
  since: it.since.toISOString(),
  until: it.until?.toISOString() ?? null,
  sector: it.sector ?? null,
  case: it.caseOf ?? null,
  succeeds: it.succeeds ?? null,
})

export const dutyOf = (row: grants.GrantRow): Duty => ({
  id: row.id,
  role: row.role,
  path: row.path,
  since: row.since,
  until: row.until,
  approvedAt: row.decidedAt ?? row.proposedAt,
})

/** Proposes an appointment. Answers its id. */
export async function propose(ground: Ground, actor: Principal, input: Proposal): Promise<number> {
  const path = await pathOf(ground.db, input.nodeId)
  demand(actor, 'grant.propose', { path, sector: input.sector ?? null, caseOf: input.caseOf ?? null })
  if (input.role === 'team-leader') throw refuse('grant.membership', {}, 'role')
  if (input.contactId !== undefined && !narrowRoles.has(input.role)) throw refuse('grant.contact', {}, 'role')
  if (input.until === null && !input.caseOf) throw refuse('grant.term', {}, 'until')
  await refuseMisplaced(ground, input)
  return ground.transact(async tx => {
    const replaced = input.succeeds == null ? undefined : await grants.grantById(tx, input.succeeds)
    if (input.succeeds != null) {
      if (replaced?.state !== 'live') throw refuse('grant.not-live', {}, 'succeeds')
      demand(actor, 'grant.propose', replaced)
      const same =
        replaced.deputyFor === null &&
        replaced.role === input.role &&
        replaced.nodeId === input.nodeId &&
        replaced.sector === (input.sector ?? null) &&
        replaced.caseOf === (input.caseOf ?? null)
      if (!same) throw refuse('grant.succeeds', {}, 'succeeds')
    }
    return insertProposal(ground, tx, actor, { ...input, path })
  })
}

/** A duty stands at its own level of the tree, for a term that people oversee, and its case is something that there is. */
async function refuseMisplaced(ground: Ground, input: Proposal): Promise<void> {
  const node = (await nodeNames(ground.db, [input.nodeId])).get(input.nodeId)
  if (!node || !givenAt(input.role, node.kind)) throw refuse('grant.level', {}, 'nodeId')
  const at = ground.clock()
  const { longestYears: years } = ground.policies.at(termsPolicy, localDay(at)).value
  const longest = years * YEAR_MS
  if (input.since.getTime() > at.getTime() + longest) throw refuse('grant.too-long', { years }, 'since')
  if (input.until !== null && input.until.getTime() > input.since.getTime() + longest)
    throw refuse('grant.too-long', { years }, 'until')
  if (!input.caseOf) return
  const [kind, number] = input.caseOf.split(':')
  const subject = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === kind)
  const titles = await subject?.titles(ground, [Number(number)])
  if (!titles?.has(Number(number))) throw refuse('grant.case', {}, 'caseOf')
}
/** With a leap day, and the last day itself. */
const YEAR_MS = 367 * 86_400_000

/** For the time of a leave, somebody else stands in: proposed by the holder or their superior, approved like any appointment. */
export async function deputise(
  ground: Ground,
  actor: Principal,
  grantId: number,
  input: { personId: number; since: Date; until: Date; reason?: string },
): Promise<number> {
  return ground.transact(async tx => {
    const grant = await grants.grantById(tx, grantId)
    if (!grant) throw groundRefuse('not-found', { what: '任用' })
    if (!holdsIt(actor, grant)) demand(actor, 'grant.propose', grant)
    else if (!proven(actor, grant) && !may(actor, 'grant.propose', grant)) throw unproven(actor)
    if (grant.state !== 'live') throw refuse('grant.not-live')
    if (grant.role === 'team-leader') throw refuse('grant.membership')
    if (
      grant.deputyFor !== null ||
      input.since < grant.since ||
      (grant.until !== null && input.until > grant.until)
    )
      throw refuse('grant.deputy', {}, 'until')
    if (input.personId === grant.personId) throw refuse('grant.kin', {}, 'personId')
    const { role, nodeId, sector, caseOf, path } = grant
    return insertProposal(ground, tx, actor, {
      ...input,
      role,
      nodeId,
      sector,
      caseOf,
      path,
      deputyFor: grant.id,
    })
  })
}

async function insertProposal(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  input: Proposal & { path: readonly number[]; deputyFor?: number },
): Promise<number> {
  const at = ground.clock()
  if (input.until !== null && (input.until <= input.since || input.until <= at))
    throw refuse('grant.term', {}, 'until')
  const holder = await holderOf(ground, tx, input)
  if (!holder?.ready)
    throw refuse('grant.person', {}, input.contactId === undefined ? 'personId' : 'contactId')
  if (input.personId !== undefined && actor.personId !== null) {
    if ((await kinOf(ground, tx, [input.personId])).has(actor.personId)) throw refuse('grant.kin')
  }
  const clash = await clashOf(ground, tx, {
    ...input,
    id: 0,
    personId: input.personId ?? null,
    approvedAt: at,
    replaces: input.succeeds ?? null,
  })
  if (clash) throw refuse('grant.excluded', { role: input.role, other: clash.role }, 'role')
  const id = await grants
    .insertGrant(tx, {
      personId: input.personId ?? null,
      contactId: input.contactId ?? null,
      role: input.role,
      nodeId: input.nodeId,
      sector: input.sector ?? null,
      caseOf: input.caseOf ?? null,
      deputyFor: input.deputyFor ?? null,
      succeeds: input.succeeds ?? null,
      since: input.since,
      until: input.until,
      state: 'proposed',
      proposedBy: actor.personId,
      proposedAt: at,
      reason: input.reason || null,
    })
    .catch(error => {
      throw sqlState(error) === '23505' ? refuse('grant.asked') : error
    })
  if (input.until) await schedule(tx, { kind: 'grant.term', subject: `grant:${id}`, at: input.until })
  await tell(tx, {
    at,
    by: actor,
    kind: 'grant.proposed',
    subject: `grant:${id}`,
    facts: {
      role: input.role,
      node: input.nodeId,
      ...(input.personId === undefined ? { contact: input.contactId ?? null } : { person: input.personId }),
      ...(input.deputyFor !== undefined && { deputyFor: input.deputyFor }),
      ...termsOf(input),
      ...sealedReason(ground, input.reason),
    },
  })
  return id
}

async function holderOf(
  ground: Ground,
  tx: Tx,
  holder: { personId?: number | null | undefined; contactId?: number | null | undefined },
): Promise<Holder | null> {
  const asked = {
    people: new Map<number, Holder | null>(holder.personId == null ? [] : [[holder.personId, null]]),
    contacts: new Map<number, Holder | null>(holder.contactId == null ? [] : [[holder.contactId, null]]),
  }
  await ground.hooks.call(describeHolders, ground, tx, asked)
  return [...asked.people.values(), ...asked.contacts.values()][0] ?? null
}

/** A live duty of the same human, whichever entry holds it, that must not be held together with this one. */
async function clashOf(
  ground: Ground,
  tx: Tx,
  duty: Omit<Duty, 'approvedAt'> & { personId: number | null; approvedAt: Date; replaces: number | null },
) {
  if (duty.personId === null) return undefined
  const at = ground.clock()
  const { pairs } = ground.policies.at(exclusionPolicy, localDay(at)).value
  const held = await grants.dutiesOf(tx, await entriesOf(ground, tx, [duty.personId]), at)
  return held.find(
    row => row.id !== duty.id && row.id !== duty.replaces && excludes(pairs, dutyOf(row), duty),
  )
}

export type Check = { name: 'registered' | 'exclusive' | 'second-factor'; met: boolean; other?: Role }
/** What must be so before a proposal can be approved, each said by itself. */
export async function checksOf(ground: Ground, tx: Tx, grant: grants.GrantRow): Promise<Check[]> {
  const holder = await holderOf(ground, tx, grant)
  const clash = await clashOf(ground, tx, {
    ...dutyOf(grant),
    personId: grant.personId,
    approvedAt: ground.clock(),
    replaces: grant.succeeds,
  })
  return [
    { name: 'exclusive', met: !clash, ...(clash && { other: clash.role }) },
    { name: 'registered', met: holder?.ready ?? false },
    ...(provenByCodeAlone(grant.role) || grant.personId === null
      ? []
      : [
          {
            name: 'second-factor' as const,
            met: (await hasSecondFactor(tx, [grant.personId])).has(grant.personId),
          },
        ]),
  ]
}

export type Standing = 'may' | 'own-proposal' | 'kin' | 'forbidden'
/** Whether this actor is one who may approve it, the checks aside. */
export async function standingOf(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  grant: grants.GrantRow,
): Promise<Standing> {
  const { path, sector, caseOf } = grant
  if (!may(actor, 'grant.approve', { path, sector, caseOf })) return 'forbidden'
  if (actor.personId === null) return 'may'
  if (grant.proposedBy !== null) {
    if ((await entriesOf(ground, tx, [grant.proposedBy])).has(actor.personId)) return 'own-proposal'
    if ((await kinOf(ground, tx, [grant.proposedBy])).has(actor.personId)) return 'kin'
  }
  // Who is stood in for is as near as who stands in.
  const original = grant.deputyFor === null ? undefined : await grants.grantById(tx, grant.deputyFor)
  const parties = [grant.personId, original?.personId ?? null].filter(id => id !== null)
  if ((await kinOf(ground, tx, parties)).has(actor.personId)) return 'kin'
  return 'may'
}

/** Approves a proposal; it holds from its first day, or from now where that is past, and whom it succeeds ends then. */
export async function approve(ground: Ground, actor: Principal, id: number): Promise<void> {
  demand(actor, 'grant.approve')
  await ground.transact(async tx => {
    const grant = await lockProposal(ground, tx, id)
    const at = ground.clock()
    const standing = await standingOf(ground, tx, actor, grant)
    if (standing === 'forbidden') throw groundRefuse('forbidden', { permission: 'grant.approve' })
    if (standing === 'own-proposal') throw refuse('grant.own-proposal')
    if (standing === 'kin') throw refuse('grant.kin')
    if (grant.until !== null && grant.until <= at) throw refuse('grant.term')
    const failed = (await checksOf(ground, tx, grant)).find(check => !check.met)
    if (failed?.name === 'exclusive')
      throw refuse('grant.excluded', { role: grant.role, other: failed.other ?? '' })
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
      kind: 'grant.approved',
      subject: `grant:${id}`,
      facts: {
        role: grant.role,
        node: grant.nodeId,
        person: grant.personId,
        contact: grant.contactId,
        ...termsOf({ ...grant, since }),
      },
    })
  })
  ground.sessions.forget()
}

/** Holders first, then the grant: two approvals of one person are one after the other, and of one grant only the first finds it. */
async function lockProposal(ground: Ground, tx: Tx, id: number): Promise<grants.GrantRow> {
  const seen = await grants.grantById(tx, id)
  if (!seen) throw groundRefuse('not-found', { what: '任用' })
  if (seen.personId !== null) await grants.lockHolders(tx, await entriesOf(ground, tx, [seen.personId]))
  const grant = await grants.lockGrant(tx, id)
  if (grant?.state !== 'proposed') throw refuse('grant.decided')
  return grant
}

/** Sends a proposal back with a reason; who proposed it may also take it back. */
export async function returnProposal(
  ground: Ground,
  actor: Principal,
  id: number,
  reason: string,
): Promise<void> {
  if (!reason.trim()) throw refuse('grant.reason', {}, 'reason')
  await ground.transact(async tx => {
    const grant = await lockProposal(ground, tx, id)
    const own = actor.personId !== null && grant.proposedBy === actor.personId
    if (!own) demand(actor, 'grant.approve', grant.path)
    const at = ground.clock()
    await grants.updateGrant(tx, id, { state: 'returned', decidedBy: actor.personId, decidedAt: at, reason })
    await tell(tx, {
      at,
      by: actor,
      kind: 'grant.returned',
      subject: `grant:${id}`,
      facts: sealedReason(ground, reason),
    })
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
    personId: first.personId,
    role: 'security-administrator',
    nodeId: first.nodeId,
    since: at,
    until: first.until,
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
