// Loading millions of rows: COPY in chunks on one connection and one transaction, with indexes and foreign keys put back
// afterwards, so that every row that stays has been checked. Memory stays flat: a table's buffer is sent when it is full.
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type Value = string | number | boolean | null | undefined | Date | Buffer | readonly string[]
/** A table of a room and what each of its columns holds of a row; the room that owns the table says so. */
export type BulkTable<Row> = { table: string; columns: Readonly<Record<string, (row: Row) => Value>> }
export type Bulk = {
  /** Takes a row; nothing is sent before `breathe`. */
  add: <Row>(to: BulkTable<Row>, row: Row) => void
  /** Sends what is full. Call it often. */
  breathe: () => Promise<void>
  query: pg.Client['query']
  /** The first free id of a table's identity column; rows are given ids from here on. */
  nextId: (of: { table: string }) => Promise<number>
}

const CHUNK = 1 << 20
type Buffered = {
  command: string
  columns: readonly ((row: never) => Value)[]
  chunks: string[]
  size: number
}

/**
 * Runs `work` in one transaction on a connection of its own; nothing stays when it throws.
 * @param tables every table that is written, in an order in which their foreign keys can be checked.
 */
export async function bulkLoad<Answer>(
  url: string,
  schema: string,
  tables: readonly string[],
  work: (bulk: Bulk) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client({
    connectionString: url,
    options: `-c search_path=${schema},public -c timezone=UTC -c synchronous_commit=off`,
  })
  await client.connect()
  const buffers = new Map<string, Buffered>()
  // While the server takes one chunk, the next rows are made.
  let sending: Promise<void> = Promise.resolve()
  const send = async (buffer: Buffered) => {
    await sending
    const text = buffer.chunks.join('')
    buffer.chunks = []
    buffer.size = 0
    sending = copy(client, buffer.command, text)
    sending.catch(() => {}) // whoever waits for it next hears of it
  }
  try {
    await client.query('begin')
    await client.query(`set local maintenance_work_mem = '256MB'`)
    const restore = await takeAway(client, tables)
    const answer = await work({
      add: (to, row) => {
        let buffer = buffers.get(to.table)
        if (!buffer) {
          buffer = {
            columns: Object.values(to.columns),
            command: `copy ${to.table} (${Object.keys(to.columns).join(', ')}) from stdin`,
            chunks: [],
            size: 0,
          }
          buffers.set(to.table, buffer)
        }
        const line = `${buffer.columns.map(column => textOf(column(row as never))).join('\t')}\n`
        buffer.chunks.push(line)
        buffer.size += line.length
      },
      breathe: async () => {
        for (const buffer of buffers.values()) if (buffer.size >= CHUNK) await send(buffer)
      },
      query: client.query.bind(client) as pg.Client['query'],
      nextId: async ({ table }) => {
        const { rows } = await client.query(`select coalesce(max(id), 0) + 1 as id from ${table}`)
        return rows[0].id
      },
    })
    // Their order is that of the caller's first use, which is that of the foreign keys or may be any: they are away.
    for (const buffer of buffers.values()) if (buffer.size > 0) await send(buffer)
    await sending
    await restore()
    for (const table of tables) await passIds(client, table)
    await client.query('commit')
    await client.query(`analyze ${tables.join(', ')}`)
    return answer
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

function copy(client: pg.Client, command: string, text: string): Promise<void> {
  const stream = client.query(copyFrom(command))
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
    stream.end(text)
  })
}

const SPECIAL = /[\\\t\n\r]/
const escaped = (text: string) =>
  SPECIAL.test(text)
    ? text.replace(
        /[\\\t\n\r]/g,
        one => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[one] ?? one,
      )
    : text

const dates = new Map<number, string>()
/** Rows made together share their moments. */
function dateText(date: Date): string {
  const at = date.getTime()
  const known = dates.get(at)
  if (known !== undefined) return known
  if (dates.size > 2000) dates.clear()
  const text = date.toISOString()
  dates.set(at, text)
  return text
}

/** A value in COPY's text format. */
function textOf(value: Value): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return dateText(value)
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(`{${value.map(one => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
}

/** Drops foreign keys, unique constraints and indexes of the tables (primary keys stay); the answer puts them back. */
async function takeAway(client: pg.Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const oids = `select t::regclass::oid from unnest($1::text[]) t`
  const constraints = await client.query<{ name: string; on: string; is: string; kind: string }>(
    `select conname as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as is, contype as kind
     from pg_constraint where contype in ('f', 'u') and conrelid in (${oids}) order by contype`,
    [tables],
  )
  const indexes = await client.query<{ name: string; is: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as is from pg_index i
     where indrelid in (${oids}) and not indisprimary and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype = 'u')`,
    [tables],
  )
  for (const one of constraints.rows)
    await client.query(`alter table ${one.on} drop constraint ${pg.escapeIdentifier(one.name)}`)
  for (const one of indexes.rows) await client.query(`drop index ${one.name}`)
  return async () => {
    for (const one of indexes.rows) await client.query(one.is)
    for (const one of [...constraints.rows].reverse())
      await client.query(`alter table ${one.on} add constraint ${pg.escapeIdentifier(one.name)} ${one.is}`)
  }
}

/** The identity column of a table goes on after the ids that were given. Read first, then set: on a cluster the rows lie elsewhere. */
async function passIds(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ sequence: string | null }>(
    `select case when exists (select from pg_attribute where attrelid = $1::text::regclass and attname = 'id' and attidentity <> '')
       then pg_get_serial_sequence($1::text, 'id') end as sequence`,
    [table],
  )
  if (!rows[0]?.sequence) return
  const next = await client.query(`select coalesce(max(id), 0) + 1 as id from ${table}`)
  await client.query('select setval($1, $2::bigint, false)', [rows[0].sequence, next.rows[0].id])
}
