// Long work on the rows of a list, asked for, watched, confirmed and stopped. work.ts does it.
// Invariant: an action changes nothing before somebody has seen what it would do and said so.
import { demand, type Principal } from '../access/access.ts'
import type { Ground, List, ListAction } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { type Limit, spend } from '../limits/limits.ts'
import { refuse as groundRefuse, refusals } from '../refusals.ts'
import { columnsOf } from './cells.ts'
import type { TaskInput, TaskView } from './contract.ts'
import { type Language, wordOf } from './listing.ts'
import { listNamed } from './lists.ts'
import * as store from './store.ts'
import { demandFits, listFor, ownerOf } from './views.ts'

const KEPT_DAYS = 7
const SHEETS_A_DAY: Limit = { what: 'list.sheet', most: 20, seconds: 86_400 }
/** Counting and weighing cost the database more than a page does. */
const TASKS_AN_HOUR: Limit = { what: 'list.task', most: 120, seconds: 3600 }

export const refuse = refusals({
  'list.action': { status: 422, zh: '这份清单没有这个动作。', en: 'This list has no such action.' },
  'list.task-state': {
    status: 409,
    zh: '这件事已经办完、停下或过期了，请重新开始。',
    en: 'This was done, stopped or has expired; begin again.',
  },
  'list.sheets-a-day': {
    status: 429,
    zh: '一天最多导出 {most} 份，请 {hours} 小时后再来。',
    en: 'At most {most} sheets a day; come back in {hours} hours.',
  },
})

/** The action of a list by name. @throws Refusal `list.action`, or as `demand` does. */
function actionOf(list: List, actor: Principal, name: string | null | undefined): ListAction {
  const action = list.actions.find(one => one.name === name)
  if (!action) throw refuse('list.action')
  demand(actor, action.permission)
  return action
}

/** What was typed into a search is no fact for the journal: a keyed hash of it is, and the words stand in the task until it goes. */
const factsOf = (ground: Ground, { listing }: List, query: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      listing.conditions[name]?.kind === 'search'
        ? ground.secrets.lookup(value).toString('base64url')
        : value,
    ]),
  )

export async function beginTask(
  ground: Ground,
  actor: Principal,
  name: string,
  input: TaskInput,
  language: Language,
): Promise<number> {
  const list = listFor(ground, actor, name)
  demandFits(list, { query: input.query, sort: input.sort ?? null, columns: input.columns })
  if (input.kind === 'action') actionOf(list, actor, input.action)
  await demandNotTooOften(ground, actor, input.kind)
  const begunAt = ground.clock()
  return ground.transact(async tx => {
    const { id } = await store.insertTask(tx, {
      kind: input.kind,
      list: name,
      action: input.kind === 'action' ? (input.action ?? null) : null,
      query: input.query,
      chosen: input.ids ?? null,
      sort: input.sort ?? null,
      columns: input.columns,
      language,
      owner: ownerOf(actor),
      asker: actor,
      state: 'waiting',
      begunAt,
      keptUntil: new Date(begunAt.getTime() + KEPT_DAYS * 86_400_000),
    })
    if (input.kind === 'sheet')
      await tell(tx, {
        at: begunAt,
        by: actor,
        kind: 'list.sheet-begun',
        subject: `list-task:${id}`,
        facts: {
          list: name,
          query: factsOf(ground, list, input.query),
          columns: columnsOf(list.listing, input.columns).map(([column]) => column),
          chosen: input.ids?.length ?? null,
        },
      })
    return id
  })
}

async function demandNotTooOften(ground: Ground, actor: Principal, kind: TaskInput['kind']) {
  const seconds = await spend(ground, TASKS_AN_HOUR, ownerOf(actor))
  if (seconds > 0) throw groundRefuse('too-many', { seconds })
  const wait = kind === 'sheet' ? await spend(ground, SHEETS_A_DAY, ownerOf(actor)) : 0
  if (wait > 0) throw refuse('list.sheets-a-day', { most: SHEETS_A_DAY.most, hours: Math.ceil(wait / 3600) })
}

/** @throws Refusal `not-found` for a task that is not the actor's own. */
async function ownTask(ground: Ground, actor: Principal, id: number): Promise<store.Task> {
  const task = await store.taskById(ground.db, id)
  if (!task || task.owner !== ownerOf(actor)) throw groundRefuse('not-found', { what: '导出或批量办理' })
  return task
}

async function shown(ground: Ground, task: store.Task, bytes: number | null): Promise<TaskView> {
  const list = listNamed(ground, task.list)
  const action = list?.actions.find(one => one.name === task.action)
  const outcomes = task.kind === 'action' ? await store.outcomesOf(ground.db, task.id) : []
  return {
    id: task.id,
    kind: task.kind,
    list: task.list,
    title: list ? wordOf(list.listing.title, task.language) : task.list,
    action: task.action,
    state: task.state,
    done: task.rowsDone,
    of: task.rowsAll,
    query: task.query,
    counted: task.result,
    outcomes: outcomes.map(one => ({ ...one, does: action?.does.includes(one.outcome) ?? false })),
    bytes,
    why: task.why,
    begunAt: task.begunAt.toISOString(),
    endedAt: task.endedAt?.toISOString() ?? null,
    keptUntil: task.keptUntil.toISOString(),
  }
}

export async function taskPage(ground: Ground, actor: Principal, id: number): Promise<TaskView> {
  const task = await ownTask(ground, actor, id)
  return shown(ground, task, (await store.bytesOf(ground.db, [id])).get(id) ?? null)
}

/** One's own sheets, newest first. */
export async function ownSheets(
  ground: Ground,
  actor: Principal,
  ask: { after?: number | undefined; limit: number },
): Promise<{ items: TaskView[]; next: number | null }> {
  const tasks = await store.sheetsOf(ground.db, ownerOf(actor), ask.after ?? null, ask.limit + 1)
  const page = tasks.slice(0, ask.limit)
  const bytes = await store.bytesOf(
    ground.db,
    page.map(one => one.id),
  )
  return {
    items: await Promise.all(page.map(one => shown(ground, one, bytes.get(one.id) ?? null))),
    next: tasks.length > ask.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export async function stopTask(ground: Ground, actor: Principal, id: number): Promise<void> {
  await ownTask(ground, actor, id)
  await ground.transact(async tx => {
    const stopped = await store.moveTask(tx, id, ['waiting', 'weighed', 'confirmed'], 'stopped', {
      endedAt: ground.clock(),
    })
    if (!stopped) throw refuse('list.task-state')
    await store.dropPieces(tx, id)
  })
}

/** The effect was seen: the action is done to the rows that it is for. */
export async function confirmTask(ground: Ground, actor: Principal, id: number): Promise<void> {
  const task = await ownTask(ground, actor, id)
  actionOf(listFor(ground, actor, task.list), actor, task.action)
  const outcomes = await store.outcomesOf(ground.db, id)
  await ground.transact(async tx => {
    const at = ground.clock()
    if (!(await store.moveTask(tx, id, ['weighed'], 'confirmed', { rowsDone: 0 })))
      throw refuse('list.task-state')
    await tell(tx, {
      at,
      by: actor,
      kind: 'list.action-confirmed',
      subject: `list-task:${id}`,
      facts: {
        list: task.list,
        action: task.action,
        rows: Object.fromEntries(outcomes.map(one => [one.outcome, one.n])),
      },
    })
  })
}

/** The sheet's bytes, opened piece by piece. Whoever lost the list has lost its sheets. */
export async function sheetOf(
  ground: Ground,
  actor: Principal,
  id: number,
): Promise<{ name: string; bytes: AsyncGenerator<Buffer> }> {
  const task = await ownTask(ground, actor, id)
  listFor(ground, actor, task.list)
  if (task.kind !== 'sheet' || task.state !== 'done' || task.keptUntil <= ground.clock())
    throw refuse('list.task-state')
  await ground.transact(tx =>
    tell(tx, { at: ground.clock(), by: actor, kind: 'list.sheet-taken', subject: `list-task:${id}` }),
  )
  return { name: `${task.list}-${id}.xlsx`, bytes: piecesOf(ground, id) }
}

async function* piecesOf(ground: Ground, id: number): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const piece = await store.pieceOf(ground.db, id, n)
    if (!piece) return
    yield ground.secrets.decryptBytes(piece.sealed)
  }
}
