// A list as its room announces it, put together once: who may read it, where its rows come from, what a row looks like outside.
// Its page, its count, its sheet, its saved views and its actions are the ground's.
import type { z } from 'zod'
import type { Principal } from '../access/access.ts'
import type { Permission } from '../access/roles.ts'
import type { Ground, List, ListAction, ListRow } from '../ground.ts'
import { COUNTED_TO, type Listing, type Total } from './listing.ts'
import { type Counted, countOf, refuse, rowsOf, type Sorted, type Source } from './rows.ts'

/** What a room says of a list. `source` asks who may, first thing. */
type Said<Filter extends z.ZodObject, Raw, Row extends ListRow> = {
  listing: Listing<Filter>
  path: string
  page: string
  permission: Permission | 'own'
  row: z.ZodType<Row>
  source: (ground: Ground, actor: Principal, filter: z.output<Filter>) => Source | Promise<Source>
  view: (ground: Ground, rows: Raw[], actor: Principal) => Row[] | Promise<Row[]>
  actions?: readonly ListAction[]
}

export function list<Filter extends z.ZodObject, Raw, Row extends ListRow>(
  said: Said<Filter, Raw, Row>,
): List<Row> {
  const { listing, path, page, permission, row, source, view, actions = [] } = said
  const sourceOf = async (ground: Ground, actor: Principal, query: unknown) =>
    source(ground, actor, listing.filter.parse(query))
  return {
    listing,
    path,
    page,
    permission,
    row,
    actions,
    async rows(ground, actor, query, { after, ...at }) {
      const { rows, next } = await rowsOf<Raw>(ground.db, await sourceOf(ground, actor, query), {
        sort: sortedBy(listing, undefined),
        ...at,
        after: after === undefined ? undefined : opened(ground, after),
      })
      return { items: await view(ground, rows, actor), next: next === null ? null : sealed(ground, next) }
    },
    count: async (ground, actor, query, bound) =>
      countOf(ground.db, await sourceOf(ground, actor, query), bound),
  }
}

/** The place where a page ended holds what the last row was ordered by, which the row itself may mask: a name's pinyin, a birth date. */
const sealed = (ground: Ground, place: string): string =>
  ground.secrets.encryptBytes(Buffer.from(place, 'base64url')).toString('base64url')

function opened(ground: Ground, text: string): string {
  try {
    return ground.secrets.decryptBytes(Buffer.from(text, 'base64url')).toString('base64url')
  } catch {
    throw refuse('list.after')
  }
}

/** The order that was asked for, or the list's first. @throws Refusal `list.order`. */
export function sortedBy(listing: Listing, asked: string | undefined): Sorted {
  const other = asked?.startsWith('-') ?? false
  const name = (other ? asked?.slice(1) : asked) ?? Object.keys(listing.orders)[0] ?? ''
  const order = Object.hasOwn(listing.orders, name) ? listing.orders[name] : undefined
  if (!order) throw refuse('list.order')
  return { name, down: (order.begins === 'down') !== other }
}

export const listsOf = (ground: Ground): List[] => ground.rooms.flatMap(room => room.lists ?? [])
export const listNamed = (ground: Ground, name: string): List | undefined =>
  listsOf(ground).find(one => one.listing.name === name)

/** The total and sums as they stand at a list's head, with what a figure says of the same rows. */
export async function totalOf(ground: Ground, actor: Principal, of: List, query: unknown): Promise<Total> {
  const { n, sums } = await of.count(ground, actor, query)
  const more = n > COUNTED_TO
  const figure = await figureOf(ground, actor, of, query)
  const summed = Object.keys(sums).length > 0 && !more
  return {
    total: more ? COUNTED_TO : n,
    more,
    ...(summed && { sums }),
    ...(figure === 'beyond' && { beyond: true }),
    ...(typeof figure === 'object' && { figure: { total: figure.n, sums: figure.sums } }),
  }
}

/** What rooms above know of the rows of this list, where they know it. */
async function figureOf(
  ground: Ground,
  actor: Principal,
  of: List,
  query: unknown,
): Promise<Counted | 'beyond' | undefined> {
  const asked = of.listing.filter.parse(query)
  for (const known of ground.rooms.flatMap(room => room.figures ?? [])) {
    if (known.list !== of.listing.name) continue
    const found = await known.count(ground, actor, asked)
    if (found) return found
  }
  return undefined
}
