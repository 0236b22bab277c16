// The shared strings of a workbook: read as a stream, kept as bytes with their ends, since a district's sheet has millions.
import type { SheetBytes } from './bytes.ts'
import { LONGEST_CELL, ROWS_MAX } from './cells.ts'
import { refuse } from './refusals.ts'
import { plainText } from './xml.ts'
import { type Entry, unpack } from './zip.ts'

const BYTES_MAX = 256 * 1_048_576
const STRINGS_MAX = 10 * ROWS_MAX
/** Of one string with everything that stands around its letters. */
const STRING_TEXT_MAX = 4 * 1_048_576

export type Strings = { at: (n: number) => string }

export async function sharedStrings(sheet: SheetBytes, entry: Entry | undefined): Promise<Strings> {
  let bytes = Buffer.alloc(65_536)
  let ends = new Uint32Array(4096)
  let [count, used] = [0, 0]
  const add = (text: string) => {
    const most = used + text.length * 3
    if (most > BYTES_MAX || count === STRINGS_MAX) throw refuse('sheet.too-large', { rows: ROWS_MAX })
    if (most > bytes.length)
      bytes = Buffer.concat([bytes], Math.min(BYTES_MAX, Math.max(most, bytes.length * 2)))
    if (count === ends.length) {
      const more = new Uint32Array(ends.length * 2)
      more.set(ends)
      ends = more
    }
    used += bytes.write(text, used, 'utf8')
    ends[count++] = used
  }
  if (entry) for await (const text of items(sheet, entry)) add(text)
  return {
    at: n =>
      n >= 0 && n < count
        ? bytes.toString('utf8', n === 0 ? 0 : (ends[n - 1] as number), ends[n] as number)
        : '',
  }
}

/** The text of each `<si>`: its runs together, without the reading aids beside it. */
async function* items(sheet: SheetBytes, entry: Entry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let [rest, close, open] = ['', '', '']
  for await (const part of unpack(sheet, entry)) {
    rest += decoder.decode(part, { stream: true })
    if (open === '') {
      const prefix = /<(\w+:)?sst[\s>]/.exec(rest)
      if (!prefix) continue
      open = `<${prefix[1] ?? ''}si`
      close = `</${prefix[1] ?? ''}si>`
    }
    let from = 0
    for (;;) {
      const begins = nextItem(rest, open, from)
      if (begins === -1) break
      const tagEnd = rest.indexOf('>', begins)
      if (tagEnd === -1) break
      if (rest[tagEnd - 1] === '/') {
        yield ''
        from = tagEnd + 1
        continue
      }
      const to = rest.indexOf(close, tagEnd)
      if (to === -1) break
      yield plainText(rest.slice(tagEnd + 1, to)).slice(0, LONGEST_CELL + 1)
      from = to + close.length
    }
    rest = rest.slice(from)
    if (rest.length > STRING_TEXT_MAX) throw refuse('sheet.unpacks')
  }
}

function nextItem(text: string, open: string, from: number): number {
  for (let at = text.indexOf(open, from); at !== -1; at = text.indexOf(open, at + 1)) {
    const after = text[at + open.length]
    if (after === '>' || after === ' ' || after === '/' || after === '\n') return at
  }
  return -1
}
