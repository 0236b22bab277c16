// Rules as dated data. A room declares the keys it reads and their shape; data/policies.json holds the district's values.
// A decision stores the id of the version it was taken under.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { LocalDay } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'

export type PolicyTables = {
  policy: {
    id: import('kysely').Generated<number>
    key: string
    scope: string
    effectiveFrom: LocalDay
    value: unknown
    source: string
    approvedBy: string
    recordedAt: Date
  }
}

/** A key and the shape of its value; declared once, in the room that reads it. */
export type PolicyKey<T> = { key: string; shape: z.ZodType<T> }
export const policyKey = <T>(key: string, shape: z.ZodType<T>): PolicyKey<T> => ({ key, shape })

/** Any key, for lists of them. */
export type AnyPolicyKey = PolicyKey<unknown>

export type Version<T> = { id: number; value: T; effectiveFrom: LocalDay; source: string }
type Row = { id: number; key: string; scope: string; effectiveFrom: LocalDay; value: unknown; source: string }

const seedFile = z.array(
  z.object({
    key: z.string(),
    scope: z.string().default(''),
    from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    value: z.unknown(),
    source: z.string(),
    approvedBy: z.string(),
  }),
)

export type Policies = {
  /** The version in force on a local day, for a town where one is given. @throws Error when no version covers the day. */
  at<T>(key: PolicyKey<T>, day: LocalDay, town?: string): Version<T>
  all(): Row[]
}

/** All versions, read into memory; made anew when a version is recorded. */
export async function loadPolicies(db: Db): Promise<Policies> {
  const rows = await db
    .withTables<PolicyTables>()
    .selectFrom('policy')
    .select(['id', 'key', 'scope', 'effectiveFrom', 'value', 'source'])
    .orderBy('effectiveFrom', 'desc')
    .execute()
  const byKey = Map.groupBy(rows, row => row.key)
  return {
    all: () => rows,
    at(key, day, town) {
      const versions = byKey.get(key.key)?.filter(row => row.effectiveFrom <= day) ?? []
      const row =
        versions.find(version => version.scope === town) ?? versions.find(version => version.scope === '')
      if (!row) throw new Error(`no policy ${key.key} is in force on ${day}`)
      return {
        id: row.id,
        value: key.shape.parse(row.value),
        effectiveFrom: row.effectiveFrom,
        source: row.source,
      }
    },
  }
}

/** Records every version of the seed file that the district does not have yet; existing ones are never changed. */
export async function seedPolicies(tx: Tx, at: Date): Promise<number> {
  const file = new URL('../../../data/policies.json', import.meta.url)
  const versions = seedFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const result = await tx
    .withTables<PolicyTables>()
    .insertInto('policy')
    .values(
      versions.map(one => ({
        key: one.key,
        scope: one.scope,
        effectiveFrom: one.from,
        value: JSON.stringify(one.value),
        source: one.source,
        approvedBy: one.approvedBy,
        recordedAt: at,
      })),
    )
    .onConflict(conflict => conflict.columns(['key', 'scope', 'effectiveFrom']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0)
}
