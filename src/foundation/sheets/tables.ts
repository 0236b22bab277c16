// Row types of staged sheets.
import type { Generated } from 'kysely'

export const importStates = [
  'receiving',
  'checking',
  'checked',
  'registering',
  'done',
  'stopped',
  'failed',
] as const
export type ImportState = (typeof importStates)[number]

/** What whoever sent a sheet should know of it. */
export type SheetNotes = {
  /** Rows that are hidden in the sheet; they are checked like any other. */
  hiddenRows?: number
  /** The sheet of the book that was read, where there are several. */
  sheet?: string
  /** Sheets with the same header that were not read. */
  alike?: string[]
  /** Rows left as they stood in the template. */
  examples?: number
}

export type SheetTables = {
  importBatch: {
    id: Generated<number>
    kind: string
    fileName: string
    fileHash: Buffer | null
    state: ImportState
    rowsSeen: number
    rowsExpected: number | null
    rowsTotal: number | null
    nodeId: number
    byPerson: number | null
    paper: string | null
    begunAt: Date
    endedAt: Date | null
    why: string | null
    refused: { code: string; zh: string; en: string } | null
    notes: Generated<SheetNotes>
    sheetKept: Generated<boolean>
    claim: Generated<number>
    registeredByAccount: Generated<string | null>
    registeredByPerson: Generated<number | null>
  }
  importPiece: { batchId: number; n: number; bytes: number; sealed: Buffer }
  importChunk: {
    batchId: number
    firstRow: number
    counts: Record<string, number>
    sealed: Buffer | null
  }
  importRow: {
    batchId: number
    rowNo: number
    verdict: string
    columnName: string | null
    params: Record<string, string | number>
    shown: string
    shownBeside: string
    sealed: Buffer | null
    subjectId: number | null
  }
}
