// Finds the table in a sheet as sheets come: a title and notes above, on the second sheet, a header of two lines, columns in any order
// and with more of them. Pure over the lines, but for asking for them.
import { tidyWords } from '../cleaning.ts'
import { dayOfSerial, ROWS_MAX, type SheetLine } from './cells.ts'
import type { Book, OneSheet } from './read.ts'
import { refuse } from './refusals.ts'

/** A column that is looked for. `words`: what its header may say, the first of them as the template does. */
export type Wanted = { key: string; words: readonly string[]; required: boolean; day?: boolean }
/** `at`: columns of the sheet by key; `below`: rows of the table stand below this one. */
type Header = {
  at: Map<string, number>
  below: number
  twice?: { column: string; first: number; second: number }
}

/** A header lies within so many lines of the top. */
const LOOKED_AT = 30

/** A header's word without what people write beside it: spaces, line breaks, stars, units and remarks in brackets, colons. */
export const headerWord = (text: string): string =>
  tidyWords(text)
    .replace(/[([【〔{〈《][^)\]】〕}〉》]*[)\]】〕}〉》]/g, '')
    .replace(/[\s*★☆※:：.。、·_/-]+/g, '')
    .toLowerCase()

/** The line (or two lines) among the first that names most of the columns. */
export function findHeader(lines: readonly SheetLine[], wanted: readonly Wanted[]): Header | undefined {
  const words = new Map(
    wanted.flatMap(one => one.words.map((word, rank) => [headerWord(word), { key: one.key, rank }] as const)),
  )
  let best: Header | undefined
  const consider = (header: Header) => {
    if (header.at.size > (best?.at.size ?? 0)) best = header
  }
  for (const [i, line] of lines.entries()) {
    consider(headerOf([line.cells], words, line.row))
    const next = lines[i + 1]
    if (next && next.row === line.row + 1) consider(headerOf([line.cells, next.cells], words, next.row))
  }
  return best
}

type Known = Map<string, { key: string; rank: number }>
/** @param lines one line, or two: there the lower one's word counts, alone or behind the upper one's. */
function headerOf(lines: readonly string[][], words: Known, below: number): Header {
  const header: Header = { at: new Map(), below }
  const ranks = new Map<string, number>()
  const width = Math.max(...lines.map(cells => cells.length))
  for (let column = 0; column < width; column++) {
    const said = lines.map(cells => headerWord(cells[column] ?? ''))
    const [upper = '', lower = ''] = said
    const known = (lines.length === 1 ? [upper] : [lower, upper + lower, lower === '' ? upper : ''])
      .map(word => words.get(word))
      .find(Boolean)
    if (!known) continue
    const before = ranks.get(known.key)
    const first = header.at.get(known.key)
    if (before === known.rank && first !== undefined) {
      const word = (lines.at(-1)?.[column] || lines[0]?.[column] || '').trim()
      header.twice ??= { column: word, first: first + 1, second: column + 1 }
    }
    if (before !== undefined && before <= known.rank) continue
    ranks.set(known.key, known.rank)
    header.at.set(known.key, column)
  }
  return header
}

async function firstLines(sheet: OneSheet): Promise<SheetLine[]> {
  const lines: SheetLine[] = []
  for await (const line of sheet.lines()) {
    if (line.cells.some(cell => cell !== '')) lines.push(line)
    if (lines.length === LOOKED_AT) break
  }
  return lines
}

export type Table = {
  sheet: OneSheet
  header: Header
  /** Sheets of the same book with the same header, which are not read. */
  alike: string[]
}
export type Missing = { missing: string[]; first: readonly SheetLine[][] }

const lacks = (header: Header | undefined, wanted: readonly Wanted[]) =>
  wanted.filter(one => one.required && !header?.at.has(one.key)).map(one => one.words[0] ?? one.key)

/**
 * The table that has the wanted columns: on the first sheet that shows, else on a hidden one. Where there is none, what the closest
 * lacks, and the first lines of every sheet for whoever wants to know what it is instead.
 * @throws Refusal `sheet.column-twice`, `sheet.empty`.
 */
export async function findTable(book: Book, wanted: readonly Wanted[]): Promise<Table | Missing> {
  const sheets = [...book.sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden))
  const first: SheetLine[][] = []
  let [found, missing]: [Table | undefined, string[] | undefined] = [undefined, undefined]
  for (const sheet of sheets) {
    const lines = await firstLines(sheet)
    first.push(lines)
    const header = findHeader(lines, wanted)
    const lack = lacks(header, wanted)
    if (header && lack.length === 0) {
      if (!found) found = { sheet, header, alike: [] }
      else if (!sheet.hidden) found.alike.push(sheet.name)
    } else if (!missing || lack.length < missing.length) missing = lack
  }
  if (found?.header.twice) throw refuse('sheet.column-twice', found.header.twice)
  if (found) return found
  if (first.every(lines => lines.length === 0)) throw refuse('sheet.empty')
  return { missing: missing ?? [], first }
}

/** A row of the table by column. `covered`: columns whose value is that of a merged cell above. */
export type TableRow = {
  row: number
  cells: Record<string, string>
  hidden: boolean
  covered: readonly string[]
}

const NONE: readonly string[] = []
const SERIAL = /^\d{5}$/
/**
 * The rows below the header; empty ones are passed over. A day that stands as a bare number is said as a day.
 * @throws Refusal `sheet.too-large`.
 */
export async function* rowsIn(
  table: Table,
  wanted: readonly Wanted[],
  from1904: boolean,
  heard?: (share: number) => void,
): AsyncGenerator<TableRow> {
  const columns = wanted.map(one => ({ ...one, at: table.header.at.get(one.key) ?? -1 }))
  let rows = 0
  for await (const line of table.sheet.lines(heard)) {
    if (line.row <= table.header.below) continue
    let filled = false
    const cells: Record<string, string> = {}
    for (const { key, at, day } of columns) {
      const text = line.cells[at] ?? ''
      if (text !== '' && !filled) filled = text.trim() !== ''
      cells[key] = day && SERIAL.test(text) ? (dayOfSerial(Number(text), from1904) ?? text) : text
    }
    if (!filled) continue
    if (++rows > ROWS_MAX) throw refuse('sheet.too-large', { rows: ROWS_MAX })
    const covered = line.covered
    yield {
      row: line.row,
      cells,
      hidden: line.hidden === true,
      covered: covered ? columns.filter(one => covered.has(one.at)).map(one => one.key) : NONE,
    }
  }
}
