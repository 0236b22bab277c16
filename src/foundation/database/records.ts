// Many rows as one parameter: a JSON list that PostgreSQL reads as records. One statement whatever the number of rows.
import { type RawBuilder, sql } from 'kysely'

/** Columns by property name: `{ personId: 'bigint' }` reads `person_id bigint`. */
export type Columns = Readonly<Record<string, string>>

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
/** The columns in order, for an insert. */
export const columnsOf = (columns: Columns): RawBuilder<unknown> =>
  sql.join(Object.keys(columns).map(name => sql.ref(snake(name))))

/** `json_to_recordset(…) as given (…)`, for a from clause. */
export function recordset<Row extends object>(columns: Columns, rows: readonly Row[]): RawBuilder<unknown> {
  const names = Object.keys(columns)
  const json = JSON.stringify(
    rows.map(row => Object.fromEntries(names.map(name => [snake(name), plain(row[name as keyof Row])]))),
  )
  const shape = names.map(name => `"${snake(name)}" ${columns[name]}`).join(', ')
  return sql`json_to_recordset(${json}::json) as given (${sql.raw(shape)})`
}

const plain = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : (value ?? null)
