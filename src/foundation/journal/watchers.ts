// Watchers hear the journal in every process, from the moment the process opened: what is cached or shown live follows the rows.
// Invariant: a watcher that throws hears the same rows again; none is passed over.
import { afterFailures, wordsOf } from '../backing-off.ts'
import type { Ground, Watcher } from '../ground.ts'
import type { Sealed } from './journal.ts'
import { rowsAfter } from './listeners.ts'
import { BATCH } from './sealer.ts'

const STEPS = [1, 5, 30]

type Stand = { position: number; tries: number; error: string | null; nextAt: Date | null }
const stands = new WeakMap<Ground, Map<string, Stand>>()

/**
 * Places every watcher of this process. Asked before anything is read into memory: what changes after that is heard.
 * @param head how far the journal was sealed then.
 */
export function watchFrom(ground: Ground, head: number): void {
  stands.set(
    ground,
    new Map(
      watchersOf(ground).map(one => [one.name, { position: head, tries: 0, error: null, nextAt: null }]),
    ),
  )
}
export const watchersOf = (ground: Ground): Watcher[] => ground.rooms.flatMap(room => room.watchers ?? [])

const standOf = (ground: Ground, name: string): Stand => {
  const known = stands.get(ground)?.get(name)
  if (!known) throw new Error(`the watcher ${name} has no place`)
  return known
}

/** How far each watcher of this process has heard, and why it has not. */
export const watching = (ground: Ground): { name: string; position: number; error: string | null }[] =>
  [...(stands.get(ground) ?? [])].map(([name, { position, error }]) => ({ name, position, error }))

/** Does it have something to hear now? */
export function hasMore(ground: Ground, watcher: Watcher, head: number): boolean {
  const { position, nextAt } = standOf(ground, watcher.name)
  return position < head && !(nextAt && nextAt > new Date())
}

/** Reads rows after a position; those who stand at one place are given one reading. */
export function readingOnce(ground: Ground, batch = BATCH): (position: number) => Promise<readonly Sealed[]> {
  const readings = new Map<number, Promise<readonly Sealed[]>>()
  return position => {
    const known = readings.get(position)
    if (known) return known
    const reading = rowsAfter(position, batch)
      .execute(ground.db)
      .then(answer => answer.rows)
    readings.set(position, reading)
    return reading
  }
}

/** Reads what was sealed since the last time to a watcher of this process. @throws what the watcher threw. */
export async function watch(
  ground: Ground,
  watcher: Watcher,
  read: (position: number) => Promise<readonly Sealed[]> = readingOnce(ground),
): Promise<number> {
  const stand = standOf(ground, watcher.name)
  const rows = await read(stand.position)
  const last = rows.at(-1)
  if (!last) return 0
  try {
    await watcher.hear(ground, rows)
  } catch (error) {
    stand.tries++
    stand.error = wordsOf(error)
    stand.nextAt = afterFailures(new Date(), stand.tries, STEPS)
    throw error
  }
  Object.assign(stand, { position: last.position, tries: 0, error: null, nextAt: null })
  return rows.length
}
