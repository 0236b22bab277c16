// The only file that reads or writes insurance contracts.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { CoverState, payers } from './rules.ts'

type Tables = {
  cover: {
    id: Generated<number>
    nodeId: number
    insurer: string
    policyNo: string
    validFrom: LocalDay
    validUntil: LocalDay
    limits: { what: string; fen: number }[]
    ageFrom: number | null
    ageTo: number | null
    premiumFen: number | null
    payer: (typeof payers)[number] | null
    territory: string
    state: CoverState
    enteredBy: number | null
    enteredAt: Date
    confirmedBy: number | null
    confirmedAt: Date | null
    withdrawnWhy: string | null
  }
}
export type Cover = Selectable<Tables['cover']>
export type NewCover = Omit<
  Insertable<Tables['cover']>,
  'id' | 'state' | 'confirmedBy' | 'confirmedAt' | 'withdrawnWhy'
>
const of = (db: Db) => db.withTables<Tables>()

export const insertCover = (tx: Tx, cover: NewCover) =>
  of(tx)
    .insertInto('cover')
    .values({
      ...cover,
      limits: sql<Cover['limits']>`${JSON.stringify(cover.limits)}::jsonb`,
      state: 'waiting',
      confirmedBy: null,
      confirmedAt: null,
      withdrawnWhy: null,
    })
    .onConflict(conflict =>
      conflict
        .columns(['nodeId', 'insurer', 'policyNo', 'validFrom', 'validUntil'])
        .where('state', '<>', 'withdrawn')
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
/** The living one of the same insurer, number and term there. */
export const sameCover = (
  db: Db,
  it: Pick<Cover, 'nodeId' | 'insurer' | 'policyNo' | 'validFrom' | 'validUntil'>,
) =>
  of(db)
    .selectFrom('cover')
    .selectAll()
    .where('nodeId', '=', it.nodeId)
    .where('insurer', '=', it.insurer)
    .where('policyNo', '=', it.policyNo)
    .where('validFrom', '=', it.validFrom)
    .where('validUntil', '=', it.validUntil)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst()
export const coverById = (db: Db, id: number) =>
  of(db).selectFrom('cover').selectAll().where('id', '=', id).executeTakeFirst()
export const lockCover = (tx: Tx, id: number) =>
  of(tx).selectFrom('cover').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const updateCover = (
  tx: Tx,
  id: number,
  set: Partial<Pick<Cover, 'state' | 'confirmedBy' | 'confirmedAt' | 'withdrawnWhy'>>,
) => of(tx).updateTable('cover').set(set).where('id', '=', id).execute()
/** Of these nodes, not withdrawn and not over; what holds longest first. */
export const coversAt = (db: Db, nodes: readonly number[], today: LocalDay, limit: number) =>
  of(db)
    .selectFrom('cover')
    .selectAll()
    .where('nodeId', 'in', nodes)
    .where('state', '<>', 'withdrawn')
    .where('validUntil', '>=', today)
    .orderBy('validUntil', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
