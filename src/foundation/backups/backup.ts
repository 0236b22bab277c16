// One file of every table, taken in one snapshot, and of what lies beside the tables. What passes (sessions, codes, counts of
// attempts) is left out, and so are the keys (docs/operations.md).
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { migrationsIn } from '../database/migrations.ts'
import { contentsOf } from '../files/backup.ts'
import { withoutRemoval } from '../files/sweeping.ts'
import type { Ground } from '../ground.ts'
import { headIn } from '../journal/chain.ts'
import { sealAll } from '../journal/sealer.ts'
import { CHUNK, frame, headerOf, jsonFrame, writeFrames } from './file.ts'

export type Table = { name: string; columns: string[] }
export type ContentHead = { name: string; size: number }
export type BackupSummary = { tables: number; bytes: number; contents: number; missing: string[] }

const q = pg.escapeIdentifier
export const target = (table: Table) => `${q(table.name)} (${table.columns.map(q).join(', ')})`
/** Tables of which no row outlives its moment. */
export const passing = (ground: Ground): ReadonlySet<string> =>
  new Set(ground.rooms.flatMap(room => room.passing ?? []))

/** Tables of the district but for the list of migrations, referenced before referencing, so that they can be filled in this order. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] | null }>(
    `select c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind = 'r' order by c.relname`,
  )
  const ordered: Table[] = []
  const done = new Set<string>()
  while (ordered.length < rows.length) {
    const ready = rows.filter(row => !done.has(row.name) && (row.needs ?? []).every(need => done.has(need)))
    if (ready.length === 0) throw new Error('tables refer to each other in a circle')
    for (const { name, columns } of ready) {
      ordered.push({ name, columns })
      done.add(name)
    }
  }
  return ordered.filter(one => one.name !== 'migration')
}

export const backup = (
  ground: Ground,
  path: string,
  progress: (what: string) => void = () => {},
): Promise<BackupSummary> => withoutRemoval(ground, () => write(ground, path, progress))

async function write(ground: Ground, path: string, progress: (what: string) => void): Promise<BackupSummary> {
  const { config, secrets } = ground
  await sealAll(ground.database.pool) // so that the head in its header is that of everything told
  const client = new pg.Client({
    connectionString: ground.databaseUrl,
    options: `-c search_path=${config.schema},public`,
  })
  await client.connect()
  const contents = contentsOf(ground)
  const missing: string[] = []
  let kept = 0
  try {
    await client.query('begin isolation level repeatable read read only')
    const left = passing(ground)
    const tables = (await tablesOf(client)).filter(one => !left.has(one.name))
    const header = headerOf({
      district: config.district,
      madeAt: ground.clock().toISOString(),
      keys: secrets.fingerprints.map(({ name, version, fingerprint }) => ({ name, version, fingerprint })),
      head: await headIn(client),
      migrations: await migrationsIn(client),
    })
    const sequences = await client.query(
      `select sequencename as name, last_value::text as value from pg_sequences where schemaname = current_schema() and last_value is not null`,
    )
    async function* frames(): AsyncGenerator<Buffer> {
      yield jsonFrame('H', header)
      for (const table of tables) {
        progress(table.name)
        yield jsonFrame('T', table)
        for await (const chunk of client.query(copyTo(`copy ${target(table)} to stdout`)))
          yield frame('D', chunk as Buffer)
      }
      yield jsonFrame('S', sequences.rows)
      for await (const name of contents.named(client)) {
        const content = await contents.read(name)
        if (!content) missing.push(name)
        else {
          progress(`contents ${++kept}`)
          yield jsonFrame('F', { name, size: content.size } satisfies ContentHead)
          for await (const chunk of content.bytes)
            for (let from = 0; from < chunk.byteLength; from += CHUNK)
              yield frame('B', Buffer.from(chunk.subarray(from, from + CHUNK)))
        }
      }
    }
    const bytes = await writeFrames(path, secrets, frames())
    return { tables: tables.length, bytes, contents: kept, missing }
  } finally {
    await client.end()
  }
}
