// May this actor do this, here? Asked first thing in every service. Nothing is allowed that no grant covers.
// Invariant: `may` for one subject and `scopeFilter` for a list of them give the same answer.
import { type Generated, type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { notFound, proofs, refuse } from '../refusals.ts'
import { type Permission, provenByCodeAlone, type Role, roleMay, rolesWith, tokenMay } from './roles.ts'

export type NodeTables = {
  scopeNode: {
    id: Generated<number>
    parentId: number | null
    kind: string
    name: string
    path: number[]
    orgPath: number[] | null
  }
}

/** A role held at a node, perhaps narrowed to a sector or to one case, perhaps held for somebody else during leave. */
export type Grant = {
  role: Role
  nodeId: number
  sector?: string | null
  /** The one subject it reaches: `aid:17`. */
  caseOf?: string | null
  /** The person for whom a deputy stands. */
  deputyFor?: number | null
}

/** What a token may name: permissions of its giver, and `own` for what is the giver's own. */
export type TokenPower = Permission | 'own'

/** Who is asking. Staff powers count only when both proofs were given in this session; a team is led by the code alone. */
export type Principal = {
  accountId: string | null
  personId: number | null
  /** Somebody known by name and phone only, who holds narrow roles. */
  contactId?: number | null
  /** In force at this moment. */
  grants: readonly Grant[]
  proofs: { code: boolean; password: boolean }
  /** The household: people this account may act for. */
  actsFor: readonly number[]
  via: 'nobody' | 'session' | 'token' | 'command'
  /** A token's own list: nothing else is allowed, whatever the grants say. */
  only?: readonly TokenPower[]
  /** The phone may have changed hands: nothing is shown or done until its owner is recognised. */
  doubted?: true
}

export const nobody: Principal = {
  accountId: null,
  personId: null,
  grants: [],
  proofs: { code: false, password: false },
  actsFor: [],
  via: 'nobody',
}

/** The nodes from the root down to a subject, itself last. */
export type Path = readonly number[]
/** Where a subject stands: its place in the tree, an organisation's line beside it, and what a narrowed grant asks for. */
export type Where =
  | Path
  | { path: Path; orgPath?: Path | undefined; sector?: string | null; caseOf?: string | null }
const isPath = (where: Where): where is Path => Array.isArray(where)

/** Were the proofs given that powers of this role ask for? */
export const proven = (actor: Principal, grant: { role: Role }): boolean =>
  actor.proofs.code && (actor.proofs.password || provenByCodeAlone(grant.role))
/** A token gives no second proof: it does what a token may, whoever gave it, and nothing else. */
const provenFor = (actor: Principal, permission: Permission, grant: { role: Role }): boolean =>
  actor.via === 'token' && !actor.proofs.password ? tokenMay(permission) : proven(actor, grant)
const granting = (actor: Principal, permission: Permission): Grant[] =>
  actor.only && !actor.only.includes(permission)
    ? []
    : actor.grants.filter(grant => roleMay(grant.role, permission))

function covers(grant: Grant, where: Where): boolean {
  const at = isPath(where) ? { path: where } : where
  return (
    (at.path.includes(grant.nodeId) || (at.orgPath?.includes(grant.nodeId) ?? false)) &&
    (grant.sector == null || grant.sector === at.sector) &&
    (grant.caseOf == null || grant.caseOf === at.caseOf)
  )
}

const covering = (actor: Principal, permission: Permission, where: Where) =>
  granting(actor, permission).filter(grant => provenFor(actor, permission, grant) && covers(grant, where))

/** Does a grant of this actor cover the permission there? A bare path has no sector and is no case. */
export const may = (actor: Principal, permission: Permission, where: Where): boolean =>
  covering(actor, permission, where).length > 0

/** Does the actor hold the permission anywhere at all? */
export const holds = (actor: Principal, permission: Permission): boolean =>
  granting(actor, permission).some(grant => provenFor(actor, permission, grant))

/** For whom the actor stands when doing this there: a person on leave, or null where a grant of one's own covers it. */
export const standingFor = (actor: Principal, permission: Permission, where: Where): number | null =>
  standingsOf(actor, permission, where)[0] ?? null

/** Everybody for whom the actor could do this there: themselves (null) before those for whom they are deputy. */
export const standingsOf = (actor: Principal, permission: Permission, where: Where): (number | null)[] =>
  [...new Set(covering(actor, permission, where).map(grant => grant.deputyFor ?? null))].sort(
    (a, b) => (a ?? 0) - (b ?? 0),
  )

/** The nodes at which the actor holds the permission for every sector and case; everything below them is in scope. */
export const scopesOf = (actor: Principal, permission: Permission): number[] => [
  ...new Set(
    granting(actor, permission)
      .filter(grant => provenFor(actor, permission, grant) && grant.sector == null && grant.caseOf == null)
      .map(grant => grant.nodeId),
  ),
]

/** Where a row's place in the tree, its sector and its name as a case are found: columns, or expressions. */
export type ScopeColumns = {
  path: string | RawBuilder<unknown>
  orgPath?: string | RawBuilder<unknown>
  sector?: string | RawBuilder<unknown>
  caseOf?: string | RawBuilder<unknown>
}
const column = (it: string | RawBuilder<unknown>) => (typeof it === 'string' ? sql.ref(it) : it)

/** The rows of a list that the actor may touch: the same rule as `may`, as a condition for `where`. */
export function scopeFilter(
  actor: Principal,
  permission: Permission,
  columns: ScopeColumns,
): RawBuilder<boolean> {
  const grants = granting(actor, permission).filter(grant => provenFor(actor, permission, grant))
  const narrowings = Map.groupBy(grants, grant =>
    JSON.stringify([grant.sector ?? null, grant.caseOf ?? null]),
  )
  const conditions = [...narrowings.values()].flatMap(group => {
    const { sector, caseOf } = group[0] ?? {}
    if ((sector != null && !columns.sector) || (caseOf != null && !columns.caseOf)) return []
    const nodes = [...new Set(group.map(grant => grant.nodeId))]
    const under = (path: string | RawBuilder<unknown>) => sql`${column(path)} && ${nodes}::bigint[]`
    return [
      sql.join(
        [
          columns.orgPath ? sql`(${under(columns.path)} or ${under(columns.orgPath)})` : under(columns.path),
          ...(sector != null && columns.sector ? [sql`${column(columns.sector)} = ${sector}`] : []),
          ...(caseOf != null && columns.caseOf ? [sql`${column(columns.caseOf)} = ${caseOf}`] : []),
        ],
        sql` and `,
      ),
    ]
  })
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

/** @throws Refusal `signed-out`, `whose`, `second-proof`, `by-token` or `forbidden`. Without a place: anywhere. */
export function demand(actor: Principal, permission: Permission, where?: Where): void {
  demandKnown(actor)
  const relevant = granting(actor, permission).filter(grant => where === undefined || covers(grant, where))
  if (relevant.length === 0)
    throw refuse('forbidden', { permission, duties: rolesWith(permission).join(' ') })
  if (!relevant.some(grant => provenFor(actor, permission, grant))) throw unproven(actor)
}

export const unproven = (actor: Principal) =>
  actor.via === 'token'
    ? refuse('by-token')
    : refuse('second-proof', { proof: actor.proofs.code ? proofs.password : proofs.code })

/** @throws Refusal `signed-out`. */
export function demandSignedIn(actor: Principal): void {
  if (actor.via === 'nobody') throw refuse('signed-out')
}
/** @throws Refusal `signed-out`, or `whose` where the phone may have changed hands. */
function demandKnown(actor: Principal): void {
  demandSignedIn(actor)
  if (actor.doubted) throw refuse('whose')
}

/** What is one's own needs no role; a token does it only where it names `own`. @throws Refusal `signed-out` or `forbidden`. */
export function demandOwn(actor: Principal): void {
  demandKnown(actor)
  if (actor.only && !actor.only.includes('own')) throw refuse('forbidden', { permission: 'own' })
}

/** The person this actor acts for: themselves, or somebody of the household named by `forPerson`. */
export function actingFor(
  actor: Principal,
  forPerson?: number,
): { personId: number; onBehalfOf: number | null } {
  demandOwn(actor)
  if (forPerson !== undefined && forPerson !== actor.personId) {
    if (!actor.actsFor.includes(forPerson)) throw refuse('forbidden', { permission: 'household' })
    return { personId: forPerson, onBehalfOf: forPerson }
  }
  if (actor.personId === null) throw notFound('您的登记', 'Your registration')
  return { personId: actor.personId, onBehalfOf: null }
}

/** @param node.orgPath its second line, where it has one */
export async function hangNode(
  tx: Tx,
  node: { kind: string; name: string; parentId: number | null; orgPath?: readonly number[] | null },
): Promise<{ id: number; path: number[] }> {
  const db = tx.withTables<NodeTables>()
  const parent = node.parentId === null ? [] : await pathOf(tx, node.parentId)
  const { id } = await db
    .insertInto('scopeNode')
    .values({ ...node, path: [], orgPath: node.orgPath ? [...node.orgPath] : null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const path = [...parent, id]
  await db.updateTable('scopeNode').set({ path }).where('id', '=', id).execute()
  return { id, path }
}

/** The district's own node. */
export const rootOf = (db: Db): Promise<{ id: number; name: string }> =>
  db
    .withTables<NodeTables>()
    .selectFrom('scopeNode')
    .select(['id', 'name'])
    .where('parentId', 'is', null)
    .executeTakeFirstOrThrow()

/** For what reaches the whole district: a role at one town does not do. @throws Refusal as `demand` does. */
export async function demandDistrict(db: Db, actor: Principal, permission: Permission): Promise<void> {
  demand(actor, permission)
  demand(actor, permission, [(await rootOf(db)).id])
}

/** @throws Refusal `not-found`. */
export async function pathOf(db: Db, nodeId: number): Promise<number[]> {
  const node = await db
    .withTables<NodeTables>()
    .selectFrom('scopeNode')
    .select('path')
    .where('id', '=', nodeId)
    .executeTakeFirst()
  if (!node) throw notFound('这一处', 'This place')
  return node.path
}

/** Where a node stands, by both its lines. @throws Refusal `not-found`. */
export async function whereOf(db: Db, nodeId: number): Promise<{ path: number[]; orgPath: number[] }> {
  const node = await db
    .withTables<NodeTables>()
    .selectFrom('scopeNode')
    .select(['path', 'orgPath'])
    .where('id', '=', nodeId)
    .executeTakeFirst()
  if (!node) throw notFound('这一处', 'This place')
  return { path: node.path, orgPath: node.orgPath ?? [] }
}

export const nodeNames = async (
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { name: string; kind: string }>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .withTables<NodeTables>()
            .selectFrom('scopeNode')
            .select(['id', 'name', 'kind'])
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map(node => [node.id, node]),
      )

/** The tool's own hand, on the machine itself: it works at the given node, and the journal says it was the command line. */
export const commandActor = (rootNode: number): Principal => ({
  accountId: 'command-line',
  personId: null,
  grants: [
    { role: 'activity-coordination-head', nodeId: rootNode },
    { role: 'information-head', nodeId: rootNode },
    { role: 'system-administrator', nodeId: rootNode },
  ],
  proofs: { code: true, password: true },
  actsFor: [],
  via: 'command',
})
