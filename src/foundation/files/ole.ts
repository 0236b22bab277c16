// An Office document of before 2007 is a compound file: a small file system whose directory says which program wrote it.
import type { Source } from './source.ts'

export type OleKind = 'doc' | 'xls' | 'ppt' | 'locked' | 'macros' | 'other'

const ENTRY = 128
const MOST_SECTORS = 4096
const END_OF_CHAIN = 0xfffffffa // and above: no sector

/**
 * Which sector follows which is itself kept in sectors. The first 109 of those, enough for 7 MB, are named in the head, the others in
 * sectors of their own, whose last number is the next one.
 */
async function tablesIn(source: Source, head: Buffer, sector: number): Promise<number[] | undefined> {
  const tables: number[] = []
  const take = (bytes: Buffer) => {
    for (let from = 0; from + 4 <= bytes.length; from += 4) {
      const table = bytes.readUInt32LE(from)
      if (table < END_OF_CHAIN) tables.push(table)
    }
  }
  take(head.subarray(76))
  const seen = new Set<number>()
  for (let next = head.readUInt32LE(68); next < END_OF_CHAIN; ) {
    if (seen.has(next) || seen.size > MOST_SECTORS) return undefined
    seen.add(next)
    const more = await source.read((next + 1) * sector, sector)
    if (more.length < sector) return undefined
    take(more.subarray(0, sector - 4))
    next = more.readUInt32LE(sector - 4)
  }
  return tables
}

/** Names of everything in it, as they stand in the directory. */
async function namesIn(source: Source): Promise<string[] | undefined> {
  const head = await source.read(0, 512)
  if (head.length < 512) return undefined
  const shift = head.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return undefined
  const sector = 1 << shift
  const at = (n: number) => (n + 1) * sector
  const tables = await tablesIn(source, head, sector)
  if (!tables) return undefined
  const following = async (n: number): Promise<number | undefined> => {
    const table = tables[Math.floor(n / (sector / 4))]
    if (table === undefined) return undefined
    const next = await source.read(at(table) + (n % (sector / 4)) * 4, 4)
    return next.length === 4 ? next.readUInt32LE() : undefined
  }
  const names: string[] = []
  const seen = new Set<number>()
  let current: number | undefined = head.readUInt32LE(48)
  while (current !== undefined && current < END_OF_CHAIN) {
    if (seen.has(current) || seen.size > MOST_SECTORS) return undefined
    seen.add(current)
    const entries = await source.read(at(current), sector)
    for (let from = 0; from + ENTRY <= entries.length; from += ENTRY) {
      const length = entries.readUInt16LE(from + 64)
      if (length >= 2 && length <= 64 && entries[from + 66] !== 0)
        names.push(entries.toString('utf16le', from, from + length - 2))
    }
    current = await following(current)
  }
  return current === undefined ? undefined : names
}

const MACROS = new Set(['macros', '_vba_project_cur', 'vba', '_vba_project'])

export async function oleKind(source: Source): Promise<OleKind> {
  const names = new Set((await namesIn(source))?.map(name => name.toLowerCase()))
  if (names.has('encryptedpackage')) return 'locked'
  if ([...MACROS].some(name => names.has(name))) return 'macros'
  if (names.has('worddocument')) return 'doc'
  if (names.has('workbook') || names.has('book')) return 'xls'
  if (names.has('powerpoint document')) return 'ppt'
  return 'other'
}
