// What goes by itself: files whose time is over or that nobody attached, uploads that were given up, contents that nothing names,
// objects that no row names; and what waits for the virus scanner. Each may run twice, and beside uploads of the same content.

import { afterFailures } from '../backing-off.ts'
import { alone, ifFree } from '../database/alone.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { subjectOf } from './attaching.ts'
import { straysAmongContents } from './checking.ts'
import { contentPath, contentSource, stagedFolder } from './keeping.ts'
import { type Scanned, scan, scannerAnswers } from './scanner.ts'
import * as store from './store.ts'
import { dropUpload } from './uploads.ts'

const DAY_MS = 86_400_000
const ago = (ground: Ground, ms: number) => new Date(ground.clock().getTime() - ms)
/** A form that was begun and left may still be sent within a week. */
const FREE_MS = 7 * DAY_MS
const AT_ONCE = 500

/** While contents are copied into a backup none is removed. */
export const withoutRemoval = <T>(ground: Ground, work: () => Promise<T>): Promise<T> =>
  alone(ground.database, 'removal of contents', work)

export async function sweepUploads(ground: Ground): Promise<number> {
  const left = await store.uploadsUntouchedSince(ground.db, ago(ground, DAY_MS))
  for (const { id } of left) await dropUpload(ground, id)
  return left.length
}

/**
 * Files first, then what they alone had named, then what no row names.
 * @param storeTime the time by which the store dates its objects: the machine's, not the district's
 */
export async function sweepFiles(ground: Ground, storeTime = new Date()): Promise<number> {
  const files = await sweepOver(ground)
  const contents = await ifFree(ground.database, 'removal of contents', async () => {
    const removed = await sweepContents(ground)
    return removed + (await sweepStrays(ground, new Date(storeTime.getTime() - DAY_MS)))
  })
  return files + (contents ?? 0)
}

async function sweepOver(ground: Ground): Promise<number> {
  let all = 0
  for (;;) {
    const gone = await ground.transact(async tx => {
      const at = ground.clock()
      const taken = await store.takeOver(tx, at, ago(ground, FREE_MS), AT_ONCE)
      await tell(
        tx,
        ...taken.map(file => ({
          at,
          by: null,
          kind: 'file.removed',
          subject: subjectOf(file.id),
          facts: { from: file.subject, purpose: file.purpose, why: file.subject ? 'over' : 'unused' },
        })),
      )
      return taken.length
    })
    all += gone
    if (gone < AT_ONCE) return all
  }
}

/**
 * The row is taken first and the object goes before the transaction ends: whoever sends the same content meanwhile waits for the
 * row, and then puts the object anew.
 */
async function sweepContents(ground: Ground): Promise<number> {
  for (let removed = 0; ; removed++) {
    const gone = await ground.transact(async tx => {
      const content = await store.takeUnnamed(tx, ago(ground, DAY_MS))
      if (!content) return false
      await ground.store.remove(contentPath(ground, content.name))
      await tell(tx, {
        at: ground.clock(),
        by: null,
        kind: 'file.content-removed',
        subject: `file-content:${content.id}`,
        facts: { size: content.size },
      })
      return true
    })
    if (!gone) return removed
  }
}

async function sweepStrays(ground: Ground, before: Date): Promise<number> {
  let removed = 0
  for await (const name of straysAmongContents(ground, before)) {
    await ground.store.remove(name)
    removed++
  }
  let pieces: string[] = []
  const judge = async () => {
    const named = pieces.length === 0 ? new Set() : await store.namedByPieces(ground.db, pieces)
    for (const name of pieces)
      if (!named.has(name)) {
        await ground.store.remove(name)
        removed++
      }
    pieces = []
  }
  for await (const one of ground.store.list(stagedFolder(ground))) {
    if (one.at < before) pieces.push(one.name)
    if (pieces.length >= AT_ONCE) await judge()
  }
  await judge()
  return removed
}

const AGAIN_SECONDS = [60, 300, 1800, 7200, 21_600]

/** A content that cannot be read waits as well, and keeps nobody behind it waiting. */
async function askAgain(
  ground: Ground,
  content: store.Content,
  there: boolean,
): Promise<Scanned | { is: 'none' }> {
  const { clamd } = ground.config
  if (!clamd) return { is: 'none' }
  if (!there) return { is: 'unavailable', why: 'it does not answer' }
  return scan(clamd, contentSource(ground, content).bytes()).catch(error => {
    ground.log.error({ err: error, content: content.id }, 'a content could not be read for the virus scanner')
    return { is: 'unavailable', why: 'the content cannot be read' }
  })
}

/** Asks the scanner for what came while it was away. What is infected goes, and the journal says so. */
export async function scanWaiting(ground: Ground): Promise<number> {
  const { clamd } = ground.config
  const due = await store.dueForScan(ground.db, ground.clock(), 50)
  if (due.length === 0) return 0
  // No scanner any more: then nothing waits for one.
  const there = clamd ? await scannerAnswers(clamd) : true
  let settled = 0
  for (const file of due) {
    const content = await store.contentById(ground.db, file.contentId)
    if (!content) continue
    const found = await askAgain(ground, content, there)
    await ground.transact(async tx => {
      const at = ground.clock()
      if (found.is === 'unavailable') {
        const tries = file.scanTries + 1
        const scanAt = afterFailures(at, tries, AGAIN_SECONDS)
        return void (await store.setScan(tx, file.id, { scan: 'waiting', scanTries: tries, scanAt }))
      }
      settled++
      if (found.is === 'clean' || found.is === 'none') {
        await store.setScan(tx, file.id, { scan: found.is, scanAt: null })
        return tell(tx, {
          at,
          by: null,
          kind: 'file.scanned',
          subject: subjectOf(file.id),
          facts: { is: found.is },
        })
      }
      await store.deleteFile(tx, file.id, at)
      await tell(tx, {
        at,
        by: null,
        kind: found.is === 'infected' ? 'file.infected' : 'file.removed',
        subject: subjectOf(file.id),
        facts: {
          from: file.subject,
          purpose: file.purpose,
          ...(found.is === 'infected' ? { signature: found.signature } : { why: 'scanner refuses' }),
        },
      })
    })
  }
  return settled
}
