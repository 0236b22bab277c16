// Migrations are SQL files beside the capability they serve, applied in one order, one transaction each, and recorded.
// Invariant: a file that has been applied never changes; if it does, nothing more is applied.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { statementsOf } from './statements.ts'

export type Migration = { name: string; sql: string; checksum: string }

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The files of the given folders (relative to src/), folder by folder in the given order, by name within each.
 * `views.sql` is not a migration: views are dropped and made anew when anything was applied, or they changed.
 */
export function readMigrations(folders: readonly string[]): { migrations: Migration[]; views: string[] } {
  const migrations = folders.flatMap(folder => {
    const at = join(root, folder, 'migrations')
    if (!existsSync(at)) return []
    return readdirSync(at)
      .filter(name => name.endsWith('.sql'))
      .sort()
      .map(name => {
        const sql = readFileSync(join(at, name), 'utf8')
        return { name: `${folder}/${name}`, sql, checksum: createHash('sha256').update(sql).digest('hex') }
      })
  })
  const views = folders
    .map(folder => join(root, folder, 'views.sql'))
    .filter(path => existsSync(path))
    .map(path => readFileSync(path, 'utf8'))
  return { migrations, views }
}

/**
 * Brings the district's schema up to date and returns the names that were applied now.
 * Two at once are safe: the second waits for the first.
 * @throws Error when an applied file was changed or removed.
 */
export async function migrate(
  url: string,
  schema: string,
  source: { migrations: Migration[]; views: string[] },
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const lockId = parseInt(createHash('sha256').update(schema).digest('hex').slice(0, 8), 16)
  try {
    await client.query('select pg_advisory_lock($1)', [lockId])
    await client.query(`create schema if not exists ${pg.escapeIdentifier(schema)}`)
    await client.query(`select set_config('search_path', $1, false)`, [`${schema},public`])
    await client.query(`create table if not exists migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from migration',
    )
    const applied = new Map(rows.map(row => [row.name, row.checksum]))
    const viewsMade = applied.get(VIEWS)
    applied.delete(VIEWS)
    refuseChanged(applied, source.migrations)
    const pending = source.migrations.filter(one => !applied.has(one.name))
    for (const one of pending) {
      await oneTransaction(client, async () => {
        for (const statement of statementsOf(one.sql)) await client.query(statement)
        await client.query('insert into migration (name, checksum) values ($1, $2)', [one.name, one.checksum])
      })
    }
    // A start that changes nothing takes no view away from the processes that serve.
    const views = createHash('sha256').update(source.views.join('\n')).digest('hex')
    if (pending.length > 0 || views !== viewsMade)
      await oneTransaction(client, async () => {
        for (const name of source.views.flatMap(viewsIn).reverse())
          await client.query(`drop view if exists ${name} cascade`)
        for (const statement of source.views.flatMap(statementsOf)) await client.query(statement)
        await client.query(
          `insert into migration (name, checksum) values ($1, $2) on conflict (name) do update set checksum = excluded.checksum`,
          [VIEWS, views],
        )
      })
    return pending.map(one => one.name)
  } finally {
    await client.end()
  }
}

/** Has anything of ours been laid in this schema? */
export async function migratedBefore(url: string, schema: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = 'migration') as found`,
      [schema],
    )
    return rows[0]?.found ?? false
  } finally {
    await client.end()
  }
}

/** Not a file: how the views were made last. */
const VIEWS = 'views'

function refuseChanged(applied: Map<string, string>, migrations: Migration[]) {
  const known = new Map(migrations.map(one => [one.name, one.checksum]))
  for (const [name, checksum] of applied) {
    if (!known.has(name)) throw new Error(`migration ${name} was applied here, but its file is gone`)
    if (known.get(name) !== checksum)
      throw new Error(`migration ${name} was changed after it was applied; write a new file instead`)
  }
}

const viewsIn = (sql: string): string[] =>
  [...sql.matchAll(/create view (\w+)/gi)].flatMap(match => match[1] ?? [])

async function oneTransaction(client: pg.Client, work: () => Promise<void>) {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
