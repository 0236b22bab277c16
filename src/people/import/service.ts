// A town's registration sheet: begun, watched, stopped, and its rows read; check.ts and register.ts do the work.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { demand, type Path, type Principal, pathOf, scopeFilter } from '../../foundation/access/access.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../../foundation/refusals.ts'
import type { SheetBytes } from '../../foundation/spreadsheets/read.ts'
import type { ImportView } from '../contract.ts'
import { refuse } from '../refusals.ts'
import { sheetColumns } from '../rules.ts'
import { masksOf, openWaiting } from './check.ts'
import * as store from './store.ts'

const ROWS_A_PAGE = 1000

const PIECE_BYTES = 262_144

/**
 * Begins a check and answers the batch's id; `checkSheet` does the work. A sheet that is kept lies sealed in the database until it
 * is checked, so that any process may check it.
 */
export async function beginImport(
  ground: Ground,
  actor: Principal,
  file: { path: string; name: string },
  nodeId: number,
  paper: string | null,
  keep = false,
): Promise<number> {
  demand(actor, 'people.import', await pathOf(ground.db, nodeId))
  const fileHash = await hashOf(file.path)
  return ground.transact(async tx => {
    const begunAt = ground.clock()
    const { id } = await store.insertBatch(tx, {
      fileName: file.name,
      fileHash,
      nodeId,
      byPerson: actor.personId,
      paper,
      begunAt,
      sheetKept: keep,
    })
    if (keep) await keepSheet(ground, tx, id, file.path)
    await tell(tx, {
      at: begunAt,
      by: actor,
      kind: 'import.begun',
      subject: `import:${id}`,
      facts: { consentOnPaper: paper !== null },
    })
    return id
  })
}

async function keepSheet(ground: Ground, tx: Tx, batchId: number, path: string): Promise<void> {
  let n = 0
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }))
    await store.insertPiece(tx, {
      batchId,
      n: n++,
      bytes: piece.byteLength,
      sealed: ground.secrets.encryptBytes(piece),
    })
}

/** The sheet as it was kept, opened piece by piece. */
export const keptSheet = async (ground: Ground, batchId: number): Promise<SheetBytes> => ({
  size: await store.bytesKept(ground.db, batchId),
  async *bytes() {
    for (let n = 0; ; n++) {
      const piece = await store.pieceOf(ground.db, batchId, n)
      if (!piece) return
      yield ground.secrets.decryptBytes(piece.sealed)
    }
  },
})

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest()
}

/** The same file, checked to its end and not yet registered to its end: whoever was interrupted goes on with it. */
export async function unfinishedImport(
  ground: Ground,
  actor: Principal,
  path: string,
  nodeId: number,
  paper: string | null,
): Promise<number | undefined> {
  demand(actor, 'people.import', await pathOf(ground.db, nodeId))
  return (await store.unfinishedBatch(ground.db, await hashOf(path), nodeId, paper))?.id
}

/** @throws Refusal when there is no such sheet, or it is of a place that is not the actor's. */
export async function batchInScope(ground: Ground, actor: Principal, id: number): Promise<store.Batch> {
  demand(actor, 'people.import')
  const batch = await store.batchById(ground.db, id)
  if (!batch) throw groundRefuse('not-found', { what: '登记表' })
  const path: Path = await pathOf(ground.db, batch.nodeId)
  demand(actor, 'people.import', path)
  return batch
}

export async function stopImport(ground: Ground, actor: Principal, id: number): Promise<void> {
  const batch = await batchInScope(ground, actor, id)
  const stopped = await ground.transact(tx =>
    store.moveBatch(tx, id, ['checking', 'registering', 'checked'], 'stopped', { endedAt: ground.clock() }),
  )
  if (!stopped) throw refuse('import.state', { state: batch.state })
}

const view = async (ground: Ground, batch: store.Batch): Promise<ImportView> => ({
  id: batch.id,
  fileName: batch.fileName,
  state: batch.state,
  rowsSeen: batch.rowsSeen,
  rowsExpected: batch.rowsExpected,
  rowsTotal: batch.rowsTotal,
  paper: batch.paper,
  begunAt: batch.begunAt.toISOString(),
  why: batch.why,
  verdicts: await store.verdictCounts(ground.db, batch.id),
})

export const importView = async (ground: Ground, actor: Principal, id: number) =>
  view(ground, await batchInScope(ground, actor, id))

export async function listImports(ground: Ground, actor: Principal): Promise<ImportView[]> {
  demand(actor, 'people.import')
  const batches = await store.recentBatches(
    ground.db,
    scopeFilter(actor, 'people.import', { path: 'n.path' }),
  )
  return Promise.all(batches.map(batch => view(ground, batch)))
}

/** Rows that passed the check and wait to be registered: their text is sealed by the chunk. */
async function waitingRows(ground: Ground, id: number, page: { after?: number; limit: number }) {
  const rows: store.SettledRow[] = []
  for (let from = 0; rows.length < page.limit; ) {
    const chunk = await store.waitingChunk(ground.db, id, from)
    if (!chunk?.sealed) break
    from = chunk.firstRow
    for (const [rowNo, clean] of openWaiting(ground, chunk.sealed))
      if (rowNo > (page.after ?? 0))
        rows.push({
          batchId: id,
          rowNo,
          verdict: 'ok',
          columnName: null,
          params: {},
          ...masksOf(clean.name, clean.document),
          sealed: null,
          personId: null,
        })
  }
  return rows.slice(0, page.limit)
}

/** Settled rows in the order of the sheet; those that wait when asked for `verdict: 'ok'`. */
export async function importRows(
  ground: Ground,
  actor: Principal,
  id: number,
  filter: { verdict?: string; after?: number; limit: number; defectsOnly?: boolean },
) {
  await batchInScope(ground, actor, id)
  const wanted = { ...filter, limit: filter.limit + 1 }
  const rows =
    filter.verdict === 'ok'
      ? await waitingRows(ground, id, wanted)
      : await store.settledRows(ground.db, id, wanted)
  const page = rows.slice(0, filter.limit)
  return {
    rows: page.map(row => ({
      row: row.rowNo,
      verdict: row.verdict,
      column: row.columnName,
      params: row.params,
      maskedName: row.maskedName,
      maskedDocument: row.maskedDocument,
      personId: row.personId,
    })),
    next: rows.length > filter.limit ? (page.at(-1)?.rowNo ?? null) : null,
  }
}

export const correctionHeader = [...sheetColumns, '原行号', '要改的列', '原因'] as const

/** The defective rows as they were sent, with the column to change and why: corrected, the same file can be sent again. */
export async function* correctionRows(
  ground: Ground,
  actor: Principal,
  id: number,
  reasonOf: (verdict: string) => string,
): AsyncGenerator<(string | number)[]> {
  await batchInScope(ground, actor, id)
  for (let after: number | undefined = 0; ; ) {
    const rows = await store.settledRows(ground.db, id, {
      after,
      limit: ROWS_A_PAGE,
      defectsOnly: true,
    })
    for (const row of rows) {
      if (!row.sealed) continue
      const record: Record<string, string> = JSON.parse(ground.secrets.decrypt(row.sealed))
      yield [
        ...sheetColumns.map(column => record[column] ?? ''),
        row.rowNo,
        row.columnName ?? '',
        reasonOf(row.verdict),
      ]
    }
    if (rows.length < ROWS_A_PAGE) return
    after = rows.at(-1)?.rowNo
  }
}

/** The answer of the command line: what was accepted, and each rejected row with its code. */
export async function importSummary(ground: Ground, actor: Principal, id: number) {
  const rejected: { row: number; code: string }[] = []
  for (let after = 0; ; ) {
    const { rows, next } = await importRows(ground, actor, id, { after, limit: 1000, defectsOnly: true })
    rejected.push(...rows.map(row => ({ row: row.row, code: row.verdict })))
    if (next === null) break
    after = next
  }
  const { verdicts } = await importView(ground, actor, id)
  const count = (verdict: string) => verdicts.find(one => one.verdict === verdict)?.rows ?? 0
  return {
    accepted: ['ok', ...store.ACCEPTED].reduce((sum, verdict) => sum + count(verdict), 0),
    registered: count('registered'),
    unchanged: count('unchanged'),
    alreadyRegistered: count('already-registered'),
    rejected,
  }
}
