// Reads .xlsx and .csv row by row, whatever the size. Cells come as text; dates as YYYY-MM-DD.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { streamXlsxRows } from 'hucre/xlsx'
import Papa from 'papaparse'
import { refusals } from '../refusals.ts'

/** `row` is the number people see in their sheet: the first line is 1. */
export type SheetLine = { row: number; cells: string[] }

export const refuse = refusals({
  'sheet.unreadable': {
    status: 422,
    zh: '这个文件不是 .xlsx 或 .csv，或已损坏。',
    en: 'This is not an .xlsx or .csv file, or it is damaged.',
  },
  'sheet.columns': {
    status: 422,
    zh: '表头缺少这些列：{missing}。',
    en: 'The header lacks these columns: {missing}.',
  },
})

/** A sheet's bytes, wherever they lie: read from the beginning each time they are asked for. */
export type SheetBytes = { size: number; bytes: () => AsyncIterable<Uint8Array> }

export const fileBytes = async (path: string): Promise<SheetBytes> => ({
  size: (await stat(path)).size,
  bytes: () => createReadStream(path, { highWaterMark: 262_144 }),
})

const HEAD = 65_536
async function headOf(sheet: SheetBytes): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of sheet.bytes()) {
    parts.push(part)
    length += part.byteLength
    if (length >= HEAD) break
  }
  return Buffer.concat(parts).subarray(0, HEAD)
}

/**
 * @param heard is told which share of the sheet (0 to 1) has been read, for whoever waits.
 * @throws Refusal `sheet.unreadable`. The sheet's own bytes decide its kind, not its name.
 */
export async function* readSheet(
  sheet: SheetBytes,
  heard: (share: number) => void = () => {},
): AsyncGenerator<SheetLine> {
  const head = await headOf(sheet)
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) yield* xlsxLines(sheet, heard)
  else if (head.includes(0)) throw refuse('sheet.unreadable')
  else yield* csvLines(sheet, encodingOf(head), heard)
}

/** The bytes as they are asked for. */
function streamOf(sheet: SheetBytes, heard: (share: number) => void): ReadableStream<Uint8Array> {
  const parts = sheet.bytes()[Symbol.asyncIterator]()
  let read = 0
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next()
      if (next.done) return controller.close()
      read += next.value.byteLength
      heard(read / sheet.size)
      controller.enqueue(next.value)
    },
    cancel: async () => {
      await parts.return?.()
    },
  })
}

async function* xlsxLines(sheet: SheetBytes, heard: (share: number) => void): AsyncGenerator<SheetLine> {
  try {
    for await (const line of streamXlsxRows(streamOf(sheet, heard)))
      yield { row: line.index + 1, cells: line.values.map(cellText) }
  } catch (error) {
    if (error instanceof Error && /zip|xlsx|xml|workbook|sheet/i.test(`${error.name} ${error.message}`))
      throw refuse('sheet.unreadable')
    throw error
  }
}

const cellText = (value: unknown): string =>
  value instanceof Date
    ? value.toISOString().slice(0, 10)
    : value === null || value === undefined
      ? ''
      : String(value)

/** Excel in China saves .csv as GB 18030 unless told otherwise; a character cut at the end of the sample is not a verdict. */
function encodingOf(head: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

async function* csvLines(
  sheet: SheetBytes,
  encoding: string,
  heard: (share: number) => void,
): AsyncGenerator<SheetLine> {
  const text = streamOf(sheet, heard).pipeThrough(
    new TextDecoderStream(encoding) as unknown as ReadableWritablePair<string, Uint8Array>,
  )
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, skipEmptyLines: false })
  Readable.fromWeb(text as never).pipe(parser)
  let row = 0
  for await (const cells of parser as AsyncIterable<string[]>) yield { row: ++row, cells }
}

/**
 * The lines below a header as records by column. Columns may stand in any order and there may be more of them;
 * empty lines are passed over.
 * @throws Refusal `sheet.columns` naming what the header lacks.
 */
export async function* recordsOf<Column extends string>(
  lines: AsyncIterable<SheetLine>,
  columns: readonly Column[],
  required: readonly Column[] = columns,
): AsyncGenerator<{ row: number; record: Record<Column, string> }> {
  let at: Map<string, number> | undefined
  for await (const { row, cells } of lines) {
    if (!at) {
      const header = cells.map(cell => cell.replace(/^\uFEFF/, '').trim())
      at = new Map(header.map((name, index) => [name, index]))
      const missing = required.filter(column => !at?.has(column))
      if (missing.length > 0) throw refuse('sheet.columns', { missing: missing.join('、') })
      continue
    }
    if (cells.every(cell => cell === '')) continue
    const where = at
    const record = Object.fromEntries(
      columns.map(column => [column, cells[where.get(column) ?? -1] ?? '']),
    ) as Record<Column, string>
    yield { row, record }
  }
}
