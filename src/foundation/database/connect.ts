// Which database: the one of DATABASE_URL, or our own in the data folder.
import pg from 'pg'
import type { Config } from '../config.ts'
import { startEmbedded } from './embedded.ts'

export type Connected = { url: string; embedded: boolean; stop: () => Promise<void> }
const OLDEST = 150_000

/** @throws Error that says in one sentence what is wrong with a given database. */
export async function connectDatabase(config: Config): Promise<Connected> {
  if (!config.databaseUrl) return { ...(await startEmbedded(config.dataFolder)), embedded: true }
  const client = new pg.Client({ connectionString: config.databaseUrl })
  try {
    await client.connect()
  } catch (error) {
    throw new Error(`DATABASE_URL cannot be reached: ${error instanceof Error ? error.message : error}`)
  }
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)
  await client.end()
  if (Number(rows[0]?.v) < OLDEST)
    throw new Error(`DATABASE_URL is PostgreSQL ${rows[0]?.v}; 15 or newer is needed`)
  return { url: config.databaseUrl, embedded: false, stop: async () => {} }
}
