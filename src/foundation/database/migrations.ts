// Migrations are SQL files beside the capability they serve, applied in one order, one transaction each, and recorded.
// Invariant: a file that has been applied never changes; if it does, nothing more is applied.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { grantServer, roleOf } from './roles.ts'
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
 * @param server the address of the role that serves, where it is another than the owner, and the tables to which it only adds.
 * @throws Error when an applied file was changed or removed, or this role may lay nothing and something is to be laid.
 */
export async function migrate(
  url: string,
  schema: string,
  source: { migrations: Migration[]; views: string[] },
  server?: { url: string; added: ReadonlySet<string> },
): Promise<string[]> {
  const role = server && (await roleOf(server.url))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  if (!(await mayLay(client, schema)))
    try {
      await demandLaid(client, schema, source)
      return []
    } finally {
      await client.end()
    }
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
    const views = viewsSum(source.views)
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
    if (server && role) await oneTransaction(client, () => grantServer(client, schema, role, server.added))
    return pending.map(one => one.name)
  } finally {
    await client.end()
  }
}

/** Whether this role makes schemas, or tables in this one; a role that only serves does neither. */
async function mayLay(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ it: boolean }>(
    `select coalesce((select has_schema_privilege(n.oid, 'create') from pg_namespace n where n.nspname = $1),
       has_database_privilege(current_database(), 'create')) as it`,
    [schema],
  )
  return rows[0]?.it ?? false
}

async function demandLaid(
  client: pg.Client,
  schema: string,
  source: { migrations: Migration[]; views: string[] },
): Promise<void> {
  const laid = await client.query<{ it: boolean }>(`select to_regclass($1) is not null as it`, [
    `${schema}.migration`,
  ])
  const { rows } = laid.rows[0]?.it
    ? await client.query<{ name: string; checksum: string }>(
        `select name, checksum from ${pg.escapeIdentifier(schema)}.migration`,
      )
    : { rows: [] }
  const applied = new Map(rows.map(row => [row.name, row.checksum]))
  const views = applied.get(VIEWS)
  applied.delete(VIEWS)
  refuseChanged(applied, source.migrations)
  if (applied.size < source.migrations.length || views !== viewsSum(source.views))
    throw new Error(NEEDS_OWNER)
}

const NEEDS_OWNER = `有表要建，而 DATABASE_URL 的用户不能建表。请用 YUNJIAN_OWNER_URL 指明表的所有者，执行 cli migrate，再启动。
Tables are to be laid, and the user of DATABASE_URL may lay none. Name their owner by YUNJIAN_OWNER_URL, run cli migrate, then start.`

const viewsSum = (views: readonly string[]) => createHash('sha256').update(views.join('\n')).digest('hex')

/** What was applied here, in one order. */
export async function migrationsIn(client: pg.ClientBase): Promise<[name: string, checksum: string][]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migration order by name',
  )
  return rows.map(one => [one.name, one.checksum])
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
