// The rows of a sheet of a workbook, one after the other. A first pass goes through the packed sheet to its end: it proves that the sheet
// is whole and of a sane size before a row is taken, and finds the merged cells, which stand behind the rows.
import type { SheetBytes } from './bytes.ts'
import { dayOfSerial, LAST_ROW, numberText, ROWS_MAX, type SheetLine, tidyCell } from './cells.ts'
import { refuse } from './refusals.ts'
import type { Strings } from './strings.ts'
import type { Workbook } from './workbook.ts'
import { attribute, cellText, plainText } from './xml.ts'
import { type Entry, unpack } from './zip.ts'

/** Cells that are not blank, of all rows together. */
const CELLS_MAX = 40_000_000
const COLUMNS_MAX = 256
/** More than the longest row that Excel can hold in all its columns. */
const ROW_TEXT_MAX = 16 * 1_048_576
const TAIL_MAX = 32 * 1_048_576
const MERGES_MAX = 200_000

type Merge = { fromRow: number; toRow: number; fromCol: number; toCol: number }
export type Surveyed = { merges: readonly Merge[] }

const BEHIND_ROWS = Buffer.from('sheetData>')
/** Goes through the packed sheet once. */
export async function survey(sheet: SheetBytes, entry: Entry): Promise<Surveyed> {
  let tail: Buffer[] | undefined
  let carried = Buffer.alloc(0)
  let size = 0
  for await (const part of unpack(sheet, entry)) {
    if (tail) {
      size += part.length
      if (size > TAIL_MAX) throw refuse('sheet.unpacks')
      tail.push(part)
      continue
    }
    const joined = Buffer.concat([carried, part])
    // `</sheetData>` and not the tag that opens, which may be alone in its part.
    const at = joined.lastIndexOf(BEHIND_ROWS)
    if (
      at > 0 &&
      /[/:]/.test(String.fromCharCode(joined[at - 1] ?? 0)) &&
      joined.lastIndexOf('</', at) > at - 16
    )
      tail = [joined.subarray(at)]
    else carried = Buffer.from(joined.subarray(-32))
  }
  return { merges: mergesIn(Buffer.concat(tail ?? []).toString('utf8')) }
}

function mergesIn(text: string): Merge[] {
  const merges: Merge[] = []
  for (const [, from, fromRow, to, toRow] of text.matchAll(
    /mergeCell\s[^>]*ref=["']\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)["']/g,
  )) {
    if (merges.length === MERGES_MAX) throw refuse('sheet.unpacks')
    merges.push({
      fromRow: Number(fromRow),
      toRow: Number(toRow),
      fromCol: columnOf(from ?? ''),
      toCol: Math.min(COLUMNS_MAX - 1, columnOf(to ?? '')),
    })
  }
  return merges.sort((a, b) => a.fromRow - b.fromRow)
}

/** `A` is 0. */
function columnOf(letters: string): number {
  let column = 0
  for (let i = 0; i < letters.length; i++) {
    const code = letters.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

type Book = { strings: Strings; from1904: boolean; isDay: Workbook['isDay'] }

/** @throws Refusal `sheet.too-large`, and what `unpack` throws. */
export async function* rowsOf(
  sheet: SheetBytes,
  entry: Entry,
  book: Book,
  { merges }: Surveyed,
  heard: (share: number) => void,
): AsyncGenerator<SheetLine> {
  const decoder = new TextDecoder('utf-8')
  const filled = new Filling(merges)
  const rows = new Rows(book)
  let cells = 0
  const parts = unpack(sheet, entry, packed => heard(Math.min(1, packed / Math.max(1, entry.packed))))
  for await (const part of parts) {
    for (const line of rows.take(decoder.decode(part, { stream: true }))) {
      filled.fill(line)
      cells += line.cells.length
      if (cells > CELLS_MAX || line.row > LAST_ROW) throw refuse('sheet.too-large', { rows: ROWS_MAX })
      yield line
    }
  }
}

/** Cells under a merge get the value of its first. */
class Filling {
  readonly #merges: readonly Merge[]
  #next = 0
  #live: { merge: Merge; text: string }[] = []
  constructor(merges: readonly Merge[]) {
    this.#merges = merges
  }
  fill(line: SheetLine): void {
    this.#live = this.#live.filter(one => one.merge.toRow >= line.row)
    for (let merge = this.#merges[this.#next]; merge && merge.fromRow <= line.row; ) {
      const first = merge.fromRow === line.row ? (line.cells[merge.fromCol] ?? '') : ''
      if (merge.toRow >= line.row) this.#live.push({ merge, text: first })
      merge = this.#merges[++this.#next]
    }
    if (this.#live.length === 0) return
    const covered = new Set<number>()
    for (const { merge, text } of this.#live)
      for (let column = merge.fromCol; column <= merge.toCol; column++) {
        const isFirst = line.row === merge.fromRow && column === merge.fromCol
        if (isFirst || (line.cells[column] ?? '') !== '' || text === '') continue
        while (line.cells.length < column) line.cells.push('')
        line.cells[column] = text
        if (line.row > merge.fromRow) covered.add(column)
      }
    if (covered.size > 0) line.covered = covered
  }
}

/** Rows out of XML that comes in parts. */
class Rows {
  readonly #book: Book
  #rest = ''
  #prefix: string | undefined
  #inRows = false
  #done = false
  #row = 0
  constructor(book: Book) {
    this.#book = book
  }

  *take(text: string): Generator<SheetLine> {
    if (this.#done) return
    this.#rest += text
    if (this.#prefix === undefined) {
      const root = /<(\w+:)?worksheet[\s>]/.exec(this.#rest)
      if (!root) {
        if (this.#rest.length > 65_536) throw refuse('sheet.unreadable')
        return
      }
      this.#prefix = root[1] ?? ''
    }
    if (!this.#inRows) {
      const at = this.#rest.indexOf(`<${this.#prefix}sheetData`)
      if (at === -1) return
      this.#inRows = true
      this.#rest = this.#rest.slice(at + 10 + this.#prefix.length)
    }
    yield* this.#whole()
    if (this.#rest.length > ROW_TEXT_MAX) throw refuse('sheet.unpacks')
  }

  *#whole(): Generator<SheetLine> {
    const text = this.#rest
    const [open, close] = [`<${this.#prefix}row`, `</${this.#prefix}row>`]
    let from = 0
    for (;;) {
      const begins = text.indexOf(open, from)
      if (begins === -1) break
      const tagEnd = text.indexOf('>', begins)
      if (tagEnd === -1) break
      const isEmpty = text[tagEnd - 1] === '/'
      const to = isEmpty ? tagEnd : text.indexOf(close, tagEnd)
      if (to === -1) break
      const tag = text.slice(begins + open.length, tagEnd)
      const number = Number(attribute(tag, 'r'))
      this.#row = number > 0 ? number : this.#row + 1
      from = isEmpty ? to + 1 : to + close.length
      if (isEmpty) continue
      const line: SheetLine = { row: this.#row, cells: this.#cells(text, tagEnd + 1, to) }
      if (/^(1|true)$/.test(attribute(tag, 'hidden') ?? '')) line.hidden = true
      if (line.cells.length > 0) yield line
    }
    this.#rest = text.slice(from)
    if (this.#rest.includes(`</${this.#prefix}sheetData>`)) {
      this.#done = true
      this.#rest = ''
    }
  }

  /** The cells of a row that lies in `text` between two places. */
  #cells(text: string, from: number, until: number): string[] {
    const cells: string[] = []
    const [open, close] = [`<${this.#prefix}c`, `</${this.#prefix}c>`]
    let column = 0
    for (let at = text.indexOf(open, from); at !== -1 && at < until; ) {
      const tagEnd = text.indexOf('>', at)
      const isEmpty = text.charCodeAt(tagEnd - 1) === 47
      const tag = text.slice(at + open.length, isEmpty ? tagEnd - 1 : tagEnd)
      const ref = attribute(tag, 'r')
      if (ref) column = columnOf(ref)
      if (isEmpty) at = text.indexOf(open, tagEnd)
      else {
        const to = text.indexOf(close, tagEnd)
        if (to === -1 || to > until) throw refuse('sheet.unreadable')
        if (column < COLUMNS_MAX) {
          const value = this.#value(tag, text.slice(tagEnd + 1, to))
          if (value !== '') {
            while (cells.length < column) cells.push('')
            cells[column] = value
          }
        }
        at = text.indexOf(open, to)
      }
      column++
    }
    return cells
  }

  #value(tag: string, inner: string): string {
    const type = attribute(tag, 't')
    if (type === 'inlineStr') return tidyCell(plainText(inner.slice(inner.indexOf('>') + 1)))
    const value = valueIn(inner)
    if (value === '') return ''
    switch (type) {
      case 's':
        return tidyCell(this.#book.strings.at(Number(value)))
      case 'str':
        return tidyCell(cellText(value))
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
      case 'd':
        return value.slice(0, 10)
      case 'e':
        return cellText(value)
      default: {
        const style = attribute(tag, 's')
        const day =
          style !== undefined && this.#book.isDay[Number(style)]
            ? dayOfSerial(Number(value), this.#book.from1904)
            : undefined
        return day ?? numberText(value)
      }
    }
  }
}

/** What stands in `<v>`. A formula beside it is not read: its value is. */
function valueIn(inner: string): string {
  const at = inner.startsWith('<v>') ? 0 : inner.search(/<(\w+:)?v[\s>]/)
  if (at === -1) return ''
  const from = inner.indexOf('>', at) + 1
  const to = inner.indexOf('</', from)
  return to === -1 ? '' : inner.slice(from, to)
}
