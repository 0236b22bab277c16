// The long work on lists: counting to the end, writing a sheet, weighing an action and doing it. Begun again it comes to the same:
// a sheet is written anew, and of an action's rows only those are left that nothing became of yet.
import type { Principal } from '../access/access.ts'
import type { Ground, List, ListAction, ListRow, Outcome, Work } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { Refusal } from '../refusals.ts'
import { type Cell, xlsxStream } from '../spreadsheets/write.ts'
import { stillHolding } from './asker.ts'
import { cellWriter } from './cells.ts'
import { COUNTED_TO, wordOf } from './listing.ts'
import { listNamed, sortedBy } from './lists.ts'
import * as store from './store.ts'
import { listFor } from './views.ts'

const ROWS_A_READ = 500
const ROWS_A_STEP = 100
/** What one sheet holds, its head apart. */
const ROWS_A_SHEET = 1_048_575
const PIECE_BYTES = 262_144

/** Somebody stopped it while it ran. */
class Stopped extends Error {}

export const listWork: Work = {
  name: 'list',
  open: async ground =>
    (await store.openTasks(ground.db)).map(one => ({
      id: one.id,
      title: one.list,
      page: '/desk/sheets',
      done: one.rowsDone,
      of: one.rowsAll,
    })),
  async run(ground, id) {
    const task = await store.taskById(ground.db, id)
    if (task?.state !== 'waiting' && task?.state !== 'confirmed') return
    try {
      const actor = await stillHolding(ground, task.asker)
      const list = listFor(ground, actor, task.list)
      if (task.kind === 'count') await countAll(ground, actor, list, task)
      else if (task.kind === 'sheet') await writeSheet(ground, actor, list, task)
      else if (task.state === 'waiting') await weigh(ground, actor, list, task)
      else await act(ground, actor, task)
    } catch (error) {
      if (error instanceof Stopped) return
      if (!(error instanceof Refusal)) throw error
      await store.moveTask(ground.db, id, ['waiting', 'confirmed'], 'failed', {
        why: error.say(task.language),
        endedAt: ground.clock(),
      })
    }
  },
}

async function countAll(ground: Ground, actor: Principal, list: List, task: store.Task): Promise<void> {
  const result = await list.count(ground, actor, task.query, null)
  await store.moveTask(ground.db, task.id, ['waiting'], 'done', {
    result,
    rowsDone: result.n,
    rowsAll: result.n,
    endedAt: ground.clock(),
  })
}

/** Every row of a query, page by page: memory holds one page. */
async function* rowsOf(
  ground: Ground,
  actor: Principal,
  list: List,
  task: store.Task,
): AsyncGenerator<ListRow[]> {
  const sort = sortedBy(list.listing, task.sort ?? undefined)
  const chosen = task.chosen && new Set(task.chosen)
  for (let after: string | undefined; ; ) {
    const { items, next } = await list.rows(ground, actor, task.query, { sort, after, limit: ROWS_A_READ })
    yield chosen ? items.filter(one => chosen.has(one.id)) : items
    if (next === null) return
    after = next
  }
}

async function writeSheet(ground: Ground, actor: Principal, list: List, task: store.Task): Promise<void> {
  const { n } = await list.count(ground, actor, task.query, null)
  const all = task.chosen ? Math.min(n, task.chosen.length) : n
  await progress(ground, task.id, 0, all)
  await store.dropPieces(ground.db, task.id)
  const { header, cells } = cellWriter(ground, list.listing, task.columns, task.language)
  let rows = 0
  async function* written(): AsyncGenerator<Cell[]> {
    for await (const page of rowsOf(ground, actor, list, task)) {
      for (const row of page) {
        if (rows >= ROWS_A_SHEET) return
        rows++
        yield cells(row)
      }
      await progress(ground, task.id, rows)
    }
  }
  const stream = xlsxStream(wordOf(list.listing.title, task.language), header, written())
  await keepPieces(ground, task.id, stream)
  await ground.transact(async tx => {
    const at = ground.clock()
    const cut = n > ROWS_A_SHEET && !task.chosen
    const ended = await store.moveTask(tx, task.id, ['waiting'], 'done', {
      rowsDone: rows,
      rowsAll: cut ? n : rows,
      endedAt: at,
    })
    if (ended)
      await tell(tx, {
        at,
        by: actor,
        kind: 'list.sheet-written',
        subject: `list-task:${task.id}`,
        facts: { list: task.list, rows },
      })
    else await store.dropPieces(tx, task.id)
  })
}

async function keepPieces(ground: Ground, taskId: number, stream: ReadableStream<Uint8Array>): Promise<void> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  let n = 0
  const keep = async () => {
    const piece = Buffer.concat(waiting)
    await store.insertPiece(ground.db, {
      taskId,
      n: n++,
      bytes: piece.byteLength,
      sealed: ground.secrets.encryptBytes(piece),
    })
    waiting = []
    bytes = 0
  }
  for await (const chunk of stream) {
    waiting.push(chunk)
    bytes += chunk.byteLength
    if (bytes >= PIECE_BYTES) await keep()
  }
  if (bytes > 0) await keep()
}

async function progress(ground: Ground, id: number, done: number, of?: number): Promise<void> {
  if (!(await store.sayProgress(ground.db, id, done, of))) throw new Stopped()
}

const actionOf = (ground: Ground, task: store.Task): ListAction | undefined =>
  listNamed(ground, task.list)?.actions.find(one => one.name === task.action)

async function weigh(ground: Ground, actor: Principal, list: List, task: store.Task): Promise<void> {
  const action = actionOf(ground, task)
  if (!action) return
  const { n } = await list.count(ground, actor, task.query)
  if (!task.chosen && n > COUNTED_TO) {
    await store.moveTask(ground.db, task.id, ['waiting'], 'failed', {
      why: TOO_MANY[task.language === 'zh' ? 0 : 1],
      endedAt: ground.clock(),
    })
    return
  }
  await store.dropWeighed(ground.db, task.id)
  await progress(ground, task.id, 0, task.chosen?.length ?? n)
  let done = 0
  const keep = async (ids: readonly number[]) => {
    const outcomes = new Map((await action.weigh(ground, actor, ids)).map(one => [one.id, one.outcome]))
    await ground.transact(tx => store.keepWeighed(tx, task.id, everyOne(ids, outcomes)))
    done += ids.length
    await progress(ground, task.id, done)
  }
  if (task.chosen)
    for (let at = 0; at < task.chosen.length; at += ROWS_A_READ)
      await keep(task.chosen.slice(at, at + ROWS_A_READ))
  else for await (const page of rowsOf(ground, actor, list, task)) await keep(page.map(one => one.id))
  await store.moveTask(ground.db, task.id, ['waiting'], 'weighed', { rowsDone: done, rowsAll: done })
}

const TOO_MANY = [
  `一次最多办 ${COUNTED_TO} 条，请先加筛选。`,
  `At most ${COUNTED_TO} rows at once; add a condition first.`,
] as const

/** Nothing is passed over in silence: what is not the actor's, or is gone, is said to be so. */
const everyOne = (ids: readonly number[], outcomes: ReadonlyMap<number, string>): Outcome[] =>
  ids.map(id => ({ id, outcome: outcomes.get(id) ?? 'not-found' }))

async function act(ground: Ground, actor: Principal, task: store.Task): Promise<void> {
  const action = actionOf(ground, task)
  if (!action) return
  for (let done = task.rowsDone; ; ) {
    const ids = await store.rowsToDo(ground.db, task.id, action.does, ROWS_A_STEP)
    if (ids.length === 0) break
    const outcomes = await action.run(ground, actor, ids)
    await store.keepBecame(
      ground.db,
      task.id,
      everyOne(ids, new Map(outcomes.map(one => [one.id, one.outcome]))),
    )
    done += ids.length
    await progress(ground, task.id, done)
  }
  await store.moveTask(ground.db, task.id, ['confirmed'], 'done', { endedAt: ground.clock() })
}

export const forgetOldTasks = (ground: Ground): Promise<number> =>
  store.forgetTasks(ground.db, ground.clock())
