// Pages of a list by keyset, its total and its sums: written once for every list. Never by offset: what is added or taken away
// while somebody reads moves no row to another page. Invariant: an order and the id together are unique, so each row comes once.
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/database.ts'
import { refusals } from '../refusals.ts'
import { COUNTED_TO } from './listing.ts'

export const refuse = refusals({
  'list.order': {
    status: 422,
    zh: '这份清单没有这种排列方式。',
    en: 'This list has no such order.',
  },
  'list.after': {
    status: 422,
    zh: '接着看的位置不对，请从头再看。',
    en: 'The place to go on from is not one of this list; begin again.',
  },
})

type Sql = RawBuilder<unknown>
/** An expression that is never null, and its type. */
export type Key = { by: Sql; type: 'bigint' | 'date' | 'timestamptz' | 'text' }

/** Where the rows of a list come from, its scope and filter applied. */
export type Source = {
  select: Sql
  /** What stands after `from`. */
  from: Sql
  where: readonly Sql[]
  /** Unique among the rows. */
  id: Sql
  /** By the names of the listing's orders. */
  keys: Readonly<Record<string, Key>>
  sums?: Readonly<Record<string, Sql>>
}

type Position = { name: string; value: string; id: number }
const position = z.tuple([z.string(), z.string().max(300), z.number().int()])

const encode = ({ name, value, id }: Position) =>
  Buffer.from(JSON.stringify([name, value, id])).toString('base64url')

function decode(text: string): Position {
  try {
    const [name, value, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { name, value, id }
  } catch {
    throw refuse('list.after')
  }
}

/** Conditions joined; all rows where there are none. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `)

/** A condition for what was asked for, none for what was not. */
export const when = <Value>(value: Value | undefined, condition: (value: Value) => Sql): Sql[] =>
  value === undefined || value === '' ? [] : [condition(value)]

export type Sorted = { name: string; down: boolean }

/**
 * A page in an order, and where the next begins; null where nothing follows.
 * @throws Refusal `list.order`, `list.after`.
 */
export async function rowsOf<Row>(
  db: Db,
  source: Source,
  { sort, after, limit }: { sort: Sorted; after?: string | undefined; limit: number },
): Promise<{ rows: Row[]; next: string | null }> {
  const key = source.keys[sort.name]
  if (!key) throw refuse('list.order')
  const way = sort.down ? sql`desc` : sql`asc`
  const from = after === undefined ? undefined : decode(after)
  if (from && from.name !== sort.name) throw refuse('list.after')
  const beyond = from
    ? [
        sql`(${key.by}, ${source.id}) ${sort.down ? sql`<` : sql`>`} (${from.value}::${sql.raw(key.type)}, ${from.id}::bigint)`,
      ]
    : []
  const { rows } = await sql<Row & { listKey: string; listId: number }>`
    select ${source.select}, (${key.by})::text as list_key, ${source.id} as list_id from ${source.from}
    where ${all([...source.where, ...beyond])} order by ${key.by} ${way}, ${source.id} ${way} limit ${limit + 1}`.execute(
    db,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next:
      rows.length > limit && last ? encode({ name: sort.name, value: last.listKey, id: last.listId }) : null,
  }
}

export type Counted = { n: number; sums: Record<string, number> }

/**
 * How many rows there are and their sums, looking at no more than one beyond `bound`; a greater `n` than that means "more".
 * @param bound null counts to the end.
 */
export async function countOf(db: Db, source: Source, bound: number | null = COUNTED_TO): Promise<Counted> {
  const sums = Object.entries(source.sums ?? {})
  const inner = sql.join([sql`1 as one`, ...sums.map(([name, by]) => sql`${by} as ${sql.ref(name)}`)])
  const outer = sql.join([
    sql`count(*)::bigint as n`,
    ...sums.map(([name]) => sql`coalesce(sum(${sql.ref(name)}), 0)::bigint as ${sql.ref(name)}`),
  ])
  const { rows } = await sql<Record<string, number>>`select ${outer} from (
    select ${inner} from ${source.from} where ${all(source.where)} ${bound === null ? sql`` : sql`limit ${bound + 1}`}) as counted`.execute(
    db,
  )
  const { n = 0, ...rest } = rows[0] ?? {}
  return { n, sums: rest }
}
