// An Office document of today is a zip. Its directory is read from the end, as programs that open it do, and nothing is taken that
// two programs could read differently: bytes before, behind or between, entries over each other, lengths that are not true.
import { promisify } from 'node:util'
import { createInflateRaw, inflateRaw } from 'node:zlib'
import { drained } from './drained.ts'
import type { Source } from './source.ts'

export type Entry = {
  name: string
  method: number
  encrypted: boolean
  packed: number
  unpacked: number
  at: number
  /** Where the next one begins, or the directory. */
  until: number
}
export type Zip = { entries: readonly Entry[] }
/** Why a zip is not taken: its shape, what it would unpack to, or a lock. */
export type ZipFault = 'odd' | 'bomb' | 'locked'

const MOST_ENTRIES = 20_000
/** All entries unpacked, and how much a large one may grow. */
export const MOST_UNPACKED = 400 * 1_048_576
const MOST_GROWTH = 200
const SMALL = 1_048_576
const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** Does something that programs take for a zip end exactly where these bytes end? */
export async function endsAsZip(source: Source): Promise<boolean> {
  return (await endOf(source)) !== undefined
}

async function endOf(source: Source) {
  const length = Math.min(source.size, 65_557)
  const tail = await source.read(source.size - length, length)
  for (let at = tail.length - 22; at >= 0; at--)
    if (tail.readUInt32LE(at) === END && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
      return { at: source.size - length + at, record: tail.subarray(at, at + 22) }
  return undefined
}

export async function readZip(source: Source): Promise<Zip | { fault: ZipFault }> {
  const end = await endOf(source)
  if (!end) return { fault: 'odd' }
  const count = end.record.readUInt16LE(10)
  const size = end.record.readUInt32LE(12)
  const from = end.record.readUInt32LE(16)
  if (count === 0xffff || size === 0xffffffff || from === 0xffffffff) return { fault: 'odd' } // zip64: larger than we take
  if (from + size !== end.at) return { fault: 'odd' }
  if (count > MOST_ENTRIES || size > 8 * SMALL) return { fault: 'bomb' }
  const directory = await source.read(from, size)
  const entries: Entry[] = []
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) return { fault: 'odd' }
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
      until: from,
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  if (at !== directory.length) return { fault: 'odd' }
  const fault = faultOf(entries)
  return fault ? { fault } : { entries }
}

function faultOf(entries: readonly Entry[]): ZipFault | undefined {
  if (entries.some(one => one.encrypted)) return 'locked'
  if (entries.some(one => one.method !== 0 && one.method !== 8)) return 'odd'
  if (new Set(entries.map(one => one.name.toLowerCase())).size !== entries.length) return 'odd'
  const inOrder = entries.toSorted((a, b) => a.at - b.at)
  for (const [n, one] of inOrder.entries()) {
    one.until = inOrder[n + 1]?.at ?? one.until
    if (one.at + 30 + one.packed > one.until) return 'bomb' // over each other
  }
  if (inOrder[0] && inOrder[0].at !== 0) return 'odd'
  if (entries.reduce((sum, one) => sum + one.unpacked, 0) > MOST_UNPACKED) return 'bomb'
  const grows = (one: Entry) => one.unpacked > SMALL && one.unpacked > one.packed * MOST_GROWTH
  return entries.some(grows) ? 'bomb' : undefined
}

/** Lengths may stand once more behind an entry; nothing else may. */
const MOST_BEHIND = 24

/** Where the bytes of an entry begin; undefined where its own head says something else than the directory, or more lies behind it. */
async function dataOf(source: Source, entry: Entry): Promise<number | undefined> {
  const head = await source.read(entry.at, 30)
  if (head.length < 30 || head.readUInt32LE() !== LOCAL) return undefined
  if (head.readUInt16LE(8) !== entry.method) return undefined
  const nameLength = head.readUInt16LE(26)
  if ((await source.read(entry.at + 30, nameLength)).toString('utf8') !== entry.name) return undefined
  const from = entry.at + 30 + nameLength + head.readUInt16LE(28)
  const behind = entry.until - from - entry.packed
  return behind >= 0 && behind <= MOST_BEHIND ? from : undefined
}

/** Unpacks everything into nothing. Answers what is wrong: an entry that is not what the directory says it is. */
export async function unpackAll(source: Source, zip: Zip): Promise<ZipFault | undefined> {
  for (const entry of zip.entries) {
    const from = await dataOf(source, entry)
    if (from === undefined) return 'odd'
    if (entry.method === 0) {
      if (entry.packed !== entry.unpacked) return 'odd'
      continue
    }
    const fault = await unpack(source, from, entry)
    if (fault) return fault
  }
  return undefined
}

const CHUNK = 262_144

async function unpack(source: Source, from: number, entry: Entry): Promise<ZipFault | undefined> {
  const inflate = createInflateRaw()
  let seen = 0
  let over = false
  inflate.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > entry.unpacked) {
      over = true
      inflate.destroy()
    }
  })
  const finished = new Promise<boolean>(resolve => {
    inflate
      .once('end', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false))
  })
  for (let at = 0; at < entry.packed && !inflate.destroyed; at += CHUNK) {
    const chunk = await source.read(from + at, Math.min(CHUNK, entry.packed - at))
    if (!inflate.write(chunk)) await drained(inflate)
  }
  if (!inflate.destroyed) inflate.end()
  const whole = await finished
  if (over) return 'bomb'
  return whole && seen === entry.unpacked ? undefined : 'odd'
}

/** A small entry's text; undefined where there is none of that name, or it is not small. */
export async function textIn(source: Source, zip: Zip, name: string): Promise<string | undefined> {
  const entry = zip.entries.find(one => one.name === name)
  if (!entry || entry.packed > SMALL || entry.unpacked > SMALL) return undefined
  const from = await dataOf(source, entry)
  if (from === undefined) return undefined
  const packed = await source.read(from, entry.packed)
  if (entry.method === 0) return packed.toString('utf8')
  const text = await promisify(inflateRaw)(packed, { maxOutputLength: SMALL }).catch(() => undefined)
  return text?.toString('utf8')
}
