// The inside of a zip by its central directory: names, sizes, and each part unpacked as a stream.
// Invariant: nothing is unpacked without bounds, and nothing that was cut off or changed passes for whole.
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { readPart, type SheetBytes } from './bytes.ts'
import { refuse } from './refusals.ts'

export type Entry = {
  name: string
  method: number
  encrypted: boolean
  packed: number
  size: number
  crc: number
  offset: number
}

const END = 0x06054b50
const END_64 = 0x07064b50
const DIRECTORY_64 = 0x06064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const COMMENT_MAX = 65_557
const DIRECTORY_MAX = 16 * 1_048_576

/** What a part may unpack to, whatever it is; and how many times its packed size once it is past the first megabytes. */
const UNPACKED_MAX = 2_000_000_000
const RATIO_FROM = 20 * 1_048_576
const RATIO_MAX = 150

/** The parts by their names, in lower case and with forward strokes. @throws Refusal `sheet.cut`. */
export async function directoryOf(sheet: SheetBytes): Promise<Map<string, Entry>> {
  const from = Math.max(0, sheet.size - COMMENT_MAX)
  const tail = await readPart(sheet, from, sheet.size)
  let at = tail.length - 22
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--
  if (at < 0) throw refuse('sheet.cut')
  let [size, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (start === 0xffffffff && at >= 20 && tail.readUInt32LE(at - 20) === END_64) {
    const end = Number(tail.readBigUInt64LE(at - 12))
    const record = await readPart(sheet, end, end + 56)
    if (record.length < 56 || record.readUInt32LE(0) !== DIRECTORY_64) throw refuse('sheet.cut')
    size = Number(record.readBigUInt64LE(40))
    start = Number(record.readBigUInt64LE(48))
  }
  if (size > DIRECTORY_MAX || start + size > sheet.size) throw refuse('sheet.cut')
  return entriesOf(await readPart(sheet, start, start + size))
}

function entriesOf(directory: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(to =>
      directory.readUInt16LE(at + to),
    ) as [number, number, number]
    const name = directory.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const wide = wideFields(extra)
    const field = (to: number) => {
      const value = directory.readUInt32LE(at + to)
      return value === 0xffffffff ? (wide.shift() ?? value) : value
    }
    // The wide fields stand in this order, each only where the narrow one is full.
    const size = field(24)
    const packed = field(20)
    const offset = field(42)
    entries.set(name.replaceAll('\\', '/').toLowerCase(), {
      name,
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packed,
      size,
      crc: directory.readUInt32LE(at + 16),
      offset,
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function wideFields(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) {
      const wide: number[] = []
      const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2))
      for (let to = at + 4; to + 8 <= end; to += 8) wide.push(Number(extra.readBigUInt64LE(to)))
      return wide
    }
  return []
}

/**
 * A part unpacked, piece by piece.
 * @param heard is told how many packed bytes have been read.
 * @throws Refusal `sheet.cut`, `sheet.encrypted`, `sheet.unpacks`, `sheet.unreadable`.
 */
export async function* unpack(
  sheet: SheetBytes,
  entry: Entry,
  heard: (packed: number) => void = () => {},
): AsyncGenerator<Buffer> {
  if (entry.encrypted) throw refuse('sheet.encrypted')
  const head = await readPart(sheet, entry.offset, entry.offset + 30)
  if (head.length < 30 || head.readUInt32LE(0) !== LOCAL) throw refuse('sheet.cut')
  const from = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (from + entry.packed > sheet.size) throw refuse('sheet.cut')
  if (entry.method !== 0 && entry.method !== 8) throw refuse('sheet.unreadable')
  let [size, crc] = [0, 0]
  const parts =
    entry.method === 0 ? packed(sheet, from, entry.packed, heard) : inflated(sheet, from, entry, heard)
  for await (const part of parts) {
    size += part.length
    if (size > UNPACKED_MAX || (size > RATIO_FROM && size > RATIO_MAX * entry.packed))
      throw refuse('sheet.unpacks')
    crc = crc32(part, crc)
    yield part
  }
  if (size !== entry.size || crc !== entry.crc) throw refuse('sheet.unreadable')
}

async function* packed(sheet: SheetBytes, from: number, length: number, heard: (packed: number) => void) {
  let left = length
  for await (const part of sheet.bytes(from, from + length)) {
    const mine = Buffer.from(part.buffer, part.byteOffset, Math.min(left, part.byteLength))
    left -= mine.length
    heard(length - left)
    if (mine.length > 0) yield mine
    if (left <= 0) return
  }
}

async function* inflated(sheet: SheetBytes, from: number, entry: Entry, heard: (packed: number) => void) {
  const source = Readable.from(packed(sheet, from, entry.packed, heard), { objectMode: false })
  const inflate = createInflateRaw({ chunkSize: 262_144 })
  let broken: Error | undefined
  source.once('error', error => {
    broken = error
    inflate.destroy(error)
  })
  source.pipe(inflate)
  try {
    for await (const part of inflate) yield part as Buffer
  } catch (error) {
    // What failed to come is the machine's; what came and does not unpack is the sheet's.
    if (broken) throw broken
    if (error instanceof Error && 'code' in error && /^Z_/.test(String(error.code)))
      throw refuse('sheet.unreadable')
    throw error
  } finally {
    source.destroy()
    inflate.destroy()
  }
}

const PART_MAX = 32 * 1_048_576
/** A small part as text. @throws Refusal `sheet.unreadable` for one that is none, or that says how it is to be expanded. */
export async function textOf(sheet: SheetBytes, entry: Entry): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of unpack(sheet, entry)) {
    size += part.length
    if (size > PART_MAX) throw refuse('sheet.unpacks')
    parts.push(part)
  }
  const text = new TextDecoder('utf-8').decode(Buffer.concat(parts))
  if (text.includes('<!DOCTYPE')) throw refuse('sheet.unreadable')
  return text
}
