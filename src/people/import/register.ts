// The registration of a checked sheet, chunk by chunk.
// Invariant: a chunk is taken, its people entered and its rows settled in one transaction, so a sheet may be stopped,
// resumed, registered twice at once or sent again, and nobody is entered twice.
import type { Principal } from '../../foundation/access/access.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { documentKey, enter, entryOf, REGISTRATION } from '../entry.ts'
import { refuse } from '../refusals.ts'
import { type CleanRow, personPolicies, resend } from '../rules.ts'
import { insertConsents, type NewPerson, type Person, peopleByDocument, updatePerson } from '../store.ts'
import type { ImportState } from '../tables.ts'
import { masksOf, openWaiting, type Progress } from './check.ts'
import { batchInScope } from './service.ts'
import * as store from './store.ts'

const isAccepted = (verdict: string) => (store.ACCEPTED as readonly string[]).includes(verdict)

type Registrar = { accountId: string | null; personId: number | null }

/** Chunks on their way to the database while the next one's people are sealed. */
const WRITERS = 2

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
  if (!moved) throw refuse('import.state', { state: batch.state })
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
  const actor = { accountId: batch.registeredByAccount, personId: batch.registeredByPerson }
  const waiting = (await store.verdictCounts(ground.db, batchId)).find(one => one.verdict === 'ok')?.rows ?? 0
  let done = 0
  const writing = new Set<Promise<void>>()
  const failures: unknown[] = []
  for (let after = 0; failures.length === 0; ) {
    const chunk = await store.waitingChunk(ground.db, batchId, after)
    if (!chunk?.sealed) break
    if ((await store.batchById(ground.db, batchId))?.state !== 'registering') break
    after = chunk.firstRow
    const people = peopleOf(ground, chunk.sealed)
    if (writing.size >= WRITERS) await Promise.race(writing)
    const one = ground
      .transact(tx => registerChunk(ground, tx, actor, batch, chunk, people))
      .then(
        settled => {
          done += settled
          progress(done, waiting)
        },
        error => {
          failures.push(error)
        },
      )
      .finally(() => writing.delete(one))
    writing.add(one)
  }
  await Promise.all(writing)
  if (failures.length > 0) throw failures[0]
  // Whoever registers the last chunk says that the sheet is done: stopped, or with another one's chunk under way, it is not.
  if (await store.waitingChunk(ground.db, batchId, 0)) return
  if (!(await store.moveBatch(ground.db, batchId, ['registering'], 'done', { endedAt: ground.clock() })))
    return
  const settled = (await store.verdictCounts(ground.db, batchId)).filter(one => isAccepted(one.verdict))
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'import.done',
      subject: `import:${batchId}`,
      facts: { rows: settled.reduce((sum, one) => sum + one.rows, 0) },
    }),
  )
}

type ToEnter = { rowNo: number; clean: CleanRow; entry: NewPerson; key: string }

function peopleOf(ground: Ground, sealed: Buffer): ToEnter[] {
  const at = ground.clock()
  return openWaiting(ground, sealed).map(([rowNo, clean]) => {
    const entry = entryOf(ground, clean, { tier: 'real-name', method: 'sheet', source: 'sheet', at })
    const key = entry.documentHash ?? documentKey(ground, clean.documentType, clean.document)
    return { rowNo, clean, entry, key: key.toString('hex') }
  })
}

/** Answers how many rows it settled; none when somebody else took the chunk. */
async function registerChunk(
  ground: Ground,
  tx: Tx,
  actor: Registrar,
  batch: store.Batch,
  chunk: store.Chunk,
  people: readonly ToEnter[],
): Promise<number> {
  if (!(await store.takeChunk(tx, chunk))) return 0
  const at = ground.clock()
  const entered = await enter(
    ground,
    tx,
    people.map(one => one.entry),
  )
  const newByKey = new Map(entered.map(one => [one.documentHash?.toString('hex') ?? '', one.id]))
  const known = await knownAlready(
    tx,
    people.filter(one => !newByKey.has(one.key)),
  )
  if (batch.paper !== null) await consentOnPaper(ground, tx, actor, batch.paper, entered, at)

  const rows: store.SettledRow[] = []
  const counts: Record<string, number> = { ...chunk.counts }
  delete counts.ok
  for (const { rowNo, clean, key } of people) {
    const id = newByKey.get(key)
    const before = known.get(key)
    const settled: Settled | undefined =
      id !== undefined
        ? { verdict: 'registered', personId: id, params: {} }
        : before && (await again(tx, before, clean))
    if (!settled) throw new Error(`row ${rowNo} of import ${batch.id} was neither entered nor known`)
    counts[settled.verdict] = (counts[settled.verdict] ?? 0) + 1
    rows.push({
      batchId: batch.id,
      rowNo,
      columnName: null,
      ...masksOf(clean.name, clean.document),
      sealed: null,
      ...settled,
    })
  }
  await store.insertRows(tx, rows)
  await store.countChunk(tx, chunk, counts)
  await tell(
    tx,
    ...entered.map(one => ({
      at,
      by: actor,
      kind: 'person.registered',
      subject: `person:${one.id}`,
      facts: { source: 'sheet', import: batch.id },
    })),
  )
  return people.length
}

async function knownAlready(tx: Tx, people: readonly ToEnter[]): Promise<Map<string, Person>> {
  const keys = people.map(one => Buffer.from(one.key, 'hex'))
  const found = await peopleByDocument(tx, keys)
  return new Map(found.map(one => [one.documentHash?.toString('hex') ?? '', one]))
}

type Settled = Pick<store.SettledRow, 'verdict' | 'personId' | 'params'>
/** Somebody who was registered before: blanks are filled, a contradiction waits for staff. */
async function again(tx: Tx, before: Person, clean: CleanRow): Promise<Settled> {
  const outcome = resend(before, clean)
  if ('conflict' in outcome)
    return { verdict: 'conflict', personId: before.id, params: { fields: outcome.conflict.join(',') } }
  if ('fill' in outcome) await updatePerson(tx, before.id, outcome.fill)
  const changed = 'fill' in outcome || before.source !== 'sheet'
  return { verdict: changed ? 'already-registered' : 'unchanged', personId: before.id, params: {} }
}

async function consentOnPaper(
  ground: Ground,
  tx: Tx,
  actor: Registrar,
  paper: string,
  entered: readonly { id: number }[],
  at: Date,
) {
  const { version } = ground.policies.at(personPolicies.consent, localDay(at)).value
  await insertConsents(
    tx,
    entered.map(one => ({
      personId: one.id,
      purpose: REGISTRATION,
      version,
      how: 'paper' as const,
      paper,
      byPerson: actor.personId,
      at,
    })),
  )
}
