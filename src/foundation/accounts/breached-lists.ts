// Which lists of leaked passwords are asked: the one that comes with the house, and the operator's own.
// An own one is text, one password a line; or a sorted file of SHA-1 hashes, `HASH:count` as published by Have I Been Pwned, searched
// where it lies, whatever its size; or a folder of its ranges, `ABCDE.txt` with the rest of each hash.
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { entriesIn, folded, holds, packed } from './breached.ts'

/** `entries` is not known of a list that is searched where it lies. */
export type BreachedList = { name: 'bundled' | 'own'; entries: number | null }
export type BreachedLists = {
  lists: readonly BreachedList[]
  /** The first list that has it, as it is or in small letters. */
  find: (password: string) => Promise<BreachedList['name'] | null>
}
type Asked = BreachedList & { has: (password: string) => boolean | Promise<boolean> }

const HASH_LINE = /^[0-9A-Fa-f]{40}(:\d+)?\s*$/
const RANGE = 5
/** Shorter ones are refused for their length. */
const SHORTEST = 12

/** @throws Error that names the file when it cannot be read, or is not sorted. */
export async function openBreached(own?: string): Promise<BreachedLists> {
  const bundled = readFileSync(new URL('../../../data/breached/passwords.bin', import.meta.url))
  const asked: Asked[] = [
    { name: 'bundled', entries: entriesIn(bundled), has: password => holds(bundled, password) },
  ]
  if (own !== undefined)
    asked.push(
      await ownList(own).catch(error => {
        throw new Error(
          `YUNJIAN_BREACHED=${own}: 这份泄露密码名单读不了 this list cannot be read: ${error instanceof Error ? error.message : error}`,
        )
      }),
    )
  return {
    lists: asked.map(({ name, entries }) => ({ name, entries })),
    find: async password => {
      for (const list of asked) if (await list.has(password)) return list.name
      return null
    },
  }
}

async function ownList(path: string): Promise<Asked> {
  if ((await stat(path)).isDirectory())
    return { name: 'own', entries: null, has: either(hash => inRanges(path, hash)) }
  const hashed = await reading(path, async file => {
    const sorted = HASH_LINE.test((await readAt(file, 0)).split('\n')[0] ?? '')
    if (sorted) await refuseUnsorted(file)
    return sorted
  })
  if (hashed)
    return { name: 'own', entries: null, has: either(hash => reading(path, file => inSorted(file, hash))) }
  const list = packed(await longLines(path))
  return { name: 'own', entries: entriesIn(list), has: password => holds(list, password) }
}

/** Opened for one look-up: passwords are chosen seldom, and the file may be exchanged. */
async function reading<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/** Hashes know no letter case: both ways of writing are looked for. */
const either = (has: (hash: string) => Promise<boolean>) => async (password: string) => {
  for (const text of new Set([password, folded(password)]))
    if (await has(createHash('sha1').update(text).digest('hex').toUpperCase())) return true
  return false
}

async function longLines(path: string): Promise<string[]> {
  const found: string[] = []
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) if ([...line].length >= SHORTEST) found.push(line)
  return found
}

async function inRanges(folder: string, hash: string): Promise<boolean> {
  const range = await readFile(join(folder, `${hash.slice(0, RANGE)}.txt`), 'latin1').catch(() => '')
  return range
    .split('\n')
    .some(line => line.slice(0, hash.length - RANGE).toUpperCase() === hash.slice(RANGE))
}

const WINDOW = 256
async function readAt(file: FileHandle, at: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(WINDOW), 0, WINDOW, at)
  return buffer.toString('latin1', 0, bytesRead)
}

/** The first whole line that begins at or behind a place in the file; undefined behind the last. */
async function lineFrom(file: FileHandle, at: number): Promise<{ hash: string; at: number } | undefined> {
  const from = Math.max(0, at - 1)
  const text = await readAt(file, from)
  const begins = at === 0 ? 0 : text.indexOf('\n') + 1
  if (at > 0 && begins === 0) return undefined
  const hash = text.slice(begins, begins + 40).toUpperCase()
  return hash.length === 40 ? { hash, at: from + begins } : undefined
}

async function inSorted(file: FileHandle, hash: string): Promise<boolean> {
  let from = 0
  let until = (await file.stat()).size
  while (from < until) {
    const middle = Math.floor((from + until) / 2)
    const line = await lineFrom(file, middle)
    if (line?.hash === hash) return true
    if (line && line.hash < hash) from = line.at + 1
    else until = middle
  }
  return false
}

const SAMPLES = 64
async function refuseUnsorted(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  let before = ''
  for (let i = 0; i < SAMPLES; i++) {
    const line = await lineFrom(file, Math.floor((size / SAMPLES) * i))
    if (line && (line.hash < before || !/^[0-9A-F]{40}$/.test(line.hash)))
      throw new Error('its hashes are not in ascending order 哈希没有按升序排列')
    before = line?.hash ?? before
  }
}
