// Which database: the one of DATABASE_URL, or our own in the data folder; and as whom it is served and its tables are laid.
import pg from 'pg'
import type { Config } from '../config.ts'
import { startEmbedded } from './embedded.ts'

/** `owner` lays and loads tables (roles.ts); in a given database it is whoever serves where no other is named. */
export type Connected = { url: string; owner: string; stop: () => Promise<void> }
const OLDEST = 150_000

/** Why a PostgreSQL of this number (`150012` is 15.12) will not do; null when it will. */
export const tooOld = (version: number): string | null =>
  version < OLDEST
    ? `DATABASE_URL 的数据库是 PostgreSQL ${Math.floor(version / 10_000)}，需要 15 或更新的版本。
DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}; 15 or newer is needed.`
    : null

/** @throws Error that says in a Chinese and an English line what is wrong with a given database. */
export async function connectDatabase(config: Config): Promise<Connected> {
  if (!config.databaseUrl) return startEmbedded(config.dataFolder)
  const client = new pg.Client({ connectionString: config.databaseUrl })
  try {
    await client.connect()
  } catch (error) {
    const why = error instanceof Error ? error.message || ('code' in error ? error.code : '') : error
    throw new Error(`DATABASE_URL 的数据库连不上：${why}\nDATABASE_URL cannot be reached: ${why}`)
  }
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)
  await client.end()
  const old = tooOld(Number(rows[0]?.v))
  if (old) throw new Error(old)
  return { url: config.databaseUrl, owner: config.ownerUrl ?? config.databaseUrl, stop: async () => {} }
}
