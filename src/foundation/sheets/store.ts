// The only file that reads or writes staged sheets: batches, their sealed pieces, what waits and what was settled.
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { columnsOf, recordset } from '../database/records.ts'
import type { ImportState, SheetTables } from './tables.ts'
import { accepted } from './verdicts.ts'

export type Batch = Selectable<SheetTables['importBatch']>
/** A row that was settled: refused by the check, or registered. */
export type SettledRow = Selectable<SheetTables['importRow']>
export type Chunk = Selectable<SheetTables['importChunk']>
const of = (db: Db) => db.withTables<SheetTables>()

export const insertBatch = (
  db: Db,
  batch: Pick<
    Batch,
    'kind' | 'fileName' | 'state' | 'nodeId' | 'byPerson' | 'paper' | 'begunAt' | 'sheetKept'
  >,
) =>
  of(db)
    .insertInto('importBatch')
    .values({
      ...batch,
      fileHash: null,
      rowsSeen: 0,
      rowsExpected: null,
      rowsTotal: null,
      endedAt: null,
      why: null,
      refused: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

export const batchById = (db: Db, id: number) =>
  of(db).selectFrom('importBatch').selectAll().where('id', '=', id).executeTakeFirst()

/** The sheets of a kind in scope, newest first, before an id. Those still on their way are nobody's yet. */
export const batchesOf = (
  db: Db,
  filter: { kind: string; scope: RawBuilder<boolean>; before: number | undefined; limit: number },
) =>
  sql<Batch>`
    select b.* from import_batch b join scope n on n.id = b.node_id
    where b.kind = ${filter.kind} and b.state <> 'receiving' and ${filter.scope}
      and (${filter.before ?? null}::bigint is null or b.id < ${filter.before ?? null}) order by b.id desc limit ${filter.limit}`
    .execute(db)
    .then(result => result.rows)

/** All of it has arrived: it may be checked. */
export const received = (tx: Tx, id: number, fileHash: Buffer) =>
  of(tx).updateTable('importBatch').set({ fileHash, state: 'checking' }).where('id', '=', id).execute()
export const deleteBatch = (db: Db, id: number) =>
  of(db).deleteFrom('importBatch').where('id', '=', id).where('state', '=', 'receiving').execute()
export const deleteReceivingBefore = (db: Db, before: Date) =>
  of(db).deleteFrom('importBatch').where('state', '=', 'receiving').where('begunAt', '<', before).execute()

/** The same file of the same place with the same consent, checked to its end but not registered to its end. */
export const unfinishedBatch = (
  db: Db,
  kind: string,
  fileHash: Buffer,
  nodeId: number,
  paper: string | null,
) =>
  of(db)
    .selectFrom('importBatch')
    .selectAll()
    .where('kind', '=', kind)
    .where('fileHash', '=', fileHash)
    .where('nodeId', '=', nodeId)
    .where('paper', paper === null ? 'is' : '=', paper)
    .where('rowsTotal', 'is not', null)
    .where('state', 'in', ['checked', 'registering', 'stopped'])
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** Moves a batch from one of the given states; false when somebody else moved it first. What was kept of its sheet goes. */
export async function moveBatch(
  db: Db,
  id: number,
  from: ImportState[],
  to: ImportState,
  set: Partial<
    Pick<
      Batch,
      'endedAt' | 'rowsTotal' | 'why' | 'refused' | 'notes' | 'registeredByAccount' | 'registeredByPerson'
    >
  > = {},
  claim?: number,
) {
  let moving = of(db)
    .updateTable('importBatch')
    .set({
      ...set,
      ...(set.refused && { refused: JSON.stringify(set.refused) as never }),
      ...(set.notes && { notes: JSON.stringify(set.notes) as never }),
      state: to,
    })
    .where('id', '=', id)
    .where('state', 'in', from)
  if (claim !== undefined) moving = moving.where('claim', '=', claim)
  const moved = await moving.executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) return false
  if (from.includes('checking')) await of(db).deleteFrom('importPiece').where('batchId', '=', id).execute()
  return true
}

/**
 * Begins the check from the first row, for a worker who comes after another too: what that one still writes is refused. Answers
 * the worker's claim, undefined when the sheet is no longer to be checked.
 */
export async function claimCheck(tx: Tx, id: number): Promise<number | undefined> {
  const claimed = await of(tx)
    .updateTable('importBatch')
    .set(set => ({ claim: set('claim', '+', 1), rowsSeen: 0 }))
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .returning('claim')
    .executeTakeFirst()
  if (claimed) {
    await of(tx).deleteFrom('importChunk').where('batchId', '=', id).execute()
    await of(tx).deleteFrom('importRow').where('batchId', '=', id).execute()
  }
  return claimed?.claim
}

/** Writes how far the check has come; answers whether it should go on. @throws Error when another worker took the sheet over. */
export async function setSeen(
  tx: Tx,
  id: number,
  claim: number,
  seen: { rowsSeen: number; rowsExpected: number },
): Promise<boolean> {
  const row = await of(tx)
    .updateTable('importBatch')
    .set(seen)
    .where('id', '=', id)
    .where('claim', '=', claim)
    .returning('state')
    .executeTakeFirst()
  if (!row) throw new Error(`import ${id} was taken over by another worker`)
  return row.state === 'checking'
}

/** Why it does not get on, while it is tried again. */
export const sayWhy = (db: Db, id: number, why: string) =>
  of(db).updateTable('importBatch').set({ why }).where('id', '=', id).execute()

export const insertPiece = (db: Db, piece: { batchId: number; n: number; bytes: number; sealed: Buffer }) =>
  of(db).insertInto('importPiece').values(piece).execute()
export const pieceOf = (db: Db, batchId: number, n: number) =>
  of(db)
    .selectFrom('importPiece')
    .select('sealed')
    .where('batchId', '=', batchId)
    .where('n', '=', n)
    .executeTakeFirst()
export const bytesKept = (db: Db, batchId: number) =>
  sql<{
    bytes: number
  }>`select coalesce(sum(bytes), 0)::bigint as bytes from import_piece where batch_id = ${batchId}`
    .execute(db)
    .then(result => result.rows[0]?.bytes ?? 0)

/** Sheets that any process may go on with. */
export const openBatches = (db: Db) =>
  of(db)
    .selectFrom('importBatch')
    .selectAll()
    .where('state', 'in', ['checking', 'registering'])
    .where(where => where.or([where('sheetKept', '=', true), where('state', '=', 'registering')]))
    .orderBy('id')
    .limit(100)
    .execute()

export const insertChunk = (tx: Tx, chunk: Chunk) =>
  of(tx)
    .insertInto('importChunk')
    .values({ ...chunk, counts: JSON.stringify(chunk.counts) as never })
    .execute()

/** Where the last chunk before a row begins, less one: a page begins there and not at the sheet's top. */
export const chunkBefore = (db: Db, batchId: number, row: number) =>
  sql<{ first: number | null }>`
    select max(first_row) as first from import_chunk where batch_id = ${batchId} and sealed is not null and first_row <= ${row}`
    .execute(db)
    .then(result => (result.rows[0]?.first ?? 1) - 1)

/** The next chunk after a row that waits to be registered. */
export const waitingChunk = (db: Db, batchId: number, after: number) =>
  of(db)
    .selectFrom('importChunk')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('sealed', 'is not', null)
    .where('firstRow', '>', after)
    .orderBy('firstRow')
    .limit(1)
    .executeTakeFirst()

/** Takes a chunk to register it; false when somebody took it before. Its text is gone with the transaction. */
export async function takeChunk(tx: Tx, chunk: Chunk): Promise<boolean> {
  const taken = await of(tx)
    .updateTable('importChunk')
    .set({ sealed: null })
    .where('batchId', '=', chunk.batchId)
    .where('firstRow', '=', chunk.firstRow)
    .where('sealed', 'is not', null)
    .executeTakeFirst()
  return Number(taken.numUpdatedRows) === 1
}
export const countChunk = (tx: Tx, chunk: Chunk, counts: Record<string, number>) =>
  of(tx)
    .updateTable('importChunk')
    .set({ counts: JSON.stringify(counts) as never })
    .where('batchId', '=', chunk.batchId)
    .where('firstRow', '=', chunk.firstRow)
    .execute()

const ROW_COLUMNS = {
  batchId: 'bigint',
  rowNo: 'integer',
  verdict: 'text',
  columnName: 'text',
  params: 'jsonb',
  shown: 'text',
  shownBeside: 'text',
  sealed: 'bytea',
  subjectId: 'bigint',
}
export const insertRows = (tx: Tx, rows: SettledRow[]) =>
  sql`insert into import_row (${columnsOf(ROW_COLUMNS)}) select * from ${recordset(ROW_COLUMNS, rows)}`.execute(
    tx,
  )

export const verdictCounts = (db: Db, batchId: number) =>
  sql<{ verdict: string; rows: number }>`
    select e.key as verdict, sum(e.value::integer) as rows from import_chunk c, jsonb_each_text(c.counts) e
    where c.batch_id = ${batchId} group by e.key order by e.key`
    .execute(db)
    .then(result => result.rows)

/** Settled rows of a sheet in its order. */
export function settledRows(
  db: Db,
  batchId: number,
  filter: { verdict?: string; after?: number; limit: number; defectsOnly?: boolean },
) {
  let query = of(db).selectFrom('importRow').selectAll().where('batchId', '=', batchId)
  if (filter.verdict) query = query.where('verdict', '=', filter.verdict)
  if (filter.defectsOnly) query = query.where('verdict', 'not in', [...accepted])
  if (filter.after) query = query.where('rowNo', '>', filter.after)
  return query.orderBy('rowNo').limit(filter.limit).execute()
}
