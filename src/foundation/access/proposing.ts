// A duty is proposed: at its level, for a term that people oversee, for somebody who may hold it, by somebody who is not near to them.
import { type LocalDay, localDay } from '../clock.ts'
import { sqlState, type Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import { schedule } from '../timers/timers.ts'
import { demand, may, nodeNames, type Principal, pathOf, proven, standingsOf, unproven } from './access.ts'
import { clashOf, holderOf } from './checks.ts'
import { holdsIt, sealedReason } from './ending.ts'
import { termsPolicy } from './exclusions.ts'
import * as grants from './grants.ts'
import { type Apart, apartFrom } from './kin.ts'
import { refuse } from './refusals.ts'
import { givenAt, narrowRoles, type Role } from './roles.ts'
import { roleWords } from './words.ts'

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
export const termsOf = (it: Pick<Proposal, 'since' | 'until' | 'sector' | 'caseOf' | 'succeeds'>) => ({
  since: it.since.toISOString(),
  until: it.until?.toISOString() ?? null,
  sector: it.sector ?? null,
  case: it.caseOf ?? null,
  succeeds: it.succeeds ?? null,
})

/** Proposes an appointment. Answers its id. */
export async function propose(ground: Ground, actor: Principal, input: Proposal): Promise<number> {
  const path = await pathOf(ground.db, input.nodeId)
  const where = { path, sector: input.sector ?? null, caseOf: input.caseOf ?? null }
  demand(actor, 'grant.propose', where)
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
    return insertProposal(ground, tx, actor, standingsOf(actor, 'grant.propose', where), { ...input, path })
  })
}

/** A duty stands at its own level of the tree, for a term that people oversee, and its case is something that there is. */
async function refuseMisplaced(ground: Ground, input: Proposal): Promise<void> {
  const node = (await nodeNames(ground.db, [input.nodeId])).get(input.nodeId)
  if (!node || !givenAt(input.role, node.kind)) throw refuse('grant.level', {}, 'nodeId')
  const at = ground.clock()
  const { longestYears: years } = ground.policies.at(termsPolicy, localDay(at)).value
  const first = localDay(input.since)
  if (first > yearsAfter(localDay(at), years)) throw refuse('grant.too-long', { years }, 'since')
  if (input.until !== null && lastDayOf(input.until) > yearsAfter(first, years))
    throw refuse('grant.too-long', { years }, 'until')
  if (!input.caseOf) return
  const [kind, number] = input.caseOf.split(':')
  const subject = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === kind)
  const titles = await subject?.titles(ground, [Number(number)])
  if (!titles?.has(Number(number))) throw refuse('grant.case', {}, 'caseOf')
}
/** The same date so many years later; only compared, so that 29 February may stand in any year. */
const yearsAfter = (day: LocalDay, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
const lastDayOf = (until: Date): LocalDay => localDay(new Date(until.getTime() - 1))

/** For the time of a leave, somebody else stands in: proposed by the holder or their superior, approved like any appointment. */
export async function deputise(
  ground: Ground,
  actor: Principal,
  grantId: number,
  input: { personId: number; since: Date; until: Date; reason?: string },
): Promise<number> {
  return ground.transact(async tx => {
    const grant = await grants.grantById(tx, grantId)
    if (!grant) throw notFound('任用', 'The appointment')
    if (!holdsIt(actor, grant)) demand(actor, 'grant.propose', grant)
    else if (!proven(actor, grant) && !may(actor, 'grant.propose', grant)) throw unproven(actor)
    if (grant.state !== 'live') throw refuse('grant.not-live')
    if (grant.role === 'team-leader') throw refuse('grant.membership')
    const { since, until } = within(grant, input)
    if (grant.deputyFor !== null || since < grant.since || (grant.until !== null && until > grant.until))
      throw refuse('grant.deputy', {}, 'until')
    if (input.personId === grant.personId) throw refuse('grant.kin', {}, 'personId')
    const { role, nodeId, sector, caseOf, path } = grant
    const standings = holdsIt(actor, grant) ? [null] : standingsOf(actor, 'grant.propose', grant)
    return insertProposal(ground, tx, actor, standings, {
      ...input,
      since,
      until,
      role,
      nodeId,
      sector,
      caseOf,
      path,
      deputyFor: grant.id,
    })
  })
}

/** Days are asked for, and a duty may begin or end in the middle of one: on these days the deputy's term is the duty's. */
function within(grant: grants.GrantRow, asked: { since: Date; until: Date }): { since: Date; until: Date } {
  const sameFirst = localDay(asked.since) === localDay(grant.since)
  const sameLast = grant.until !== null && lastDayOf(asked.until) === lastDayOf(grant.until)
  return {
    since: sameFirst && grant.since > asked.since ? grant.since : asked.since,
    until: sameLast && grant.until !== null && grant.until < asked.until ? grant.until : asked.until,
  }
}

async function insertProposal(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  standings: readonly (number | null)[],
  input: Proposal & { path: readonly number[]; deputyFor?: number },
): Promise<number> {
  const at = ground.clock()
  if (input.until !== null && (input.until <= input.since || input.until <= at))
    throw refuse('grant.term', {}, 'until')
  const holder = await holderOf(ground, tx, input)
  if (!holder?.ready)
    throw refuse('grant.person', {}, input.contactId === undefined ? 'personId' : 'contactId')
  const behind = input.personId === undefined ? [] : [input.personId]
  const apart: Apart =
    actor.personId === null
      ? { forPerson: null }
      : await apartFrom(ground, tx, actor.personId, standings, behind)
  if ('near' in apart) throw refuse(apart.near === 'stands-for' ? 'grant.stands-for' : 'grant.kin')
  const clash = await clashOf(ground, tx, {
    ...input,
    id: 0,
    personId: input.personId ?? null,
    approvedAt: at,
    replaces: input.succeeds ?? null,
  })
  if (clash)
    throw refuse('grant.excluded', { role: roleWords[input.role], other: roleWords[clash.role] }, 'role')
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
      proposedFor: apart.forPerson,
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
    onBehalfOf: apart.forPerson,
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
