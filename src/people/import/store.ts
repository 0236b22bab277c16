// The only file that reads or writes import batches and their staged rows.
import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../foundation/database/database.ts'
import { columnsOf, recordset } from '../../foundation/database/records.ts'
import type { ImportState, PeopleTables } from '../tables.ts'

export type Batch = Selectable<PeopleTables['importBatch']>
export type StagedRow = Selectable<PeopleTables['importRow']>
const of = (db: Db) => db.withTables<PeopleTables>()

export const insertBatch = (
  tx: Tx,
  batch: Pick<Batch, 'fileName' | 'fileHash' | 'nodeId' | 'byPerson' | 'paper' | 'begunAt'>,
) =>
  of(tx)
    .insertInto('importBatch')
    .values({ ...batch, state: 'checking', rowsSeen: 0, rowsTotal: null, endedAt: null, why: null })
    .returning('id')
    .executeTakeFirstOrThrow()

export const batchById = (db: Db, id: number) =>
  of(db).selectFrom('importBatch').selectAll().where('id', '=', id).executeTakeFirst()

export const recentBatches = (db: Db, nodes: number[]) =>
  nodes.length === 0
    ? Promise.resolve([])
    : of(db)
        .selectFrom('importBatch')
        .selectAll()
        .where('nodeId', 'in', nodes)
        .orderBy('id', 'desc')
        .limit(50)
        .execute()

/** Moves a batch from one of the given states; false when somebody else moved it first. */
export async function moveBatch(
  db: Db,
  id: number,
  from: ImportState[],
  to: ImportState,
  set: Partial<Pick<Batch, 'endedAt' | 'rowsTotal' | 'why' | 'paper'>> = {},
) {
  const moved = await of(db)
    .updateTable('importBatch')
    .set({ ...set, state: to })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return Number(moved.numUpdatedRows) === 1
}

export const setSeen = (tx: Tx, id: number, rowsSeen: number) =>
  of(tx)
    .updateTable('importBatch')
    .set({ rowsSeen })
    .where('id', '=', id)
    .returning('state')
    .executeTakeFirst()

const ROW_COLUMNS = {
  batchId: 'bigint',
  rowNo: 'integer',
  verdict: 'text',
  columnName: 'text',
  params: 'jsonb',
  maskedName: 'text',
  maskedDocument: 'text',
  sealed: 'bytea',
  personId: 'bigint',
}
export const insertRows = (tx: Tx, rows: StagedRow[]) =>
  sql`insert into import_row (${columnsOf(ROW_COLUMNS)}) select * from ${recordset(ROW_COLUMNS, rows)}`.execute(
    tx,
  )

export const verdictCounts = (db: Db, batchId: number) =>
  of(db)
    .selectFrom('importRow')
    .select(['verdict', eb => eb.fn.countAll<number>().as('rows')])
    .where('batchId', '=', batchId)
    .groupBy('verdict')
    .orderBy('verdict')
    .execute()

export function rowsOf(
  db: Db,
  batchId: number,
  filter: { verdict?: string; after?: number; limit: number; defectsOnly?: boolean },
) {
  let query = of(db).selectFrom('importRow').selectAll().where('batchId', '=', batchId)
  if (filter.verdict) query = query.where('verdict', '=', filter.verdict)
  if (filter.defectsOnly) query = query.where('verdict', 'not in', ACCEPTED)
  if (filter.after) query = query.where('rowNo', '>', filter.after)
  return query.orderBy('rowNo').limit(filter.limit).execute()
}

/** Verdicts that are no defect: nothing to correct and send again. */
export const ACCEPTED = ['ok', 'registered', 'unchanged', 'already-registered']

/** Writes what became of rows at registration and forgets their sealed text. */
export const settleRows = (
  tx: Tx,
  batchId: number,
  rows: { rowNo: number; verdict: string; personId: number; params: Record<string, string | number> }[],
) =>
  sql`update import_row set verdict = given.verdict, person_id = given.person_id, params = given.params, sealed = null
    from unnest(${rows.map(r => r.rowNo)}::int[], ${rows.map(r => r.verdict)}::text[], ${rows.map(r => r.personId)}::bigint[], ${rows.map(r => JSON.stringify(r.params))}::jsonb[])
      as given (row_no, verdict, person_id, params)
    where import_row.batch_id = ${batchId} and import_row.row_no = given.row_no`.execute(tx)
