// One compressed file of every table, taken in one snapshot, and of what lies beside the tables, with its checksum; restore refuses
// a changed one. Format (gzip): frames of [kind, 1 byte][length, 4 bytes][payload]; H a header, T a table's name and columns, D its
// COPY text, S the sequences, F a content's name and size, B its bytes as they are stored (sealed), E the SHA-256 of everything
// before. Keys are not in it (docs/operations.md).
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

const VERSION = 2
const CHUNK = 262_144
type Table = { name: string; columns: string[] }
type Header = { version: number; schema: string; migrations: [string, string][] }
type ContentHead = { name: string; size: number }
type Frame = { kind: string; payload: Buffer }
export type BackupSummary = { tables: number; bytes: number; contents: number; missing: string[] }

/** What the rows name and that lies beside them, as it lies there. */
export type Contents = {
  /** Names that the rows of this snapshot name. */
  named: (client: pg.Client) => AsyncIterable<string>
  /** Undefined when it is not there. */
  read: (name: string) => Promise<{ size: number; bytes: AsyncIterable<Uint8Array> } | undefined>
  write: (name: string, bytes: AsyncIterable<Uint8Array>, size: number) => Promise<void>
  /** In the transaction of a restore: rows of what was under way and is in no backup. */
  forget: (client: pg.Client) => Promise<void>
}

function frame(kind: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}
const jsonFrame = (kind: string, value: unknown) => frame(kind, Buffer.from(JSON.stringify(value)))

/** Tables of the schema, referenced before referencing, so that they can be filled in this order. */
async function tablesOf(client: pg.Client, schema: string): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] | null }>(
    `select c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r' order by c.relname`,
    [schema],
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
  return ordered
}

async function connected(url: string, schema: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema},public` })
  await client.connect()
  return client
}

const q = pg.escapeIdentifier
const target = (schema: string, table: Table) =>
  `${q(schema)}.${q(table.name)} (${table.columns.map(q).join(', ')})`

export async function backup(
  url: string,
  schema: string,
  path: string,
  contents: Contents,
  progress: (table: string) => void = () => {},
): Promise<BackupSummary> {
  const client = await connected(url, schema)
  let bytes = 0
  let kept = 0
  const missing: string[] = []
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await tablesOf(client, schema)
    const migrations = await client.query<{ name: string; checksum: string }>(
      `select name, checksum from ${q(schema)}.migration order by name`,
    )
    const sequences = await client.query(
      `select sequencename as name, last_value::text as value from pg_sequences where schemaname = $1 and last_value is not null`,
      [schema],
    )
    const hash = createHash('sha256')
    async function* frames(): AsyncGenerator<Buffer> {
      yield jsonFrame('H', {
        version: VERSION,
        schema,
        migrations: migrations.rows.map(one => [one.name, one.checksum]),
      } satisfies Header)
      for (const table of tables.filter(one => one.name !== 'migration')) {
        progress(table.name)
        yield jsonFrame('T', table)
        for await (const chunk of client.query(copyTo(`copy ${target(schema, table)} to stdout`)))
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
    async function* sealed(): AsyncGenerator<Buffer> {
      for await (const one of frames()) {
        hash.update(one)
        bytes += one.length
        yield one
      }
      yield frame('E', hash.digest())
    }
    await pipeline(
      Readable.from(sealed()),
      createGzip({ level: 6 }),
      createWriteStream(path, { mode: 0o600 }),
    )
    return { tables: tables.length - 1, bytes, contents: kept, missing }
  } finally {
    await client.end()
  }
}

async function* readFrames(path: string): AsyncGenerator<Frame & { raw: Buffer }> {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path).pipe(createGunzip({ chunkSize: CHUNK }))) {
    rest = Buffer.concat([rest, chunk as Buffer])
    while (rest.length >= 5) {
      const length = rest.readUInt32BE(1)
      if (rest.length < 5 + length) break
      const raw = rest.subarray(0, 5 + length)
      yield { kind: raw.toString('latin1', 0, 1), payload: raw.subarray(5), raw }
      rest = rest.subarray(5 + length)
    }
  }
  if (rest.length > 0) throw new Error('the backup ends in the middle')
}

/** @throws Error when the file was changed, is cut off, or is no backup of ours. */
async function checkFile(path: string): Promise<Header> {
  const hash = createHash('sha256')
  let header: Header | undefined
  try {
    for await (const { kind, payload, raw } of readFrames(path)) {
      if (kind === 'H') header = JSON.parse(payload.toString('utf8'))
      if (kind === 'E') {
        if (!hash.digest().equals(payload)) throw new Error('its checksum does not agree')
        if (header?.version !== VERSION) throw new Error('it was made by another version')
        return header
      }
      hash.update(raw)
    }
    throw new Error('it is cut off')
  } catch (error) {
    throw new Error(`${path} is not a sound backup: ${error instanceof Error ? error.message : error}`)
  }
}

/**
 * Puts a backup into an empty or existing district of the same migrations, in one transaction: all of it, or nothing. Contents are
 * put before the transaction ends; of one that fails they are left over, and swept.
 * @throws Error when the file is not sound, or was made with other migrations.
 */
export async function restore(
  url: string,
  schema: string,
  path: string,
  contents: Contents,
  progress: (table: string) => void = () => {},
): Promise<Omit<BackupSummary, 'missing'>> {
  const header = await checkFile(path)
  const client = await connected(url, schema)
  let bytes = 0
  let kept = 0
  try {
    const here = await client.query<{ name: string; checksum: string }>(
      `select name, checksum from ${q(schema)}.migration order by name`,
    )
    if (JSON.stringify(here.rows.map(one => [one.name, one.checksum])) !== JSON.stringify(header.migrations))
      throw new Error('the backup was made with other migrations; restore it with the version that made it')
    await client.query('begin')
    const tables = (await tablesOf(client, schema)).filter(table => table.name !== 'migration')
    await client.query(`truncate ${tables.map(table => `${q(schema)}.${q(table.name)}`).join(', ')}`)
    let copying: { write: (chunk: Buffer) => Promise<void>; end: () => Promise<void> } | undefined
    const frames = readFrames(path)
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      const { kind, payload } = next.value
      if (kind === 'D') {
        bytes += payload.length
        await copying?.write(payload)
        continue
      }
      await copying?.end()
      copying = undefined
      if (kind === 'T') {
        const table: Table = JSON.parse(payload.toString('utf8'))
        progress(table.name)
        copying = copyInto(client, `copy ${target(schema, table)} from stdin`)
      }
      if (kind === 'S')
        for (const one of JSON.parse(payload.toString('utf8')))
          await client.query('select setval($1, $2::bigint)', [`${q(schema)}.${q(one.name)}`, one.value])
      if (kind === 'F') {
        const { name, size }: ContentHead = JSON.parse(payload.toString('utf8'))
        progress(`contents ${++kept}`)
        await contents.write(name, bytesIn(frames, size), size)
        bytes += size
      }
    }
    await contents.forget(client)
    await client.query('commit')
    return { tables: tables.length, bytes, contents: kept }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/** The next so many bytes, and not a frame more. */
async function* bytesIn(frames: AsyncIterator<Frame>, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const { value, done } = await frames.next()
    if (done || value.kind !== 'B') throw new Error('a content ends in the middle')
    left -= value.payload.length
    yield value.payload
  }
}

function copyInto(client: pg.Client, command: string) {
  const stream = client.query(copyFrom(command))
  const finished = new Promise<void>((resolve, reject) =>
    stream.once('finish', resolve).once('error', reject),
  )
  finished.catch(() => {})
  return {
    write: async (chunk: Buffer) => {
      if (!stream.write(chunk))
        await Promise.race([new Promise<void>(resolve => stream.once('drain', resolve)), finished])
    },
    end: () => {
      stream.end()
      return finished
    },
  }
}
