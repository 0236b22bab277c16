// The pool and the transaction. Every table lives in the district's schema, reached through search_path.
import {
  CamelCasePlugin,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  type Transaction,
} from 'kysely'
import pg from 'pg'

/** What a store works on: a connection or an open transaction. Each store adds its own tables with `withTables`. */
// biome-ignore lint/complexity/noBannedTypes: a database of which nothing is known until a store says withTables
export type Db = Kysely<{}>
// biome-ignore lint/complexity/noBannedTypes: as above
export type Tx = Transaction<{}>

pg.types.setTypeParser(pg.types.builtins.INT8, Number) // ids and sums stay below 2^53
const INT8_ARRAY = 1016
pg.types.setTypeParser(INT8_ARRAY as never, (text: string) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number),
)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text) // a day is a LocalDay, not an instant
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

export type Database = { pool: pg.Pool; db: Db; close: () => Promise<void> }

/** @param schema the district's schema; it need not exist yet. */
export function openDatabase(url: string, schema: string, connections = 20): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: `-c search_path=${schema},public -c timezone=UTC`,
    application_name: `yunjian ${schema} ${process.pid}`, // whose a connection is, for whoever looks at the server
  })
  // A lost connection is replaced; the query that needs one reports its own failure. Without a listener of its own, one that
  // is lost between two statements of a transaction would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const db: Db = new Kysely({
    dialect: new PostgresDialect({ pool }),
    plugins: [
      new CamelCasePlugin({ maintainNestedObjectKeys: true }),
      new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }), // in a list of nobody: nobody
    ],
  })
  return { pool, db, close: () => db.destroy() }
}

/** PostgreSQL's five-letter state of an error, when it is one. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined

/** The unique constraint or index that a statement broke, when that is what went wrong. */
export const takenBy = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined

const RETRIABLE = new Set(['40001', '40P01'])

/** Thrown inside a transaction whose picture of the rows proved old: nothing is kept, and it begins again. */
export class TryAgain extends Error {}

/** A row that the statement could not see broke a unique constraint: look again. */
export const lookAgainOn = <T>(constraint: string, work: Promise<T>): Promise<T> =>
  work.catch(error => {
    if (takenBy(error) === constraint) throw new TryAgain(`${constraint} was written beside us`)
    throw error
  })

/** One use case, one transaction. A serialisation failure or deadlock is tried again, at most four times. */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tries >= 5 || !(error instanceof TryAgain || RETRIABLE.has(sqlState(error) ?? ''))) throw error
    }
  }
}
