// A cell as text, whatever it was in its file.

/** `row` is the number people see in their sheet: the first line is 1. */
export type SheetLine = {
  row: number
  cells: string[]
  /** The line is hidden in its sheet. */
  hidden?: boolean
  /** Cells that lie under a merge from a line above and have its value. */
  covered?: ReadonlySet<number>
}

/** Rows that one sheet may have below its header. */
export const ROWS_MAX = 1_000_000
/** Excel's own last row. */
export const LAST_ROW = 1_048_576
/** What a cell can hold in Excel. Of a longer one a little more is kept, so that it can be seen to be longer. */
export const LONGEST_CELL = 32_767

const UNFIT = /(?![\t\n])\p{Cc}|\ufeff/gu
const NEEDS_CARE = /[^\u0020-\ud7ff\ue000-\ufefe\uff00-\uffff]/

/** The text of a cell: well formed, without control characters, no longer than can be told to be too long. */
export function tidyCell(text: string): string {
  const cut = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL + 1) : text
  return NEEDS_CARE.test(cut) ? cut.toWellFormed().replace(UNFIT, '') : cut
}

/** Excel keeps fifteen digits: a longer number in a cell of numbers is said as Excel says it. */
const WHOLE_MAX = 1e15
export function numberText(text: string): string {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) return text
  return Math.abs(value) >= WHOLE_MAX ? value.toExponential().toUpperCase() : String(value)
}

const DAY_MS = 86_400_000
const LAST_SERIAL = 2_958_465 // 9999-12-31
/** A day as Excel counts it: from 1900, with a 29 February 1900 that never was, or from 1904. Undefined where it is none. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial) + (from1904 ? 1462 : 0)
  if (!(day >= 1 && day <= LAST_SERIAL) || day === 60) return undefined
  const at = Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY_MS
  return new Date(at).toISOString().slice(0, 10)
}
