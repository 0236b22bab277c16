// Processes tell one another that what they remember of sessions is out of date, so that who signs out here is signed out there at once.
// A word that is lost costs little: the journal's watcher says it again within a second, and nothing is remembered longer than some seconds.
import pg from 'pg'
import type { Ground } from '../ground.ts'

const channelOf = (schema: string) => `${schema}_sessions`

/** Tells every process of the district, itself too. */
export const tellSessions = (pool: pg.Pool, schema: string): void => {
  pool.query('select pg_notify($1, $2)', [channelOf(schema), '']).catch(() => {})
}

const AGAIN_MS = 1000

/** Listens over a connection of its own until `stop`; one that is lost is replaced, and what may have been missed is forgotten. */
export async function startHearing(
  ground: Ground,
  report: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  let stopping = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: ground.databaseUrl,
      application_name: `yunjian ${ground.config.schema} ${process.pid} sessions`,
    })
    client = mine
    mine.on('notification', () => ground.sessions.forgetHere())
    // An error is followed by the end of the connection.
    mine.on('error', error => !stopping && report(error))
    mine.on('end', again)
    await mine.connect()
    await mine.query(`listen ${mine.escapeIdentifier(channelOf(ground.config.schema))}`)
    ground.sessions.forgetHere()
  }
  function again(): void {
    if (stopping || timer) return
    timer = setTimeout(() => {
      timer = undefined
      connect().catch(error => {
        report(error)
        again()
      })
    }, AGAIN_MS)
  }
  await connect()
  return {
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
