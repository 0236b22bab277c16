// Saved views: somebody's own way of looking at a list, kept under a name.
import { demand, demandOwn, type Principal } from '../access/access.ts'
import type { Tx } from '../database/database.ts'
import type { Ground, List } from '../ground.ts'
import { refuse as groundRefuse, refusals } from '../refusals.ts'
import type { SavedView, ViewInput } from './contract.ts'
import { listNamed, sortedBy } from './lists.ts'
import * as store from './store.ts'

const VIEWS_A_LIST = 30
const refuse = refusals({
  'view.name-taken': {
    status: 409,
    zh: '这份清单已有叫“{name}”的视图，请换个名字。',
    en: 'This list has a view called “{name}” already; choose another name.',
  },
  'view.too-many': {
    status: 409,
    zh: '一份清单最多存 {most} 个视图，请先删去不用的。',
    en: 'A list keeps at most {most} views; remove one that is not used.',
  },
  'view.query': {
    status: 422,
    zh: '这些筛选不合这份清单，没有保存。',
    en: 'These conditions do not fit this list; nothing was saved.',
  },
})

/** Whose views and sheets these are. */
export const ownerOf = (actor: Principal): string => actor.accountId ?? `person ${actor.personId}`

/** @throws Refusal `not-found`, or as `demand` does. */
export function listFor(ground: Ground, actor: Principal, name: string): List {
  const found = listNamed(ground, name)
  if (!found) throw groundRefuse('not-found', { what: '清单' })
  if (found.permission === 'own') demandOwn(actor)
  else demand(actor, found.permission)
  return found
}

/** @throws Refusal `view.query` for conditions, an order or columns that the list does not have. */
export function demandFits(
  { listing }: List,
  asked: { query: Readonly<Record<string, string>>; sort?: string | null; columns: readonly string[] },
): void {
  const known = Object.keys(asked.query).every(name => Object.hasOwn(listing.filter.shape, name))
  const columns = asked.columns.every(name => Object.hasOwn(listing.columns, name))
  if (!known || !columns || !listing.filter.safeParse(asked.query).success) throw refuse('view.query')
  sortedBy(listing, asked.sort ?? undefined)
}

const shown = ({ id, name, query, sort, columns, isFirst }: store.View): SavedView => ({
  id,
  name,
  query,
  sort,
  columns,
  isFirst,
})

export async function ownViews(ground: Ground, actor: Principal, list: string): Promise<SavedView[]> {
  listFor(ground, actor, list)
  return (await store.viewsOf(ground.db, ownerOf(actor), list)).map(shown)
}

export async function saveView(
  ground: Ground,
  actor: Principal,
  name: string,
  input: ViewInput,
): Promise<number> {
  const list = listFor(ground, actor, name)
  demandFits(list, input)
  const owner = ownerOf(actor)
  return ground.transact(async tx => {
    if ((await store.countViews(tx, owner, name)) >= VIEWS_A_LIST)
      throw refuse('view.too-many', { most: VIEWS_A_LIST })
    await makeRoomFirst(tx, owner, name, input)
    const made = await store.insertView(tx, { ...input, owner, list: name, madeAt: ground.clock() })
    if (!made) throw refuse('view.name-taken', { name: input.name }, 'name')
    return made.id
  })
}

export async function changeView(
  ground: Ground,
  actor: Principal,
  id: number,
  input: ViewInput,
): Promise<void> {
  const owner = ownerOf(actor)
  await ground.transact(async tx => {
    const view = await store.viewById(tx, owner, id)
    if (!view) throw groundRefuse('not-found', { what: '视图' })
    demandFits(listFor(ground, actor, view.list), input)
    const named = (await store.viewsOf(tx, owner, view.list)).find(one => one.name === input.name)
    if (named && named.id !== id) throw refuse('view.name-taken', { name: input.name }, 'name')
    await makeRoomFirst(tx, owner, view.list, input)
    await store.updateView(tx, owner, id, input)
  })
}

const makeRoomFirst = async (tx: Tx, owner: string, list: string, input: ViewInput) => {
  if (input.isFirst) await store.noViewFirst(tx, owner, list)
}

export async function dropView(ground: Ground, actor: Principal, id: number): Promise<void> {
  const gone = await ground.transact(tx => store.deleteView(tx, ownerOf(actor), id))
  if (!gone) throw groundRefuse('not-found', { what: '视图' })
}
