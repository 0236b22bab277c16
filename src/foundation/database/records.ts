// Many rows as a few parameters, one array a column. One statement whatever the number of rows.
import { type RawBuilder, sql } from 'kysely'

/** Columns by property name: `{ personId: 'bigint' }` reads `person_id bigint`. */
export type Columns = Readonly<Record<string, string>>

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
/** The columns in order, for an insert. */
export const columnsOf = (columns: Columns): RawBuilder<unknown> =>
  sql.join(Object.keys(columns).map(name => sql.ref(snake(name))))

/** The rows as a table named `given`, for a from clause. */
export function recordset<Row extends object>(columns: Columns, rows: readonly Row[]): RawBuilder<unknown> {
  const given = Object.entries(columns).map(([name, type]) => {
    // unnest takes lists of lists apart altogether: a list or a document travels as its text.
    const isDocument = type === 'jsonb' || type === 'json'
    const asText = type.endsWith('[]') || isDocument
    const written = isDocument ? JSON.stringify : type.endsWith('[]') ? listText : plain
    return {
      array: sql`${rows.map(row => written(row[name as keyof Row]))}::${sql.raw(asText ? 'text' : type)}[]`,
      column: sql`${sql.ref(snake(name))}${sql.raw(asText ? `::${type}` : '')}`,
    }
  })
  return sql`(select ${sql.join(given.map(one => one.column))} from unnest(${sql.join(given.map(one => one.array))})
    as given(${columnsOf(columns)})) as given`
}

const plain = (value: unknown): unknown => value ?? null

const listText = (value: unknown): string | null =>
  Array.isArray(value)
    ? `{${value.map(one => `"${String(one).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
    : null
