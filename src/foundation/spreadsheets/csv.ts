// Sheets that are text: .csv from anywhere, and Excel's "Unicode text". The bytes say how they are written.
import { readPart, type SheetBytes } from './bytes.ts'
import { type SheetLine, tidyCell } from './cells.ts'
import { refuse } from './refusals.ts'

const HEAD = 65_536
/** So many zeros are needed to tell a text by. */
const UNMARKED_LEAST = 16
/** A cell, or a line, of more characters is none: a mark was opened and never closed. */
const FIELD_MAX = 1_000_000
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * UTF-16 and UTF-8 by their marks; else UTF-8 if all of it is that, and GB 18030, as Excel in China saves .csv, if not.
 * Undefined where it is no text.
 */
export async function encodingOf(sheet: SheetBytes): Promise<Encoding | undefined> {
  const head = await readPart(sheet, 0, HEAD)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head.includes(0)) return unmarked(head)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const part of sheet.bytes()) decoder.decode(part, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** UTF-16 without a mark: delimiters and digits have a zero at every second byte. */
function unmarked(head: Buffer): Encoding | undefined {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even + odd < UNMARKED_LEAST) return undefined
  if (odd > head.length / 20 && even < odd / 20) return 'utf-16le'
  return even > head.length / 20 && odd < even / 20 ? 'utf-16be' : undefined
}

async function* textsOf(sheet: SheetBytes, encoding: Encoding, heard: (share: number) => void) {
  const decoder = new TextDecoder(encoding)
  let read = 0
  for await (const part of sheet.bytes()) {
    read += part.byteLength
    heard(Math.min(1, read / sheet.size))
    yield decoder.decode(part, { stream: true })
  }
  yield decoder.decode()
}

/** What stands between the cells: whatever stands most often in the first lines, outside of quotation marks. */
const delimiterOf = (head: string): string => {
  const plain = head.replace(/"[^"]*(?:"|$)/g, '')
  const counts = ['\t', ',', ';', '|', '，'].map(one => ({ one, n: plain.split(one).length }))
  return counts.reduce((best, it) => (it.n > best.n ? it : best)).one
}

/** @throws Refusal `sheet.quote` where a cell that was opened never ends. */
export async function* csvLines(
  sheet: SheetBytes,
  encoding: Encoding,
  heard: (share: number) => void,
): AsyncGenerator<SheetLine> {
  const head = new TextDecoder(encoding).decode(await readPart(sheet, 0, HEAD))
  const lines = new Lines(delimiterOf(head), head.includes('\n') ? '\n' : '\r')
  for await (const text of textsOf(sheet, encoding, heard)) yield* lines.take(text)
  yield* lines.end()
}

/** Lines out of text that comes in parts. A cell may hold line breaks between quotation marks. */
class Lines {
  #rest = ''
  #row = 0
  #cells: string[] = []
  /** The text so far of a cell that was opened and not closed. */
  #open: string | undefined
  #openedIn = 0
  readonly #delimiter: string
  readonly #break: string
  constructor(delimiter: string, lineBreak: string) {
    this.#delimiter = delimiter
    this.#break = lineBreak
  }

  *take(text: string): Generator<SheetLine> {
    const all = this.#rest + text
    let from = 0
    for (let to = all.indexOf(this.#break); to !== -1; to = all.indexOf(this.#break, from)) {
      const line = this.#line(all.slice(from, all[to - 1] === '\r' && to > from ? to - 1 : to))
      if (line) yield line
      from = to + 1
    }
    this.#rest = all.slice(from)
    if (this.#rest.length > FIELD_MAX) throw refuse('sheet.quote', { row: this.#row + 1 })
  }
  *end(): Generator<SheetLine> {
    if (this.#rest !== '') {
      const line = this.#line(this.#rest)
      if (line) yield line
    }
    if (this.#open !== undefined) throw refuse('sheet.quote', { row: this.#openedIn })
  }

  #line(text: string): SheetLine | undefined {
    if (this.#open === undefined && !text.includes('"'))
      return { row: ++this.#row, cells: text.split(this.#delimiter).map(tidyCell) }
    if (this.#open !== undefined) this.#open += '\n'
    let from = 0
    while (from <= text.length) {
      if (this.#open === undefined && text[from] === '"') {
        this.#open = ''
        this.#openedIn = this.#row + 1
        from++
      }
      if (this.#open === undefined) {
        const to = text.indexOf(this.#delimiter, from)
        this.#cells.push(text.slice(from, to === -1 ? undefined : to))
        if (to === -1) break
        from = to + 1
        continue
      }
      const quote = text.indexOf('"', from)
      this.#open += text.slice(from, quote === -1 ? undefined : quote)
      if (this.#open.length > FIELD_MAX) throw refuse('sheet.quote', { row: this.#openedIn })
      if (quote === -1) return undefined
      if (text[quote + 1] === '"') {
        this.#open += '"'
        from = quote + 2
        continue
      }
      // What stands behind the closing mark belongs to the cell still.
      const to = text.indexOf(this.#delimiter, quote + 1)
      this.#cells.push(this.#open + text.slice(quote + 1, to === -1 ? undefined : to))
      this.#open = undefined
      if (to === -1) break
      from = to + 1
    }
    const cells = this.#cells
    this.#cells = []
    return { row: ++this.#row, cells: cells.map(tidyCell) }
  }
}
