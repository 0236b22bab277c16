// Files that the server makes itself: a list written as a sheet, a report. Sent by nobody, seen by whoever sees their subject.
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { MADE, subjectOf } from './attaching.ts'
import { keepContent, staged } from './keeping.ts'
import { type FileType, shownName } from './kinds.ts'
import * as store from './store.ts'

const DAY_MS = 86_400_000

/**
 * Keeps what is made, as it is made, and answers the file's id.
 * @param made `subject`: `ownSubject(actor)` for one account alone, or a subject of a room. `keptDays`: then it goes by itself.
 */
export const keepMade = (
  ground: Ground,
  made: { name: string; type: FileType; bytes: AsyncIterable<Uint8Array>; subject: string; keptDays: number },
): Promise<number> =>
  staged(ground, made.bytes, async source => {
    const contentId = await keepContent(ground, source)
    return ground.transact(async tx => {
      const at = ground.clock()
      const { id } = await store.insertFile(tx, {
        contentId,
        pageId: null,
        thumbId: null,
        type: made.type,
        name: shownName(made.name, made.type),
        width: null,
        height: null,
        purpose: MADE,
        subject: made.subject,
        account: null,
        personId: null,
        sentAt: at,
        attachedAt: at,
        expiresAt: new Date(at.getTime() + made.keptDays * DAY_MS),
        scan: 'none',
        scanAt: null,
      })
      await tell(tx, {
        at,
        by: null,
        kind: 'file.made',
        subject: subjectOf(id),
        facts: { to: made.subject, type: made.type, size: source.size },
      })
      return id
    })
  })
