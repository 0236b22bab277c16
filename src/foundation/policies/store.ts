// The versions of rules, as rows.
import type { Generated, Updateable } from 'kysely'
import type { LocalDay } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'

export type PolicyState = 'proposed' | 'approved' | 'returned' | 'withdrawn' | 'lapsed'
type PolicyTables = {
  policy: {
    id: Generated<number>
    key: string
    scope: string
    effectiveFrom: LocalDay
    value: unknown
    state: PolicyState
    seed: boolean
    source: string
    documentTitle: string | null
    documentLink: string | null
    proposedBy: number | null
    proposedFor: number | null
    proposedAccount: string | null
    proposedAt: Date
    decidedBy: number | null
    decidedAt: Date | null
    reason: string | null
  }
}
export type PolicyRow = Omit<PolicyTables['policy'], 'id'> & { id: number }

/** What may be in force some day, the latest day first. */
export const approvedVersions = (db: Db) =>
  db
    .withTables<PolicyTables>()
    .selectFrom('policy')
    .select(['id', 'key', 'scope', 'effectiveFrom', 'value', 'source'])
    .where('state', '=', 'approved')
    .orderBy('effectiveFrom', 'desc')
    .execute()

/** Everything that was ever proposed for a key, oldest day first. */
export const versionsOf = (db: Db, key: string): Promise<PolicyRow[]> =>
  db
    .withTables<PolicyTables>()
    .selectFrom('policy')
    .selectAll()
    .where('key', '=', key)
    .orderBy('effectiveFrom')
    .orderBy('id')
    .execute()

export const proposals = (db: Db): Promise<PolicyRow[]> =>
  db
    .withTables<PolicyTables>()
    .selectFrom('policy')
    .selectAll()
    .where('state', '=', 'proposed')
    .orderBy('effectiveFrom')
    .orderBy('id')
    .execute()

export const versionById = (db: Db, id: number): Promise<PolicyRow | undefined> =>
  db.withTables<PolicyTables>().selectFrom('policy').selectAll().where('id', '=', id).executeTakeFirst()

export const lockVersion = (tx: Tx, id: number): Promise<PolicyRow | undefined> =>
  tx
    .withTables<PolicyTables>()
    .selectFrom('policy')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export type NewVersion = Omit<PolicyRow, 'id'>
const stored = (one: NewVersion) => ({ ...one, value: JSON.stringify(one.value) })

export async function insertVersion(tx: Tx, one: NewVersion): Promise<number> {
  const { id } = await tx
    .withTables<PolicyTables>()
    .insertInto('policy')
    .values(stored(one))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertSeeds(tx: Tx, versions: readonly NewVersion[]): Promise<void> {
  if (versions.length > 0)
    await tx.withTables<PolicyTables>().insertInto('policy').values(versions.map(stored)).execute()
}

export const everyVersion = (tx: Tx): Promise<PolicyRow[]> =>
  tx.withTables<PolicyTables>().selectFrom('policy').selectAll().execute()

export async function updateVersion(
  tx: Tx,
  id: number,
  change: Updateable<PolicyTables['policy']>,
): Promise<void> {
  await tx.withTables<PolicyTables>().updateTable('policy').set(change).where('id', '=', id).execute()
}
