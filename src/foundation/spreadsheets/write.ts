// Writes .xlsx as a stream of bytes, and .csv that Excel opens with Chinese intact.
import { writeXlsxStream } from 'hucre/xlsx'

export type Cell = string | number

/** An .xlsx with one sheet, streamed while `rows` are pulled. */
export const xlsxStream = (
  name: string,
  header: readonly string[],
  rows: Iterable<Cell[]> | AsyncIterable<Cell[]>,
): ReadableStream<Uint8Array> =>
  writeXlsxStream(rows, { name, columns: header.map(title => ({ header: title })), freezePane: { rows: 1 } })

/** Text that begins like a formula is quoted, so that a spreadsheet never runs what somebody typed into a form. */
export const defused = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export const csvCell = (value: Cell): string => {
  const safe = typeof value === 'string' ? defused(value) : String(value)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`
