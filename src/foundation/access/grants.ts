// The only file that writes grants: what teams give by membership, and the rows of appointments.
// Invariant: no grant is live that the journal does not tell as it stands; one is in force when it is live, has begun, has not ended, and whom it stands in for holds theirs.
import { type Generated, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { tell } from '../journal/journal.ts'
import type { Grant } from './access.ts'
import { type Role, roleMay, roleNames } from './roles.ts'

export type GrantState = 'proposed' | 'live' | 'returned' | 'ended'
export type EndedWhy = 'term' | 'ended' | 'excluded' | 'succeeded' | 'left' | 'membership' | 'lapsed'
type Tables = {
  accessGrant: {
    id: Generated<number>
    personId: number | null
    contactId: number | null
    role: Role
    nodeId: number
    sector: string | null
    caseOf: string | null
    deputyFor: number | null
    succeeds: number | null
    since: Date
    until: Date | null
    state: GrantState
    proposedBy: number | null
    proposedFor: number | null
    proposedAt: Date
    decidedBy: number | null
    decidedAt: Date | null
    endedBy: number | null
    endedAt: Date | null
    endedWhy: EndedWhy | null
    reason: string | null
  }
}
type StoredGrant = Selectable<Tables['accessGrant']>
/** A grant with where it is. */
export type GrantRow = StoredGrant & { path: number[]; nodeName: string; nodeKind: string }
const of = (db: Db) => db.withTables<Tables>()

/**
 * Whether grant `g` is in force at an instant, `o` being the one it stands in for, if any. As SQL text; `at` is a parameter's
 * place. Shared with the look-up of sessions.
 */
export const inForce = (g: string, o: string, at: string) => {
  const within = (it: string) =>
    `${it}.state = 'live' and ${it}.since <= ${at} and (${it}.until is null or ${at} < ${it}.until)`
  return `${within(g)} and (${g}.deputy_for is null or (${within(o)}))`
}

/** Team roles come from membership: given until they are taken, and twice is once. Other duties end by a date. */
export async function giveRole(
  tx: Tx,
  grant: {
    personId: number
    role: Role
    nodeId: number
    at: Date
    until?: Date | null
    grantedBy: number | null
    approvedBy?: number | null
  },
): Promise<number | null> {
  const until = grant.until ?? (grant.role === 'team-leader' ? null : new Date(grant.at.getTime() + YEAR_MS))
  const made = await of(tx)
    .insertInto('accessGrant')
    .values({
      ...blank,
      personId: grant.personId,
      role: grant.role,
      nodeId: grant.nodeId,
      since: grant.at,
      until,
      state: 'live',
      proposedBy: grant.grantedBy,
      proposedAt: grant.at,
      decidedBy: grant.approvedBy ?? null,
      decidedAt: grant.at,
    })
    .onConflict(conflict =>
      conflict
        .columns(['personId', 'nodeId'])
        .where('role', '=', 'team-leader')
        .where('state', '=', 'live')
        .where('deputyFor', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  const given = { ...grant, since: grant.at, until, proposedBy: grant.grantedBy, proposedAt: grant.at }
  await tellGiven(tx, made.id, given)
  return made.id
}
type Duty = Pick<StoredGrant, 'role' | 'nodeId' | 'since' | 'until'> &
  Partial<Pick<StoredGrant, 'personId' | 'contactId' | 'sector' | 'caseOf' | 'deputyFor'>>
const tellGiven = (tx: Tx, id: number, duty: Duty & Pick<StoredGrant, 'proposedBy' | 'proposedAt'>) =>
  tell(tx, {
    at: duty.proposedAt,
    by: { accountId: null, personId: duty.proposedBy },
    kind: 'grant.given',
    subject: `grant:${id}`,
    facts: dutyFacts(duty),
  })
/** A duty as the journal tells it when it begins; `cli verify` compares each live one with this. */
export const dutyFacts = (it: Duty) => ({
  role: it.role,
  node: it.nodeId,
  person: it.personId ?? null,
  contact: it.contactId ?? null,
  since: it.since.toISOString(),
  until: it.until?.toISOString() ?? null,
  sector: it.sector ?? null,
  case: it.caseOf ?? null,
  deputyFor: it.deputyFor ?? null,
})
const YEAR_MS = 365 * 86_400_000
const blank = {
  personId: null,
  contactId: null,
  sector: null,
  caseOf: null,
  deputyFor: null,
  succeeds: null,
  proposedFor: null,
  decidedBy: null,
  decidedAt: null,
  endedBy: null,
  endedAt: null,
  endedWhy: null,
  reason: null,
}

/** Takes what membership gave. */
export async function takeRole(
  tx: Tx,
  grant: { personId: number; role: Role; nodeId: number; at: Date },
): Promise<void> {
  const ended = await of(tx)
    .updateTable('accessGrant')
    .set({ state: 'ended', endedAt: grant.at, endedWhy: 'membership' })
    .where('personId', '=', grant.personId)
    .where('role', '=', grant.role)
    .where('nodeId', '=', grant.nodeId)
    .where('state', '=', 'live')
    .returning('id')
    .execute()
  await tell(
    tx,
    ...ended.map(({ id }) => ({
      at: grant.at,
      by: null,
      kind: 'grant.ended',
      subject: `grant:${id}`,
      facts: { why: 'membership', role: grant.role, person: grant.personId },
    })),
  )
}

/** Writes a grant; one that is live at once is told here, a proposal by its approval. */
export async function insertGrant(
  tx: Tx,
  grant: Duty & {
    succeeds?: number | null
    proposedBy: number | null
    proposedFor?: number | null
    proposedAt: Date
    state: GrantState
    decidedBy?: number | null
    decidedAt?: Date | null
    reason?: string | null
  },
): Promise<number> {
  const { id } = await of(tx)
    .insertInto('accessGrant')
    .values({ ...blank, ...grant })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (grant.state === 'live') await tellGiven(tx, id, grant)
  return id
}

export const updateGrant = (
  tx: Tx,
  id: number,
  set: Partial<Omit<StoredGrant, 'id' | 'personId' | 'contactId' | 'role' | 'nodeId'>>,
) => of(tx).updateTable('accessGrant').set(set).where('id', '=', id).execute()

export const SELECTED = sql`g.*, n.path, n.name as node_name, n.kind as node_kind`
export const FROM = sql`access_grant g join scope_node n on n.id = g.node_id`
const rowsOf = (db: Db, rest: RawBuilder<unknown>) =>
  sql<GrantRow>`select ${SELECTED} from ${FROM} ${rest}`.execute(db).then(result => result.rows)

export const grantById = (db: Db, id: number) => rowsOf(db, sql`where g.id = ${id}`).then(rows => rows[0])
export const grantsById = (db: Db, ids: readonly number[]) =>
  ids.length === 0 ? Promise.resolve([]) : rowsOf(db, sql`where g.id = any(${[...ids]}::bigint[])`)
export const lockGrant = (tx: Tx, id: number) =>
  rowsOf(tx, sql`where g.id = ${id} for update of g`).then(rows => rows[0])

/** Appointments of the same people are decided one after another, whatever their entries. */
export async function lockHolders(tx: Tx, people: Iterable<number>): Promise<void> {
  for (const id of [...people].sort((a, b) => a - b))
    await sql`select pg_advisory_xact_lock(7310130, ${id % 2 ** 31}::integer)`.execute(tx)
}

const approving = roleNames.filter(role => roleMay(role, 'grant.approve'))
/** Who approves every appointment at the end of this path now, in their own right. Whoever changes it asks one after another. */
export async function lockApprovers(tx: Tx, path: readonly number[], at: Date): Promise<GrantRow[]> {
  await sql`select pg_advisory_xact_lock(7310131, 0)`.execute(tx)
  return rowsOf(
    tx,
    sql`where g.role = any(${approving}::text[]) and g.state = 'live' and g.since <= ${at} and (g.until is null or g.until > ${at})
      and g.deputy_for is null and g.sector is null and g.case_of is null and g.node_id = any(${[...path]}::bigint[])`,
  )
}

/** What these people hold or will hold: live and not past. */
export const dutiesOf = (db: Db, people: Iterable<number>, at: Date) =>
  rowsOf(
    db,
    sql`where g.person_id = any(${[...people]}::bigint[]) and g.state = 'live' and (g.until is null or g.until > ${at}) order by g.id`,
  )
/** What somebody holds at an instant. */
export const heldBy = (
  db: Db,
  holder: { personId: number | null; contactId?: number | null },
  at: Date,
): Promise<Grant[]> =>
  sql<Grant>`select g.role, g.node_id, g.sector, g.case_of, coalesce(o.person_id, o.contact_id) as deputy_for
    from access_grant g left join access_grant o on o.id = g.deputy_for
    where (g.person_id = ${holder.personId} or g.contact_id = ${holder.contactId ?? null})
      and ${sql.raw(inForce('g', 'o', `'${at.toISOString()}'::timestamptz`))}`
    .execute(db)
    .then(result => result.rows)
export const deputiesOf = (db: Db, grants: readonly number[]) =>
  grants.length === 0
    ? Promise.resolve([])
    : rowsOf(db, sql`where g.deputy_for = any(${[...grants]}::bigint[]) and g.state = 'live' order by g.id`)
export const successorsOf = (db: Db, grants: readonly number[]) =>
  grants.length === 0
    ? Promise.resolve([])
    : rowsOf(db, sql`where g.succeeds = any(${[...grants]}::bigint[]) and g.state in ('proposed', 'live')`)

/** Everything live that is not given by membership: what exclusions are checked against. */
export const allDuties = (db: Db, at: Date) =>
  rowsOf(
    db,
    sql`where g.state = 'live' and g.person_id is not null and (g.until is null or g.until > ${at}) order by g.id`,
  )

/** What is proposed for any of these people and waits. */
export const proposalsFor = (db: Db, people: readonly number[]) =>
  rowsOf(db, sql`where g.person_id = any(${[...people]}::bigint[]) and g.state = 'proposed' order by g.id`)

/** What any of these people proposed and waits. */
export const proposedBy = (db: Db, people: readonly number[]) =>
  rowsOf(db, sql`where g.proposed_by = any(${[...people]}::bigint[]) and g.state = 'proposed' order by g.id`)

/** Who holds a role anywhere now: the three administrators' card. */
export const holdersOf = (db: Db, roles: readonly Role[], at: Date) =>
  rowsOf(
    db,
    sql`where g.role = any(${[...roles]}::text[]) and g.state = 'live' and g.since <= ${at} and (g.until is null or g.until > ${at}) order by g.id`,
  )
