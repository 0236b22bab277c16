// The check of a sheet: every row gets exactly one verdict. Rows that pass wait, sealed by the hundred, for somebody to say so;
// rows with a defect are kept one by one, so that they can be given back with the column to change.
import { pathOf } from '../access/access.ts'
import type { Ground, Import, ImportJob, ImportVerdict } from '../ground.ts'
import { Refusal } from '../refusals.ts'
import { fileBytes, type SheetBytes } from '../spreadsheets/bytes.ts'
import { type FoundTable, readTable } from '../spreadsheets/reading.ts'
import { refuse as refuseFile } from '../spreadsheets/refusals.ts'
import type { TableRow } from '../spreadsheets/table.ts'
import { findFlaw, isExample } from './flaws.ts'
import { importKinds, kindNamed, wantedOf } from './kinds.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'
import type { SheetNotes } from './tables.ts'

/** Whatever ends its worker every time is not tried for ever. */
const CLAIMS_MOST = 10

/** @param of how many there will have been: an estimate until the sheet has been read. */
export type Progress = (done: number, of: number) => void

/** What a chunk keeps sealed of each row: its number, how it is shown, and what is to be registered. */
export type Waiting = readonly [rowNo: number, shown: readonly [string, string], clean: unknown]
const sealWaiting = (ground: Ground, rows: readonly Waiting[]): Buffer =>
  ground.secrets.encrypt(JSON.stringify(rows))
export const openWaiting = (ground: Ground, sealed: Buffer): Waiting[] =>
  JSON.parse(ground.secrets.decrypt(sealed))

/**
 * Reads the sheet and stages a verdict for every row; memory holds a chunk and what the room remembers, whatever the sheet's size.
 * Begun again by another worker it comes to the same.
 * @param sheet a file on this machine, or the sheet's bytes wherever they lie.
 * @throws Refusal when the sheet is refused as a whole; the batch is marked failed, and says why.
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
    if (claim > CLAIMS_MOST) throw refuse('import.given-up', { n: CLAIMS_MOST })
    const bytes = typeof sheet === 'string' ? await fileBytes(sheet) : sheet
    const done = await new Check(ground, batchId, claim, progress).run(bytes)
    if (done !== 'stopped') await end('checked', { rowsTotal: done.rows, notes: done.notes })
  } catch (error) {
    const endedAt = ground.clock()
    // What is wrong with the sheet is said of it; what is wrong with the machine is tried again.
    if (error instanceof Refusal)
      await end('failed', {
        endedAt,
        why: error.message,
        refused: { code: error.code, zh: error.say('zh'), en: error.say('en') },
      })
    else if (typeof sheet === 'string')
      await end('failed', { endedAt, why: error instanceof Error ? error.message : 'failed' })
    throw error
  }
}

/** The batch as the room that takes it sees it. */
export async function jobOf(ground: Ground, batch: store.Batch): Promise<ImportJob> {
  return {
    id: batch.id,
    nodeId: batch.nodeId,
    path: await pathOf(ground.db, batch.nodeId),
    by: { accountId: batch.registeredByAccount, personId: batch.registeredByPerson },
    paper: batch.paper,
  }
}

/** @throws Refusal that says what is missing, or of which other kind the sheet is. */
async function tableOf(ground: Ground, kind: Import, sheet: SheetBytes): Promise<FoundTable> {
  const others = importKinds(ground).filter(one => one.kind !== kind.kind)
  const found = await readTable(sheet, wantedOf(kind), others.map(wantedOf))
  if (!('missing' in found)) return found
  const other = found.other === null ? undefined : others[found.other]
  if (other) throw refuse('import.other-kind', { other: other.title, here: kind.title })
  throw refuseFile('sheet.columns', { missing: found.missing.join('、') })
}

type Judged = { row: TableRow; verdict: ImportVerdict<unknown> }

class Check {
  readonly #ground: Ground
  readonly #batchId: number
  readonly #claim: number
  readonly #progress: Progress
  #share = 0
  #total = 0
  readonly #notes: SheetNotes = {}
  /** One chunk is on its way to the database while the next is read and checked. */
  #writing: Promise<boolean> = Promise.resolve(true)
  constructor(ground: Ground, batchId: number, claim: number, progress: Progress) {
    this.#ground = ground
    this.#batchId = batchId
    this.#claim = claim
    this.#progress = progress
  }

  async run(sheet: SheetBytes): Promise<{ rows: number; notes: SheetNotes } | 'stopped'> {
    const batch = await store.batchById(this.#ground.db, this.#batchId)
    if (!batch) return 'stopped'
    const kind = kindNamed(this.#ground, batch.kind)
    const judge = await kind.check(this.#ground, await jobOf(this.#ground, batch))
    const table = await tableOf(this.#ground, kind, sheet)
    if (table.sheets > 1) this.#notes.sheet = table.sheet
    if (table.alike.length > 0) this.#notes.alike = [...table.alike]
    for await (const { rows, share } of table.rows) {
      this.#share = share
      const chunk = rows.filter(row => this.#takes(kind, row))
      if (chunk.length > 0 && !(await this.#write(kind, await judgeAll(kind, judge, chunk)))) {
        await this.#writing
        return 'stopped'
      }
    }
    if (this.#total === 0) throw refuseFile('sheet.no-rows')
    return (await this.#writing) ? { rows: this.#total, notes: this.#notes } : 'stopped'
  }

  /** Counts a row and what is to be said of it; an example of the template is none. */
  #takes(kind: Import, row: TableRow): boolean {
    if (isExample(kind.columns, row.cells)) {
      this.#notes.examples = (this.#notes.examples ?? 0) + 1
      return false
    }
    if (row.hidden) this.#notes.hiddenRows = (this.#notes.hiddenRows ?? 0) + 1
    this.#total++
    return true
  }

  /** Sends a chunk on its way once the one before has arrived; answers whether to go on. */
  async #write(kind: Import, rows: readonly Judged[]): Promise<boolean> {
    const goOn = await this.#writing
    const [ground, batchId, rowsSeen] = [this.#ground, this.#batchId, this.#total]
    const rowsExpected = this.#share > 0 ? Math.max(rowsSeen, Math.round(rowsSeen / this.#share)) : rowsSeen
    const chunk = chunkOf(ground, kind, batchId, rows)
    const defects = rows.flatMap(one => defectRow(ground, kind, batchId, one))
    this.#writing = ground.transact(async tx => {
      const goOn = await store.setSeen(tx, batchId, this.#claim, { rowsSeen, rowsExpected })
      await store.insertChunk(tx, chunk)
      await store.insertRows(tx, defects)
      return goOn
    })
    this.#writing.catch(() => {}) // heard by whoever waits for it next
    this.#progress(rowsSeen, rowsExpected)
    return goOn
  }
}

/** What the sheet itself did to a row is said before the room looks at what it says. */
async function judgeAll(
  kind: Import,
  judge: Awaited<ReturnType<Import['check']>>,
  rows: readonly TableRow[],
): Promise<Judged[]> {
  const flaws = rows.map(row => findFlaw(kind.columns, row.cells, row.covered))
  const sound = rows.filter((_, i) => !flaws[i])
  const verdicts = (await judge(sound)).values()
  return rows.map((row, i) => {
    const verdict = flaws[i] ?? verdicts.next().value
    if (!verdict) throw new Error(`row ${row.row} of a sheet of ${kind.kind} has no verdict`)
    return { row, verdict }
  })
}

function chunkOf(ground: Ground, kind: Import, batchId: number, rows: readonly Judged[]): store.Chunk {
  const counts: Record<string, number> = {}
  const waiting: Waiting[] = []
  for (const { row, verdict } of rows) {
    const code = 'clean' in verdict ? 'ok' : verdict.defect
    counts[code] = (counts[code] ?? 0) + 1
    if ('clean' in verdict) waiting.push([row.row, kind.shown(row.cells), verdict.clean])
  }
  const sealed = waiting.length > 0 ? sealWaiting(ground, waiting) : null
  return { batchId, firstRow: rows[0]?.row.row ?? 0, counts, sealed }
}

function defectRow(
  ground: Ground,
  kind: Import,
  batchId: number,
  { row, verdict }: Judged,
): store.SettledRow[] {
  if ('clean' in verdict) return []
  const [shown, shownBeside] = kind.shown(row.cells)
  return [
    {
      batchId,
      rowNo: row.row,
      verdict: verdict.defect,
      columnName: verdict.column,
      params: verdict.params ?? {},
      shown: shown.slice(0, SHOWN_MAX),
      shownBeside: shownBeside.slice(0, SHOWN_MAX),
      sealed: ground.secrets.encrypt(JSON.stringify(row.cells)),
      subjectId: null,
    },
  ]
}
const SHOWN_MAX = 60
