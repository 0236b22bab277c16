// One at a time over all processes of the district, by a name. The lock belongs to a connection: it dies with its process.
import { sql } from 'kysely'
import type pg from 'pg'
import type { Database, Tx } from './database.ts'

const ALONE_LOCK = 7_310_123

/** Waits for the name, and holds it until the transaction ends. */
export const aloneIn = (tx: Tx, name: string) =>
  sql`select pg_advisory_xact_lock(${ALONE_LOCK}, hashtext(current_schema() || '.' || ${name}))`.execute(tx)

/** Waits for the name, and holds it while `work` runs. */
export const alone = <T>(database: Database, name: string, work: () => Promise<T>): Promise<T> =>
  holding(database, async client => {
    await client.query(`select pg_advisory_lock($1, hashtext(current_schema() || '.' || $2))`, [
      ALONE_LOCK,
      name,
    ])
    return work()
  })

/** Runs `work` while it holds the name; answers undefined at once when somebody else does. */
export const ifFree = <T>(database: Database, name: string, work: () => Promise<T>): Promise<T | undefined> =>
  holding(database, async client => {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock($1, hashtext(current_schema() || '.' || $2)) as mine`,
      [ALONE_LOCK, name],
    )
    return rows[0]?.mine ? work() : undefined
  })

async function holding<T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    return await work(client)
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(error => {
      broken = error
    })
    client.release(broken)
  }
}
