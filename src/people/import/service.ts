// A town's registration sheet: checked row by row into a staging table, then registered in batches.
// Invariant: a row is settled with its person in one transaction, so a sheet may be stopped, resumed or sent again
// and nobody is entered twice.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { demand, type Path, type Principal, pathOf, scopesOf } from '../../foundation/access/access.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../../foundation/refusals.ts'
import { readSheet, recordsOf } from '../../foundation/spreadsheets/read.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import type { ImportView } from '../contract.ts'
import { maskName, maskNumber, tidyNumber } from '../identity.ts'
import { refuse } from '../refusals.ts'
import { type CleanRow, checkRow, personPolicies, resend, type SheetRow, sheetColumns } from '../rules.ts'
import { documentKey, enter, entryOf, REGISTRATION } from '../service.ts'
import { insertConsents, peopleByDocument, updatePerson } from '../store.ts'
import * as store from './store.ts'

const BATCH = 1000

export type Progress = (done: number) => void

/** Begins a check and answers the batch's id; `checkSheet` does the work. */
export async function beginImport(
  ground: Ground,
  actor: Principal,
  file: { path: string; name: string },
  nodeId: number,
  paper: string | null,
): Promise<number> {
  demand(actor, 'people.import', await pathOf(ground.db, nodeId))
  const fileHash = createHash('sha256')
  for await (const chunk of createReadStream(file.path)) fileHash.update(chunk)
  return ground.transact(async tx => {
    const begunAt = ground.clock()
    const { id } = await store.insertBatch(tx, {
      fileName: file.name,
      fileHash: fileHash.digest(),
      nodeId,
      byPerson: actor.personId,
      paper,
      begunAt,
    })
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

/**
 * Reads the sheet and stages a verdict for every row; memory holds one batch, whatever the file's size.
 * @throws Refusal when the file cannot be read or lacks columns; the batch is marked failed.
 */
export async function checkSheet(
  ground: Ground,
  batchId: number,
  path: string,
  progress: Progress = () => {},
): Promise<void> {
  try {
    const book = await places(ground)
    const batch = await store.batchById(ground.db, batchId)
    const scope = batch ? [...(await pathOf(ground.db, batch.nodeId))].at(-1) : undefined
    const today = localDay(ground.clock())
    const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
    const accepted = new Map<string, number>() // documents of this file, by the row that was accepted first
    const seen = (document: string) => accepted.get(document)
    let staged: store.StagedRow[] = []
    let total = 0
    // One batch is on its way to the database while the next is read and checked.
    let writing: Promise<string | undefined> = Promise.resolve(undefined)
    const flush = async () => {
      const state = await writing
      const [rows, seenRows] = [staged, total]
      staged = []
      writing = ground.transact(async tx => {
        if (rows.length > 0) await store.insertRows(tx, rows)
        return (await store.setSeen(tx, batchId, seenRows))?.state
      })
      writing.catch(() => {}) // heard by whoever waits for it next
      progress(seenRows)
      return state
    }
    for await (const { row, record } of recordsOf(readSheet(path), sheetColumns, sheetColumns.slice(0, 8))) {
      total++
      const verdict = checkRow(record, { today, book, guardianBelow, seen })
      staged.push(stagedRow(ground, batchId, row, record, verdictWithin(verdict, scope, book.byCode)))
      if ('clean' in verdict) accepted.set(`${verdict.clean.documentType}:${verdict.clean.document}`, row)
      if (staged.length >= BATCH && (await flush()) === 'stopped') return
    }
    await flush()
    await writing
    await store.moveBatch(ground.db, batchId, ['checking'], 'checked', { rowsTotal: total })
  } catch (error) {
    await store.moveBatch(ground.db, batchId, ['checking'], 'failed', {
      endedAt: ground.clock(),
      why: error instanceof Error ? error.message : 'failed',
    })
    throw error
  }
}

type Verdict = ReturnType<typeof checkRow>

/** A town enters its own people only; the district enters everybody's. */
function verdictWithin(
  verdict: Verdict,
  scopeNode: number | undefined,
  byCode: (code: string) => Place | undefined,
): Verdict | 'out-of-scope' {
  if (!('clean' in verdict) || scopeNode === undefined) return verdict
  const community = byCode(verdict.clean.communityCode)
  const town = byCode(verdict.clean.townCode)
  const district = byCode(town?.parentCode ?? '')
  return [community, town, district].some(place => place?.nodeId === scopeNode) ? verdict : 'out-of-scope'
}

function stagedRow(
  ground: Ground,
  batchId: number,
  rowNo: number,
  record: SheetRow,
  verdict: Verdict | 'out-of-scope',
): store.StagedRow {
  const clean = verdict !== 'out-of-scope' && 'clean' in verdict ? verdict.clean : undefined
  const defect = verdict !== 'out-of-scope' && 'defect' in verdict ? verdict : undefined
  return {
    batchId,
    rowNo,
    verdict: verdict === 'out-of-scope' ? 'out-of-scope' : (defect?.defect ?? 'ok'),
    columnName: verdict === 'out-of-scope' ? '居住街镇' : (defect?.column ?? null),
    params: defect?.params ?? {},
    maskedName: maskName(record.姓名.trim()),
    maskedDocument: maskNumber(tidyNumber(record.证件号码)),
    sealed: ground.secrets.encrypt(JSON.stringify(clean ?? record)),
    personId: null,
  }
}

/** Registers every row that passed the check. Interrupted, it goes on where it stopped when called again. */
export async function registerSheet(
  ground: Ground,
  actor: Principal,
  batchId: number,
  progress: Progress = () => {},
): Promise<void> {
  const batch = await batchInScope(ground, actor, batchId)
  const begun = await store.moveBatch(
    ground.db,
    batchId,
    ['checked', 'registering', 'stopped'],
    'registering',
  )
  if (!begun) throw refuse('import.state', { state: batch.state })
  let done = 0
  // One batch is being registered while the next is read and its people are sealed.
  let writing: Promise<void> = Promise.resolve()
  for (let after = 0; ; ) {
    const rows = await store.rowsOf(ground.db, batchId, { verdict: 'ok', after, limit: BATCH })
    const people = peopleOf(ground, rows)
    await writing
    const last = rows.at(-1)
    if (!last) break
    if ((await store.batchById(ground.db, batchId))?.state === 'stopped') return
    writing = ground.transact(tx => registerRows(ground, tx, actor, batch, people))
    writing.catch(() => {}) // heard by whoever waits for it next
    after = last.rowNo
    done += rows.length
    progress(done)
  }
  await store.moveBatch(ground.db, batchId, ['registering'], 'done', { endedAt: ground.clock() })
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'import.done',
      subject: `import:${batchId}`,
      facts: { rows: done },
    }),
  )
}

type ToEnter = { rowNo: number; clean: CleanRow; entry: ReturnType<typeof entryOf>; key: Buffer }
function peopleOf(ground: Ground, rows: readonly store.StagedRow[]): ToEnter[] {
  const at = ground.clock()
  return rows.map(row => {
    const clean = unsealed(ground, row)
    const entry = entryOf(ground, clean, { tier: 'real-name', method: 'sheet', source: 'sheet', at })
    return {
      rowNo: row.rowNo,
      clean,
      entry,
      key: entry.documentHash ?? documentKey(ground, clean.documentType, clean.document),
    }
  })
}

async function registerRows(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  batch: store.Batch,
  keyed: readonly ToEnter[],
) {
  const at = ground.clock()
  const entered = await enter(
    ground,
    tx,
    keyed.map(one => one.entry),
  )
  const newByKey = new Map(entered.map(one => [one.documentHash?.toString('hex') ?? '', one.id]))
  const others = keyed.filter(one => !newByKey.has(one.key.toString('hex')))
  const known = new Map(
    (
      await peopleByDocument(
        tx,
        others.map(one => one.key),
      )
    ).map(one => [one.documentHash?.toString('hex') ?? '', one]),
  )

  const settled = []
  for (const { rowNo, clean, key } of keyed) {
    const id = newByKey.get(key.toString('hex'))
    const before = known.get(key.toString('hex'))
    if (id !== undefined) settled.push({ rowNo, verdict: 'registered', personId: id, params: {} })
    else if (before) {
      const outcome = resend(before, clean)
      if ('fill' in outcome) await updatePerson(tx, before.id, outcome.fill)
      const verdict =
        'conflict' in outcome
          ? 'conflict'
          : 'fill' in outcome || before.source !== 'sheet'
            ? 'already-registered'
            : 'unchanged'
      settled.push({
        rowNo,
        verdict,
        personId: before.id,
        params: 'conflict' in outcome ? { fields: outcome.conflict.join(',') } : {},
      })
    }
  }
  if (batch.paper !== null) {
    const { version } = ground.policies.at(personPolicies.consent, localDay(at)).value
    await insertConsents(
      tx,
      entered.map(one => ({
        personId: one.id,
        purpose: REGISTRATION,
        version,
        how: 'paper' as const,
        paper: batch.paper,
        byPerson: actor.personId,
        at,
      })),
    )
  }
  await store.settleRows(tx, batch.id, settled)
  await tell(
    tx,
    ...entered.map(one => ({
      at,
      by: actor,
      kind: 'person.registered',
      subject: `person:${one.id}`,
      facts: { source: 'sheet', import: batch.id },
    })),
  )
}

function unsealed(ground: Ground, row: store.StagedRow): CleanRow {
  if (!row.sealed) throw new Error(`row ${row.rowNo} of import ${row.batchId} lost its text`)
  return JSON.parse(ground.secrets.decrypt(row.sealed))
}

async function batchInScope(ground: Ground, actor: Principal, id: number): Promise<store.Batch> {
  demand(actor, 'people.import')
  const batch = await store.batchById(ground.db, id)
  if (!batch) throw groundRefuse('not-found', { what: '登记表' })
  const path: Path = await pathOf(ground.db, batch.nodeId)
  demand(actor, 'people.import', path)
  return batch
}

export async function stopImport(ground: Ground, actor: Principal, id: number): Promise<void> {
  const batch = await batchInScope(ground, actor, id)
  if (
    !(await store.moveBatch(ground.db, id, ['checking', 'registering', 'checked'], 'stopped', {
      endedAt: ground.clock(),
    }))
  )
    throw refuse('import.state', { state: batch.state })
}

const view = async (ground: Ground, batch: store.Batch): Promise<ImportView> => ({
  id: batch.id,
  fileName: batch.fileName,
  state: batch.state,
  rowsSeen: batch.rowsSeen,
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
  const batches = await store.recentBatches(ground.db, scopesOf(actor, 'people.import'))
  return Promise.all(batches.map(batch => view(ground, batch)))
}

export async function importRows(
  ground: Ground,
  actor: Principal,
  id: number,
  filter: { verdict?: string; after?: number; limit: number; defectsOnly?: boolean },
) {
  await batchInScope(ground, actor, id)
  const rows = await store.rowsOf(ground.db, id, { ...filter, limit: filter.limit + 1 })
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
    const rows = await store.rowsOf(ground.db, id, { after, limit: BATCH, defectsOnly: true })
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
    if (rows.length < BATCH) return
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
    accepted: store.ACCEPTED.reduce((sum, verdict) => sum + count(verdict), 0),
    registered: count('registered'),
    unchanged: count('unchanged'),
    alreadyRegistered: count('already-registered'),
    rejected,
  }
}
