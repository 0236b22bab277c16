// An ordinary folder as a store. What is written has another name until it is whole and on the disk.
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exactly, type Listed, NotKept, type ObjectStore, StoreDown, StoreFull } from './objects.ts'

const UNFINISHED = '.unfinished-'
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

function told(error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'ENOENT') return new NotKept('there is no such object')
  if (FULL.has(code)) return new StoreFull('the disk is full', { cause: error })
  return code.startsWith('E') ? new StoreDown(`the folder does not answer: ${code}`, { cause: error }) : error
}

async function settled(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function folderStore(folder: string): ObjectStore {
  const pathOf = (name: string) => join(folder, ...name.split('/'))
  return {
    title: folder,
    async put(name, bytes, size) {
      const path = pathOf(name)
      const draft = join(dirname(path), `${UNFINISHED}${randomBytes(8).toString('hex')}`)
      try {
        const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        const file = await open(draft, 'wx', 0o600)
        try {
          for await (const chunk of exactly(bytes, size)) await file.writeFile(chunk)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, path)
        // A name is on the disk once its folder is; and so for every folder that is new.
        const last = dirname(made ?? path)
        for (let folder = dirname(path); ; folder = dirname(folder)) {
          await settled(folder)
          if (folder === last) break
        }
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {})
        throw codeOf(error) === 'ENOENT'
          ? new StoreDown('the folder went away', { cause: error })
          : told(error)
      }
    },
    async get(name) {
      const stream = createReadStream(pathOf(name), { highWaterMark: 262_144 })
      await new Promise<void>((resolve, reject) => {
        stream.once('open', () => resolve()).once('error', error => reject(told(error)))
      })
      return stream
    },
    sizeOf: name =>
      stat(pathOf(name)).then(
        found => found.size,
        error => {
          const it = told(error)
          if (it instanceof NotKept) return undefined
          throw it
        },
      ),
    remove: name =>
      rm(pathOf(name), { force: true }).catch(error => {
        throw told(error)
      }),
    list: below => walk(folder, below),
  }
}

/** Names by their own order: a folder's names are read and sorted one folder at a time. What is unfinished is listed too. */
async function* walk(root: string, below: string): AsyncGenerator<Listed> {
  const here = join(root, ...below.split('/'))
  const found = await readdir(here, { withFileTypes: true }).catch(error => {
    const it = told(error)
    if (it instanceof NotKept) return []
    throw it
  })
  const inOrder = (one: { name: string; isDirectory: () => boolean }) =>
    one.isDirectory() ? `${one.name}/` : one.name
  for (const one of found.sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1))) {
    const name = `${below}/${one.name}`
    if (one.isDirectory()) yield* walk(root, name)
    else {
      const known = await stat(join(here, one.name)).catch(() => undefined)
      if (known) yield { name, size: known.size, at: known.mtime }
    }
  }
}
