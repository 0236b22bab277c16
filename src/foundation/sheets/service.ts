// A sheet that a room takes: received, watched, stopped, and its rows read; check.ts and register.ts do the work.
import { createHash } from 'node:crypto'
import { demand, type Principal, pathOf, scopeFilter } from '../access/access.ts'
import type { Ground, Import } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import { fileBytes } from '../spreadsheets/bytes.ts'
import { openWaiting } from './check.ts'
import type { ImportView } from './contract.ts'
import { keepSheet } from './keeping.ts'
import { importOf, kindNamed } from './kinds.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'
import type { ImportState } from './tables.ts'
import { accepted, isFine, nameVerdict, sayVerdict } from './verdicts.ts'

type Language = 'zh' | 'en'
const STATES: Record<ImportState, { zh: string; en: string }> = {
  receiving: { zh: '还在接收', en: 'it is still being received' },
  checking: { zh: '正在检查', en: 'it is being checked' },
  checked: { zh: '已经检查完', en: 'it has been checked' },
  registering: { zh: '正在登记', en: 'it is being registered' },
  done: { zh: '已经登记完', en: 'it has been registered' },
  stopped: { zh: '已经停止', en: 'it was stopped' },
  failed: { zh: '没有收下', en: 'it was refused' },
}
export const stateWords = (state: ImportState) => ({ is: STATES[state] })

export type NewSheet = { kind: string; name: string; nodeId: number; paper: string | null }

async function openBatch(
  ground: Ground,
  actor: Principal,
  sheet: NewSheet,
  sheetKept: boolean,
): Promise<number> {
  const { permission } = importOf(ground, actor, sheet.kind)
  demand(actor, permission, await pathOf(ground.db, sheet.nodeId))
  const { id } = await store.insertBatch(ground.db, {
    kind: sheet.kind,
    fileName: sheet.name,
    state: 'receiving',
    nodeId: sheet.nodeId,
    byPerson: actor.personId,
    paper: sheet.paper,
    begunAt: ground.clock(),
    sheetKept,
  })
  return id
}

const arrived = (ground: Ground, actor: Principal, id: number, sheet: NewSheet, hash: Buffer) =>
  ground.transact(async tx => {
    await store.received(tx, id, hash)
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'import.begun',
      subject: `import:${id}`,
      facts: { kind: sheet.kind, consentOnPaper: sheet.paper !== null },
    })
  })

/**
 * Takes a sheet as it arrives: sealed piece by piece, kept until it is checked, so that any process may check it. Answers its id.
 * @param bytes where they throw in place of an end, nothing is kept.
 */
export async function receiveSheet(
  ground: Ground,
  actor: Principal,
  sheet: NewSheet,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  const id = await openBatch(ground, actor, sheet, true)
  try {
    const hash = await keepSheet(ground, id, bytes)
    await arrived(ground, actor, id, sheet, hash)
    return id
  } catch (error) {
    await store.deleteBatch(ground.db, id).catch(() => {})
    throw error
  }
}

/** Begins the check of a file on this machine, which is read where it lies. Answers the batch's id. */
export async function beginImport(
  ground: Ground,
  actor: Principal,
  sheet: NewSheet & { path: string },
): Promise<number> {
  const id = await openBatch(ground, actor, sheet, false)
  await arrived(ground, actor, id, sheet, await hashOf(sheet.path))
  return id
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const part of (await fileBytes(path)).bytes()) hash.update(part)
  return hash.digest()
}

const RECEIVING_HOURS = 6
/** What was begun and never arrived. */
export const forgetUnreceived = (ground: Ground) =>
  store.deleteReceivingBefore(ground.db, new Date(ground.clock().getTime() - RECEIVING_HOURS * 3_600_000))

/** The same file, checked to its end and not yet registered to its end: whoever was interrupted goes on with it. */
export async function unfinishedImport(
  ground: Ground,
  actor: Principal,
  { kind, path, nodeId, paper }: NewSheet & { path: string },
): Promise<number | undefined> {
  demand(actor, importOf(ground, actor, kind).permission, await pathOf(ground.db, nodeId))
  return (await store.unfinishedBatch(ground.db, kind, await hashOf(path), nodeId, paper))?.id
}

/** @throws Refusal when there is no such sheet, or it is of a place that is not the actor's. */
export async function batchInScope(ground: Ground, actor: Principal, id: number): Promise<store.Batch> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  const batch = await store.batchById(ground.db, id)
  if (!batch) throw notFound('登记表', 'The registration sheet')
  demand(actor, kindNamed(ground, batch.kind).permission, await pathOf(ground.db, batch.nodeId))
  return batch
}

export async function stopImport(ground: Ground, actor: Principal, id: number): Promise<void> {
  const batch = await batchInScope(ground, actor, id)
  const stopped = await ground.transact(tx =>
    store.moveBatch(tx, id, ['checking', 'registering', 'checked'], 'stopped', { endedAt: ground.clock() }),
  )
  if (!stopped) throw refuse('import.state', stateWords(batch.state))
}

/** Whoever handed it in, as rooms title people. */
async function nameOf(ground: Ground, personId: number | null): Promise<string> {
  if (personId === null) return ''
  const people = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === 'person')
  return (await people?.titles(ground, [personId]))?.get(personId) ?? ''
}

async function view(ground: Ground, batch: store.Batch, language: Language): Promise<ImportView> {
  const kind = kindNamed(ground, batch.kind)
  return {
    id: batch.id,
    kind: batch.kind,
    fileName: batch.fileName,
    state: batch.state,
    rowsSeen: batch.rowsSeen,
    rowsExpected: batch.rowsExpected,
    rowsTotal: batch.rowsTotal,
    paper: batch.paper,
    by: await nameOf(ground, batch.byPerson),
    begunAt: batch.begunAt.toISOString(),
    code: batch.refused?.code ?? null,
    why: batch.refused?.[language] ?? batch.why,
    notes: batch.notes,
    verdicts: (await store.verdictCounts(ground.db, batch.id))
      .map(one => ({
        ...one,
        name: nameVerdict(kind, one.verdict, language),
        fine: isFine(one.verdict),
      }))
      .sort((a, b) => Number(b.fine) - Number(a.fine) || b.rows - a.rows),
  }
}

export const importView = async (ground: Ground, actor: Principal, id: number, language: Language = 'zh') =>
  view(ground, await batchInScope(ground, actor, id), language)

/** Sheets of a kind, newest first. */
export async function listImports(
  ground: Ground,
  actor: Principal,
  query: { kind: string; before?: number | undefined; limit: number },
  language: Language = 'zh',
): Promise<{ imports: ImportView[]; next: number | null }> {
  const { permission } = importOf(ground, actor, query.kind)
  const batches = await store.batchesOf(ground.db, {
    kind: query.kind,
    scope: scopeFilter(actor, permission, { path: 'n.path' }),
    before: query.before,
    limit: query.limit + 1,
  })
  const page = batches.slice(0, query.limit)
  return {
    imports: await Promise.all(page.map(batch => view(ground, batch, language))),
    next: batches.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** Rows that passed the check and wait to be registered: their text is sealed by the chunk. */
async function waitingRows(ground: Ground, id: number, page: { after?: number | undefined; limit: number }) {
  const rows: store.SettledRow[] = []
  const after = page.after ?? 0
  for (let from = await store.chunkBefore(ground.db, id, after); rows.length < page.limit; ) {
    const chunk = await store.waitingChunk(ground.db, id, from)
    if (!chunk?.sealed) break
    from = chunk.firstRow
    for (const [rowNo, [shown, shownBeside]] of openWaiting(ground, chunk.sealed))
      if (rowNo > after)
        rows.push({
          batchId: id,
          rowNo,
          verdict: 'ok',
          columnName: null,
          params: {},
          shown,
          shownBeside,
          sealed: null,
          subjectId: null,
        })
  }
  return rows.slice(0, page.limit)
}

export type RowFilter = {
  verdict?: string | undefined
  after?: number | undefined
  limit: number
  defectsOnly?: boolean
}
/** Settled rows in the order of the sheet; those that wait when asked for `verdict: 'ok'`. */
export async function importRows(
  ground: Ground,
  actor: Principal,
  id: number,
  filter: RowFilter,
  language: Language = 'zh',
) {
  const kind = kindNamed(ground, (await batchInScope(ground, actor, id)).kind)
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
      why: sayVerdict(kind, row.verdict, language, row.params),
      shown: row.shown,
      shownBeside: row.shownBeside,
      subject: row.subjectId,
    })),
    next: rows.length > filter.limit ? (page.at(-1)?.rowNo ?? null) : null,
  }
}

/** What the rows of a correction file have beside the sheet's own columns; when it is sent again they are passed over. */
const CORRECTION = ['原行号', '要改的列', '原因'] as const
export const correctionHeader = (kind: Import): string[] => [
  ...kind.columns.map(one => one.key),
  ...CORRECTION,
]

const ROWS_A_PAGE = 1000
/** The defective rows as they were sent, with the column to change and why: corrected, the same file can be sent again. */
export async function* correctionRows(
  ground: Ground,
  actor: Principal,
  id: number,
  language: Language = 'zh',
): AsyncGenerator<(string | number)[]> {
  const kind = kindNamed(ground, (await batchInScope(ground, actor, id)).kind)
  for (let after: number | undefined = 0; ; ) {
    const rows = await store.settledRows(ground.db, id, { after, limit: ROWS_A_PAGE, defectsOnly: true })
    for (const row of rows) {
      if (!row.sealed) continue
      const cells: Record<string, string> = JSON.parse(ground.secrets.decrypt(row.sealed))
      yield [
        ...kind.columns.map(column => cells[column.key] ?? ''),
        row.rowNo,
        row.columnName ?? '',
        sayVerdict(kind, row.verdict, language, row.params),
      ]
    }
    if (rows.length < ROWS_A_PAGE) return
    after = rows.at(-1)?.rowNo
  }
}

/** The answer of the command line: what was accepted, and each rejected row with its code and why. */
export async function importSummary(ground: Ground, actor: Principal, id: number) {
  const rejected: { row: number; code: string; why: string }[] = []
  for (let after = 0; ; ) {
    const { rows, next } = await importRows(ground, actor, id, { after, limit: 1000, defectsOnly: true })
    rejected.push(...rows.map(row => ({ row: row.row, code: row.verdict, why: row.why })))
    if (next === null) break
    after = next
  }
  const { verdicts } = await importView(ground, actor, id)
  const count = (verdict: string) => verdicts.find(one => one.verdict === verdict)?.rows ?? 0
  return {
    accepted: ['ok', ...accepted].reduce((sum, verdict) => sum + count(verdict), 0),
    registered: count('registered'),
    unchanged: count('unchanged'),
    alreadyRegistered: count('already-registered'),
    rejected,
  }
}
