// May this actor do this, here? Asked first thing in every service. Nothing is allowed that no grant covers.
import type { Generated } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { refuse } from '../refusals.ts'
import { ledByCodeAlone, type Permission, type Role, roleMay } from './roles.ts'

export type AccessTables = {
  scopeNode: { id: Generated<number>; parentId: number | null; kind: string; name: string; path: number[] }
  accessGrant: {
    id: Generated<number>
    personId: number
    role: string
    nodeId: number
    since: Date
    until: Date | null
    grantedBy: number | null
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

/** Who is asking. Staff powers count only when both proofs were given in this session; a team is led by the code alone. */
export type Principal = {
  accountId: string | null
  personId: number | null
  grants: readonly Grant[]
  proofs: { code: boolean; password: boolean }
  /** The household: people this account may act for. */
  actsFor: readonly number[]
  via: 'nobody' | 'session' | 'token' | 'command'
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

const proven = (actor: Principal, grant: Grant) =>
  actor.proofs.code && (actor.proofs.password || ledByCodeAlone(grant.role))
const granting = (actor: Principal, permission: Permission) =>
  actor.grants.filter(grant => roleMay(grant.role, permission))

/** Does a grant of this actor cover the permission at the node that `path` leads to? */
export const may = (actor: Principal, permission: Permission, path: Path): boolean =>
  granting(actor, permission).some(grant => proven(actor, grant) && path.includes(grant.nodeId))

/** The nodes at which the actor holds the permission; everything below them is in scope. */
export const scopesOf = (actor: Principal, permission: Permission): number[] => [
  ...new Set(
    granting(actor, permission)
      .filter(grant => proven(actor, grant))
      .map(grant => grant.nodeId),
  ),
]

/** @throws Refusal `signed-out`, `second-proof` or `forbidden`. Without a path: at any node. */
export function demand(actor: Principal, permission: Permission, path?: Path): void {
  if (actor.via === 'nobody') throw refuse('signed-out')
  const relevant = granting(actor, permission).filter(
    grant => path === undefined || path.includes(grant.nodeId),
  )
  if (relevant.length === 0) throw refuse('forbidden', { permission })
  if (!relevant.some(grant => proven(actor, grant)))
    throw refuse('second-proof', { proof: actor.proofs.code ? 'password' : 'phone code' })
}

/** The person this actor acts for: themselves, or somebody of the household named by `forPerson`. */
export function actingFor(
  actor: Principal,
  forPerson?: number,
): { personId: number; onBehalfOf: number | null } {
  if (actor.via === 'nobody') throw refuse('signed-out')
  if (forPerson !== undefined && forPerson !== actor.personId) {
    if (!actor.actsFor.includes(forPerson)) throw refuse('forbidden', { permission: 'household' })
    return { personId: forPerson, onBehalfOf: forPerson }
  }
  if (actor.personId === null) throw refuse('not-found', { what: 'registration' })
  return { personId: actor.personId, onBehalfOf: null }
}

export async function hangNode(
  tx: Tx,
  node: { kind: string; name: string; parentId: number | null },
): Promise<{ id: number; path: number[] }> {
  const db = tx.withTables<AccessTables>()
  const parent = node.parentId === null ? [] : await pathOf(tx, node.parentId)
  const { id } = await db
    .insertInto('scopeNode')
    .values({ ...node, path: [] })
    .returning('id')
    .executeTakeFirstOrThrow()
  const path = [...parent, id]
  await db.updateTable('scopeNode').set({ path }).where('id', '=', id).execute()
  return { id, path }
}

/** @throws Refusal `not-found`. */
export async function pathOf(db: Db, nodeId: number): Promise<number[]> {
  const node = await db
    .withTables<AccessTables>()
    .selectFrom('scopeNode')
    .select('path')
    .where('id', '=', nodeId)
    .executeTakeFirst()
  if (!node) throw refuse('not-found', { what: 'scope' })
  return node.path
}

/** Gives a role at a node; giving it twice changes nothing. */
export async function giveRole(
  tx: Tx,
  grant: { personId: number; role: Role; nodeId: number; at: Date; grantedBy: number | null },
): Promise<void> {
  await tx
    .withTables<AccessTables>()
    .insertInto('accessGrant')
    .values({
      personId: grant.personId,
      role: grant.role,
      nodeId: grant.nodeId,
      since: grant.at,
      until: null,
      grantedBy: grant.grantedBy,
    })
    .onConflict(conflict =>
      conflict.columns(['personId', 'role', 'nodeId']).where('until', 'is', null).doNothing(),
    )
    .execute()
}

export async function takeRole(
  tx: Tx,
  grant: { personId: number; role: Role; nodeId: number; at: Date },
): Promise<void> {
  await tx
    .withTables<AccessTables>()
    .updateTable('accessGrant')
    .set({ until: grant.at })
    .where('personId', '=', grant.personId)
    .where('role', '=', grant.role)
    .where('nodeId', '=', grant.nodeId)
    .where('until', 'is', null)
    .execute()
}

/** The tool's own hand, on the machine itself: everything is allowed at the given node, and the journal says it was the command line. */
export const commandActor = (rootNode: number): Principal => ({
  accountId: 'command-line',
  personId: null,
  grants: [
    { role: 'district-coordination', nodeId: rootNode },
    { role: 'district-information', nodeId: rootNode },
    { role: 'system-administrator', nodeId: rootNode },
  ],
  proofs: { code: true, password: true },
  actsFor: [],
  via: 'command',
})
