// The registration of a checked sheet, chunk by chunk.
// Invariant: a chunk is taken, its rows registered and settled in one transaction, so a sheet may be stopped, resumed, registered twice
// at once or sent again, and nothing is entered twice.
import type { Principal } from '../access/access.ts'
import { sqlState, type Tx } from '../database/database.ts'
import type { Ground, Import, ImportJob } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { jobOf, openWaiting, type Progress, type Waiting } from './check.ts'
import { kindNamed } from './kinds.ts'
import { refuse } from './refusals.ts'
import { batchInScope, stateWords } from './service.ts'
import * as store from './store.ts'
import type { ImportState } from './tables.ts'
import { isAccepted } from './verdicts.ts'

/** Chunks on their way to the database while the next one is got ready. */
const WRITERS = 2
/** Somebody entered the same at the same moment: the rows are looked up again. */
const TRIES = 3
const SAME_MOMENT = '23505'

/**
 * Somebody says that the sheet be registered; whoever works on it does so in their name.
 * @param from a sheet that is being registered may be said so again by whoever does the work on the spot.
 */
export async function beginRegistration(
  ground: Ground,
  actor: Principal,
  batchId: number,
  from: ImportState[] = ['checked', 'stopped'],
): Promise<void> {
  const batch = await batchInScope(ground, actor, batchId)
  const moved =
    batch.rowsTotal !== null &&
    (await store.moveBatch(ground.db, batchId, from, 'registering', {
      registeredByAccount: actor.accountId,
      registeredByPerson: actor.personId,
      why: null,
    }))
  if (!moved) throw refuse('import.state', stateWords(batch.state))
}

/** Says so and does it. Interrupted, it goes on where it stopped when called again. */
export async function registerSheet(
  ground: Ground,
  actor: Principal,
  batchId: number,
  progress: Progress = () => {},
): Promise<void> {
  await beginRegistration(ground, actor, batchId, ['checked', 'registering', 'stopped'])
  await registerWaiting(ground, batchId, progress)
}

/** Registers every row that passed the check and waits, in the name of whoever said so. */
export async function registerWaiting(
  ground: Ground,
  batchId: number,
  progress: Progress = () => {},
): Promise<void> {
  const batch = await store.batchById(ground.db, batchId)
  if (batch?.state !== 'registering') return
  const kind = kindNamed(ground, batch.kind)
  const job = await jobOf(ground, batch)
  const waiting = (await store.verdictCounts(ground.db, batchId)).find(one => one.verdict === 'ok')?.rows ?? 0
  let done = 0
  const writing = new Set<Promise<void>>()
  const failures: unknown[] = []
  for (let after = 0; failures.length === 0; ) {
    const chunk = await store.waitingChunk(ground.db, batchId, after)
    if (!chunk?.sealed) break
    if ((await store.batchById(ground.db, batchId))?.state !== 'registering') break
    after = chunk.firstRow
    const rows = openWaiting(ground, chunk.sealed)
    const ready = readyOf(ground, kind, job, rows)
    if (writing.size >= WRITERS) await Promise.race(writing)
    const one = registerChunk(ground, job, chunk, rows, ready)
      .then(settled => {
        done += settled
        progress(done, waiting)
      })
      .catch(error => {
        failures.push(error)
      })
      .finally(() => writing.delete(one))
    writing.add(one)
  }
  await Promise.all(writing)
  kind.registered?.(ground)
  if (failures.length > 0) throw failures[0]
  await finish(ground, job)
}

/** Whoever registers the last chunk says that the sheet is done: stopped, or with another one's chunk under way, it is not. */
async function finish(ground: Ground, job: ImportJob): Promise<void> {
  if (await store.waitingChunk(ground.db, job.id, 0)) return
  if (!(await store.moveBatch(ground.db, job.id, ['registering'], 'done', { endedAt: ground.clock() })))
    return
  const settled = (await store.verdictCounts(ground.db, job.id)).filter(one => isAccepted(one.verdict))
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: job.by,
      kind: 'import.done',
      subject: `import:${job.id}`,
      facts: { rows: settled.reduce((sum, one) => sum + one.rows, 0) },
    }),
  )
}

type Ready = ReturnType<Import['register']>
const readyOf = (ground: Ground, kind: Import, job: ImportJob, rows: readonly Waiting[]): Ready =>
  kind.register(
    ground,
    job,
    rows.map(([row, , clean]) => ({ row, clean })),
  )

/** Answers how many rows it settled; none when somebody else took the chunk. */
async function registerChunk(
  ground: Ground,
  job: ImportJob,
  chunk: store.Chunk,
  rows: readonly Waiting[],
  ready: Ready,
): Promise<number> {
  for (let tries = 1; ; tries++)
    try {
      return await ground.transact(tx => settleChunk(tx, job, chunk, rows, ready))
    } catch (error) {
      if (sqlState(error) !== SAME_MOMENT || tries === TRIES) throw error
    }
}

async function settleChunk(
  tx: Tx,
  job: ImportJob,
  chunk: store.Chunk,
  rows: readonly Waiting[],
  ready: Ready,
): Promise<number> {
  if (!(await store.takeChunk(tx, chunk))) return 0
  const settled = new Map((await ready(tx)).map(one => [one.row, one]))
  const counts: Record<string, number> = { ...chunk.counts }
  delete counts.ok
  const lines = rows.map(([rowNo, [shown, shownBeside]]): store.SettledRow => {
    const one = settled.get(rowNo)
    if (!one) throw new Error(`row ${rowNo} of import ${job.id} was neither entered nor known`)
    counts[one.verdict] = (counts[one.verdict] ?? 0) + 1
    return {
      batchId: job.id,
      rowNo,
      verdict: one.verdict,
      columnName: null,
      params: one.params ?? {},
      shown,
      shownBeside,
      sealed: null,
      subjectId: one.subject,
    }
  })
  await store.insertRows(tx, lines)
  await store.countChunk(tx, chunk, counts)
  return rows.length
}
