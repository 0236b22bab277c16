// Reads .xlsx and .csv row by row, whatever the size. Cells come as text; dates as YYYY-MM-DD.
import { openAsBlob } from 'node:fs'
import { open } from 'node:fs/promises'
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

/**
 * @param heard is told which share of the file (0 to 1) has been read, for whoever waits.
 * @throws Refusal `sheet.unreadable`. The file's own bytes decide its kind, not its name.
 */
export async function* readSheet(
  path: string,
  heard: (share: number) => void = () => {},
): AsyncGenerator<SheetLine> {
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
  await file.close()
  const head = buffer.subarray(0, bytesRead)
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) yield* xlsxLines(path, heard)
  else if (head.includes(0)) throw refuse('sheet.unreadable')
  else yield* csvLines(path, encodingOf(head), heard)
}

/** The bytes of a file as they are asked for. */
async function bytesOf(path: string, heard: (share: number) => void): Promise<ReadableStream<Uint8Array>> {
  const blob = await openAsBlob(path)
  let read = 0
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, onward) {
      read += chunk.byteLength
      heard(read / blob.size)
      onward.enqueue(chunk)
    },
  })
  return (blob.stream() as ReadableStream<Uint8Array>).pipeThrough(counted)
}

async function* xlsxLines(path: string, heard: (share: number) => void): AsyncGenerator<SheetLine> {
  try {
    for await (const line of streamXlsxRows(await bytesOf(path, heard)))
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
  path: string,
  encoding: string,
  heard: (share: number) => void,
): AsyncGenerator<SheetLine> {
  const text = (await bytesOf(path, heard)).pipeThrough(
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
