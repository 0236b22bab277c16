// Two roles of the database: the owner lays tables and loads them, the server works on their rows (decision 30).
// Invariant: the server's role changes and removes no row of a table whose rows are only added, and owns nothing.
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'

/** The name of the server's role in our own database, and in the commands for another's. */
export const SERVER_ROLE = 'yunjian_server'
/** Read by the server, written by whoever lays tables. */
const MIGRATIONS = 'migration'
const q = pg.escapeIdentifier

/** Makes the server's role, or gives it this password. Answers its address. @param owner who may make roles. */
export async function makeServerRole(owner: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  try {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [SERVER_ROLE])
    await client.query(
      `${known.rowCount ? 'alter' : 'create'} role ${q(SERVER_ROLE)} login password ${pg.escapeLiteral(password)}`,
    )
  } finally {
    await client.end()
  }
  const url = new URL(owner)
  url.username = SERVER_ROLE
  url.password = password
  return url.href
}

/** As whom an address connects. */
export async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: string }>('select current_user as role')
    return rows[0]?.role ?? ''
  } finally {
    await client.end()
  }
}

const RIGHTS = ['select', 'insert', 'update', 'delete', 'truncate'] as const
type Right = (typeof RIGHTS)[number]
type Standing = { name: string; view: boolean; has: Right[] }

/**
 * Gives a role what the server needs in a schema and takes what it must not have; where that stands already nothing is written.
 * @param client connected as the owner. @param added tables whose rows are only added.
 */
export async function grantServer(
  client: pg.Client,
  schema: string,
  role: string,
  added: ReadonlySet<string>,
): Promise<void> {
  const { rows } = await client.query<Standing>(
    `select c.relname as name, c.relkind = 'v' as view,
       array(select r from unnest($3::text[]) r where has_table_privilege($2, c.oid, r)) as has
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v') and not pg_has_role($2, c.relowner, 'member')`,
    [schema, role, RIGHTS],
  )
  const wanted = ({ name, view }: Standing): readonly Right[] => {
    if (view || name === MIGRATIONS) return ['select']
    return added.has(name) ? ['select', 'insert'] : ['select', 'insert', 'update', 'delete']
  }
  const run = async (of: (one: Standing) => readonly Right[], command: string, end: string) => {
    for (const [rights, some] of Map.groupBy(rows, one => of(one).join(', ')))
      if (rights)
        await client.query(
          `${command} ${rights} on ${some.map(one => `${q(schema)}.${q(one.name)}`).join(', ')} ${end} ${q(role)}`,
        )
  }
  const lacks = (one: Standing) => wanted(one).filter(right => !one.has.includes(right))
  if (rows.some(one => lacks(one).length > 0)) {
    await client.query(`grant usage on schema ${q(schema)} to ${q(role)}`)
    await client.query(`grant usage, select on all sequences in schema ${q(schema)} to ${q(role)}`)
  }
  await run(lacks, 'grant', 'to')
  await run(one => one.has.filter(right => !wanted(one).includes(right)), 'revoke', 'from')
}

/** Every table that somebody says is only added to. */
export const addedTables = (rooms: readonly { added?: readonly string[] }[]): string[] =>
  rooms.flatMap(room => room.added ?? [])

/** Which of these tables the role of this connection could rewrite. None, where the house has its two roles. */
export async function rewritable(db: Db, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = any(${tables}::text[])
      and (has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate')
        or pg_has_role(c.relowner, 'member'))
    order by 1`.execute(db)
  return rows.map(row => row.name)
}

/** What the administrator of a given database runs once, so that two roles stand. */
export const roleCommands = (
  database: string,
): string => `-- as the administrator of the database; choose the two passwords
create role yunjian_owner login password '…';
create role ${SERVER_ROLE} login password '…';
alter database ${q(database)} owner to yunjian_owner;
revoke create on schema public from public;
-- tables of a district that one role has owned so far: reassign owned by OLD_ROLE to yunjian_owner;
-- then DATABASE_URL=postgres://${SERVER_ROLE}:…  YUNJIAN_OWNER_URL=postgres://yunjian_owner:…`
