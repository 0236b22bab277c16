// Rows and store compared: every content that a file names lies there in its size, and nothing lies there that no row names.
import type { Ground } from '../ground.ts'
import { contentPath, contentSource, contentsFolder, hashOf } from './keeping.ts'
import type { Listed } from './objects.ts'
import { sealedSize } from './sealing.ts'
import * as store from './store.ts'

const DAY_MS = 86_400_000
const PAGE = 1000

type Row = Awaited<ReturnType<typeof store.contentsAfter>>[number]

async function* rowsInOrder(ground: Ground): AsyncGenerator<Row, undefined> {
  let after: Buffer = Buffer.alloc(0)
  for (;;) {
    const rows = await store.contentsAfter(ground.db, after, PAGE)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.name
  }
}

type Pair = { row: Row; object: Listed } | { row: Row; object?: never } | { row?: never; object: Listed }

/** Both in the order of their names, side by side: memory holds a page of each. */
async function* sideBySide(ground: Ground): AsyncGenerator<Pair> {
  const rows = rowsInOrder(ground)
  const objects = ground.store.list(contentsFolder(ground))[Symbol.asyncIterator]()
  const nextRow = async () => (await rows.next()).value
  const nextObject = async (): Promise<Listed | undefined> => {
    const { done, value } = await objects.next()
    return done ? undefined : value
  }
  let row = await nextRow()
  let object = await nextObject()
  while (row || object) {
    const path = row && contentPath(ground, row.name)
    if (row && object && path === object.name) {
      yield { row, object }
      row = await nextRow()
      object = await nextObject()
    } else if (row && path !== undefined && (!object || path < object.name)) {
      yield { row }
      row = await nextRow()
    } else if (object) {
      yield { object }
      object = await nextObject()
    }
  }
}

/** Objects older than a moment that no row names. */
export async function* straysAmongContents(ground: Ground, before: Date): AsyncGenerator<string> {
  for await (const { row, object } of sideBySide(ground))
    if (!row && object.at < before && (await unnamed(ground, object.name))) yield object.name
}
/** Looked for once more: a row may have come after the list of rows was read. */
const unnamed = async (ground: Ground, name: string) =>
  (await store.contentNamed(ground.db, Buffer.from(name.split('/').at(-1) ?? '', 'hex'))) === undefined

/** Contents that a file names and that do not lie there in their size. */
export async function missingContents(ground: Ground): Promise<string[]> {
  const missing: string[] = []
  for await (const { row, object } of sideBySide(ground))
    if (
      row &&
      object?.size !== sealedSize(ground.secrets, row.size) &&
      (await store.isNamed(ground.db, row.id))
    )
      missing.push(`content ${row.id}`)
  return missing
}

/** @param storeTime as `sweepFiles` has it */
export async function strayObjects(ground: Ground, storeTime = new Date()): Promise<string[]> {
  const strays: string[] = []
  // Swept once a day: only what outlived two sweeps is a fault.
  const before = new Date(storeTime.getTime() - 2 * DAY_MS)
  for await (const name of straysAmongContents(ground, before)) strays.push(name)
  return strays
}

/** Reads every content to its end. Answers those that are not what they were. */
export async function readAll(
  ground: Ground,
  progress: (done: number) => void = () => {},
): Promise<{ read: number; bytes: number; broken: string[] }> {
  const broken: string[] = []
  let read = 0
  let bytes = 0
  for await (const row of rowsInOrder(ground)) {
    const whole = await hashOf({ ...contentSource(ground, row), read: () => Promise.reject() })
      .then(hash => hash.equals(row.hash))
      .catch(() => false)
    if (!whole && (await store.isNamed(ground.db, row.id))) broken.push(`content ${row.id}`)
    read++
    bytes += row.size
    progress(read)
  }
  return { read, bytes, broken }
}
