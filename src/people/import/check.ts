// The check of a sheet: every row gets its verdict. Rows that pass wait, sealed by the thousand, for somebody to say so;
// rows with a defect are kept one by one, so that the town gets them back with the column to change.
import { type Path, pathOf } from '../../foundation/access/access.ts'
import { tidyName, tidyNumber } from '../../foundation/cleaning.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { Refusal } from '../../foundation/refusals.ts'
import { fileBytes, readSheet, recordsOf, type SheetBytes } from '../../foundation/spreadsheets/read.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import { maskName, maskNumber } from '../identity.ts'
import {
  type CleanRow,
  checkRow,
  personPolicies,
  type RowVerdict,
  type SheetRow,
  sheetColumns,
} from '../rules.ts'
import * as store from './store.ts'

const ROWS_A_CHUNK = 500
const REQUIRED = sheetColumns.slice(0, 8)

/** @param of how many there will have been: an estimate until the sheet has been read. */
export type Progress = (done: number, of: number) => void

/** What a chunk keeps sealed. */
export type Waiting = readonly [rowNo: number, clean: CleanRow]
export const sealWaiting = (ground: Ground, rows: readonly Waiting[]): Buffer =>
  ground.secrets.encrypt(JSON.stringify(rows))
export const openWaiting = (ground: Ground, sealed: Buffer): Waiting[] =>
  JSON.parse(ground.secrets.decrypt(sealed))

type Verdict = RowVerdict | { outOfScope: true }

/**
 * Reads the sheet and stages a verdict for every row; memory holds a chunk and the documents seen, whatever the sheet's size.
 * Begun again by another worker it comes to the same.
 * @param sheet a file on this machine, or the sheet's bytes wherever they lie.
 * @throws Refusal when the sheet cannot be read or lacks columns; the batch is marked failed.
 */
export async function checkSheet(
  ground: Ground,
  batchId: number,
  sheet: string | SheetBytes,
  progress: Progress = () => {},
): Promise<void> {
  const claim = await ground.transact(tx => store.claimCheck(tx, batchId))
  if (claim === undefined) return
  const end = (to: 'checked' | 'failed', set: Parameters<typeof store.moveBatch>[4]) =>
    ground.transact(tx => store.moveBatch(tx, batchId, ['checking'], to, set, claim))
  try {
    const bytes = typeof sheet === 'string' ? await fileBytes(sheet) : sheet
    const rows = await stage(ground, batchId, claim, bytes, progress)
    if (rows !== 'stopped') await end('checked', { rowsTotal: rows })
  } catch (error) {
    // What is wrong with the sheet is said of it; what is wrong with the machine is tried again.
    if (error instanceof Refusal || typeof sheet === 'string')
      await end('failed', {
        endedAt: ground.clock(),
        why: error instanceof Error ? error.message : 'failed',
      })
    throw error
  }
}

async function stage(
  ground: Ground,
  batchId: number,
  claim: number,
  sheet: SheetBytes,
  progress: Progress,
): Promise<number | 'stopped'> {
  const verdictOn = await judge(ground, batchId)
  let share = 0
  let total = 0
  let chunk: { rowNo: number; record: SheetRow; verdict: Verdict }[] = []
  // One chunk is on its way to the database while the next is read and checked.
  let writing: Promise<boolean> = Promise.resolve(true)
  const flush = async (): Promise<boolean> => {
    const goOn = await writing
    const [rows, rowsSeen] = [chunk, total]
    const rowsExpected = share > 0 ? Math.max(total, Math.round(total / share)) : total
    chunk = []
    writing = ground.transact(async tx => {
      const goOn = await store.setSeen(tx, batchId, claim, { rowsSeen, rowsExpected })
      const [first] = rows
      if (first) {
        await store.insertChunk(tx, chunkOf(ground, batchId, first.rowNo, rows))
        await store.insertRows(
          tx,
          rows.flatMap(row => defectRow(ground, batchId, row)),
        )
      }
      return goOn
    })
    writing.catch(() => {}) // heard by whoever waits for it next
    progress(rowsSeen, rowsExpected)
    return goOn
  }
  const lines = readSheet(sheet, read => {
    share = read
  })
  for await (const { row, record } of recordsOf(lines, sheetColumns, REQUIRED)) {
    total++
    chunk.push({ rowNo: row, record, verdict: verdictOn(row, record) })
    if (chunk.length >= ROWS_A_CHUNK && !(await flush())) {
      await writing
      return 'stopped'
    }
  }
  await flush()
  return (await writing) ? total : 'stopped'
}

/** The judge of one sheet: remembers which documents it has accepted. */
async function judge(ground: Ground, batchId: number): Promise<(rowNo: number, record: SheetRow) => Verdict> {
  const book = await places(ground)
  const batch = await store.batchById(ground.db, batchId)
  const path: Path = batch ? await pathOf(ground.db, batch.nodeId) : []
  const scope = [...path].at(-1)
  const today = localDay(ground.clock())
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  const accepted = new Map<string, number>()
  const seen = (document: string) => accepted.get(document)
  return (rowNo, record) => {
    const verdict = checkRow(record, { today, book, guardianBelow, seen })
    if (!('clean' in verdict)) return verdict
    if (scope !== undefined && !livesWithin(verdict.clean, scope, book.byCode)) return { outOfScope: true }
    accepted.set(`${verdict.clean.documentType}:${verdict.clean.document}`, rowNo)
    return verdict
  }
}

/** A town enters its own people only; the district enters everybody's. */
function livesWithin(clean: CleanRow, node: number, byCode: (code: string) => Place | undefined): boolean {
  const community = byCode(clean.communityCode)
  const town = byCode(clean.townCode)
  const district = byCode(town?.parentCode ?? '')
  return [community, town, district].some(place => place?.nodeId === node)
}

type Judged = { rowNo: number; record: SheetRow; verdict: Verdict }
const codeOf = (verdict: Verdict): string =>
  'outOfScope' in verdict ? 'out-of-scope' : 'defect' in verdict ? verdict.defect : 'ok'

function chunkOf(ground: Ground, batchId: number, firstRow: number, rows: readonly Judged[]): store.Chunk {
  const counts: Record<string, number> = {}
  const waiting: Waiting[] = []
  for (const { rowNo, verdict } of rows) {
    const code = codeOf(verdict)
    counts[code] = (counts[code] ?? 0) + 1
    if ('clean' in verdict) waiting.push([rowNo, verdict.clean])
  }
  return { batchId, firstRow, counts, sealed: waiting.length > 0 ? sealWaiting(ground, waiting) : null }
}

function defectRow(ground: Ground, batchId: number, { rowNo, record, verdict }: Judged): store.SettledRow[] {
  if ('clean' in verdict) return []
  const defect = 'defect' in verdict ? verdict : undefined
  return [
    {
      batchId,
      rowNo,
      verdict: codeOf(verdict),
      columnName: defect?.column ?? '居住街镇',
      params: defect?.params ?? {},
      ...masksOf(tidyName(record.姓名), tidyNumber(record.证件号码)),
      sealed: ground.secrets.encrypt(JSON.stringify(record)),
      personId: null,
    },
  ]
}

export const masksOf = (name: string, document: string) => ({
  maskedName: maskName(name),
  maskedDocument: maskNumber(document),
})
