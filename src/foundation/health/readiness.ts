// May this process be given requests? Only while what it writes to can be written: the folders of keys and files, and the database.
// Tried at most once in five seconds, however often it is asked.
import { open, rm, statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import { type Refusal, refusals } from '../refusals.ts'
import * as store from './store.ts'

const refuse = refusals({
  'not-ready': {
    status: 503,
    zh: '暂时不能办理：{what}。',
    en: 'Not ready: {what}.',
  },
})
const troubles = {
  full: { zh: '磁盘快满了', en: 'the disk is nearly full' },
  disk: { zh: '磁盘写不进去', en: 'the disk cannot be written' },
  database: { zh: '数据库写不进去', en: 'the database cannot be written' },
}

const TRIED_EVERY_MS = 5000
const PATIENCE_MS = 5000
const MB = 1_048_576

type Tried = { at: number; found: Promise<Refusal | undefined> }
const tried = new WeakMap<Ground, Tried>()

/** @throws Refusal `not-ready` (503) */
export async function demandReady(ground: Ground): Promise<void> {
  const now = performance.now()
  const last = tried.get(ground)
  const current = last && now - last.at < TRIED_EVERY_MS ? last : { at: now, found: tryAll(ground) }
  tried.set(ground, current)
  const refusal = await current.found
  if (refusal) throw refusal
}

async function tryAll(ground: Ground): Promise<Refusal | undefined> {
  const { leastFreeMb } = ground.config
  for (const folder of writtenTo(ground)) {
    const trouble = await tryFolder(folder, leastFreeMb * MB)
    if (trouble) return refuse('not-ready', { what: troubles[trouble] })
  }
  const written = await inTime(store.markReady(ground.db, hostname(), ground.clock()))
  return written ? undefined : refuse('not-ready', { what: troubles.database })
}

/** With a given database the data folder holds the keys alone, perhaps where nothing can be written. */
function writtenTo({ config: { dataFolder, databaseUrl, files } }: Ground): Set<string> {
  const folders = new Set(databaseUrl === undefined ? [dataFolder] : [])
  return 'folder' in files ? folders.add(files.folder) : folders
}

/** A folder that nothing was put into yet is made when it is needed: there its parent is asked. */
async function tryFolder(folder: string, least: number): Promise<'full' | 'disk' | undefined> {
  try {
    const disk = await statfs(folder)
    if (disk.bavail * disk.bsize < least) return 'full'
    const path = join(folder, `.ready-${process.pid}`)
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile('ready')
      await file.sync()
    } finally {
      await file.close()
      await rm(path, { force: true })
    }
    return undefined
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return absent && dirname(folder) !== folder ? tryFolder(dirname(folder), least) : 'disk'
  }
}

const inTime = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    sleep(PATIENCE_MS, false, { ref: false }),
  ])
