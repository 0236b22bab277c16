// Bearer tokens for integration: named permissions at one node, never more than the giver has, until a day.
// Invariant: what a token may do is its own list, cut by what any token may and by what its giver may do at the moment of asking.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import {
  demand,
  demandOwn,
  may,
  nobody,
  type Principal,
  pathOf,
  rootOf,
  scopeFilter,
  type TokenPower,
} from '../access/access.ts'
import { holderOf } from '../access/checks.ts'
import * as grants from '../access/grants.ts'
import { permissionWords } from '../access/permission-words.ts'
import { refuse } from '../access/refusals.ts'
import { tokenMay } from '../access/roles.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground, Withdrawal } from '../ground.ts'
import { type Entry, tell } from '../journal/journal.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import { tokenHash } from './sessions.ts'
import type { AccountTables } from './tables.ts'

/** Somebody as they would be with both proofs: what they may do, seen from outside. */
export const asHolder = (personId: number, held: readonly grants.GrantRow[], at: Date): Principal => ({
  ...nobody,
  personId,
  via: 'session',
  proofs: { code: true, password: true },
  grants: held
    .filter(row => row.since <= at)
    .map(({ role, nodeId, sector, caseOf }) => ({ role, nodeId, sector, caseOf })),
})

const LONGEST_MS = 366 * 86_400_000
const of = (db: Db) => db.withTables<AccountTables>()

export type NewToken = {
  name: string
  /** Where it may act; null for `own` alone. */
  nodeId: number | null
  permissions: TokenPower[]
  expiresAt: Date
}

/** Issues a token of the actor's own powers. It is shown once and only its hash is kept. */
export async function giveToken(
  ground: Ground,
  actor: Principal,
  token: NewToken,
): Promise<{ id: number; text: string }> {
  demandOwn(actor)
  if (actor.personId === null || actor.via === 'token')
    throw groundRefuse('forbidden', { permission: 'token' })
  return give(ground, actor, actor, token)
}

/** The same from the machine itself: the giver is named, and gives no more than they have. */
export async function giveTokenOf(
  ground: Ground,
  actor: Principal,
  giverPerson: number,
  token: NewToken,
): Promise<{ id: number; text: string }> {
  demand(actor, 'system.operate')
  const held = await grants.dutiesOf(ground.db, [giverPerson], ground.clock())
  return give(ground, actor, asHolder(giverPerson, held, ground.clock()), token)
}

async function give(ground: Ground, by: Principal, giver: Principal, token: NewToken) {
  const at = ground.clock()
  if (token.expiresAt <= at || token.expiresAt.getTime() > at.getTime() + LONGEST_MS)
    throw refuse('token.term', {}, 'expiresAt')
  const path = token.nodeId === null ? [] : await pathOf(ground.db, token.nodeId)
  for (const permission of token.permissions) {
    if (permission === 'own') continue
    const named = { permission: permissionWords[permission] }
    if (!tokenMay(permission)) throw refuse('token.by-hand', named, 'permissions')
    if (!may(giver, permission, path)) throw refuse('token.more', named, 'permissions')
  }
  return ground.transact(async tx => {
    if (!(await holderOf(ground, tx, { personId: giver.personId }))) throw refuse('token.nobody')
    return issueToken(tx, { ...token, giverPerson: giver.personId ?? 0, issuedAt: at }, by)
  })
}

/** Writes a token, and that it was given, without asking who may. */
export async function issueToken(
  tx: Tx,
  token: NewToken & { giverPerson: number; issuedAt: Date },
  by: Entry['by'] = { accountId: null, personId: token.giverPerson },
): Promise<{ id: number; text: string }> {
  const text = `yj_${randomBytes(24).toString('base64url')}`
  const { id } = await of(tx)
    .insertInto('apiToken')
    .values({ ...token, hash: tokenHash(text), revokedAt: null, revokedBy: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tell(tx, {
    at: token.issuedAt,
    by,
    kind: 'token.issued',
    subject: `token:${id}`,
    facts: {
      giver: token.giverPerson,
      permissions: token.permissions,
      node: token.nodeId,
      until: token.expiresAt.toISOString(),
    },
  })
  return { id, text }
}

/** A token that was taken back after a backup stays so when it is put back. */
export const revokedTokens: Withdrawal = {
  kind: 'token',
  table: 'api_token',
  same: ['hash'],
  withdrawn: 'revoked_at is not null',
  sets: ['revoked_at', 'revoked_by'],
}

export const tokenInvariants: Record<string, string> = {
  'every token that holds is what the journal told last of it': `select a.id from api_token a left join lateral (
      select t.kind, f.* from told t cross join lateral json_to_record(t.facts::json)
        as f(giver bigint, permissions jsonb, node bigint, until timestamptz)
      where t.subject = 'token:' || a.id and t.kind in ('token.issued', 'token.revoked') order by t.id desc limit 1) t on true
    where a.revoked_at is null and a.expires_at > :now and (t.kind is distinct from 'token.issued'
      or (a.giver_person, to_jsonb(a.permissions), a.node_id, a.expires_at) is distinct from (t.giver, t.permissions, t.node, t.until))`,
}

const COLUMNS = ['id', 'name', 'giverPerson', 'nodeId', 'permissions', 'issuedAt', 'expiresAt'] as const

/** Tokens that hold: one's own, and those of everybody where one looks after the system. What names no node is the district's. */
export async function tokensFor(ground: Ground, actor: Principal, all: boolean) {
  demandOwn(actor)
  if (all) demand(actor, 'system.read')
  const root = await rootOf(ground.db)
  const path = sql`coalesce((select path from scope where scope.id = api_token.node_id), array[${root.id}]::bigint[])`
  const own = sql<boolean>`giver_person = ${actor.personId ?? 0}`
  return of(ground.db)
    .selectFrom('apiToken')
    .select(COLUMNS)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', ground.clock())
    .orderBy('expiresAt')
    .where(all ? sql<boolean>`(${own} or ${scopeFilter(actor, 'system.read', { path })})` : own)
    .execute()
}

export const tokensOf = (db: Db, people: readonly number[], at: Date) =>
  of(db)
    .selectFrom('apiToken')
    .select(COLUMNS)
    .where('giverPerson', 'in', [...people])
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .orderBy('id')
    .execute()

/** Takes a token back: one's own, or anybody's for who operates the system. */
export async function revokeToken(ground: Ground, actor: Principal, id: number): Promise<void> {
  demandOwn(actor)
  await ground.transact(async tx => {
    const token = await of(tx)
      .selectFrom('apiToken')
      .select(['giverPerson', 'nodeId', 'revokedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!token) throw notFound('令牌', 'The token')
    if (token.giverPerson !== actor.personId)
      demand(actor, 'system.operate', await pathOf(tx, token.nodeId ?? (await rootOf(tx)).id))
    if (token.revokedAt) return
    const at = ground.clock()
    await of(tx)
      .updateTable('apiToken')
      .where('id', '=', id)
      .set({ revokedAt: at, revokedBy: actor.personId })
      .execute()
    await tell(tx, { at, by: actor, kind: 'token.revoked', subject: `token:${id}` })
  })
  ground.sessions.forget()
}

export const revokeTokensOf = async (
  tx: Tx,
  people: readonly number[],
  how: { at: Date; by: number | null },
) => {
  const { rows } = await sql<{
    id: number
  }>`update api_token set revoked_at = ${how.at}, revoked_by = ${how.by}
    where giver_person = any(${people}::bigint[]) and revoked_at is null returning id`.execute(tx)
  await tell(
    tx,
    ...rows.map(({ id }) => ({
      at: how.at,
      by: { accountId: null, personId: how.by },
      kind: 'token.revoked',
      subject: `token:${id}`,
    })),
  )
  return rows.length
}
