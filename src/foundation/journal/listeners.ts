// Reads sealed rows to those who listen: durable, one worker at a time over all processes, the position moved in the transaction
// of the effect. Invariant: a listener's effects are those of every row up to its position, each once, but for rows set aside.
import { sql } from 'kysely'
import type pg from 'pg'
import { afterFailures, wordsOf } from '../backing-off.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground, Listener } from '../ground.ts'
import { refusals } from '../refusals.ts'
import { type Entry, type Sealed, tell } from './journal.ts'
import { BATCH, COLUMNS } from './sealer.ts'

const LISTENER_LOCK = 7_310_119
const STEPS = [1, 5, 30, 120, 600]
/** After so many tries a row is set aside, for listeners that allow it. */
export const TRIES_A_ROW = 5

export const refuse = refusals({
  'listener.unknown': { status: 404, zh: '没有这个听众。', en: 'There is no such listener.' },
  'set-aside.gone': { status: 404, zh: '这一条已经不在搁置里。', en: 'This entry is no longer set aside.' },
  'set-aside.fails': {
    status: 409,
    zh: '再试仍然失败：{error}',
    en: 'It failed again: {error}',
  },
})

export const rowsAfter = (position: number, batch: number) =>
  sql<Sealed>`select s.position, ${sql.raw(COLUMNS)} from journal_seal s join journal j on j.id = s.journal_id
    where s.position > ${position} order by s.position limit ${batch}`

export type Standing = {
  name: string
  position: number
  tries: number
  error: string | null
  failedAt: Date | null
  nextAt: Date | null
}
export const standings = (db: Db) =>
  sql<Standing>`select name, position, tries, error, failed_at, next_at from journal_listener`
    .execute(db)
    .then(result => new Map(result.rows.map(row => [row.name, row])))
export const headOf = (db: Db) =>
  sql<{ head: number }>`select coalesce(max(position), 0) as head from journal_seal`
    .execute(db)
    .then(result => result.rows[0]?.head ?? 0)

const lockName = (name: string) => sql`hashtext(current_schema() || '.' || ${name})`
const mine = (tx: Tx, name: string) =>
  sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(${LISTENER_LOCK}, ${lockName(name)}) as mine`
    .execute(tx)
    .then(result => result.rows[0]?.mine === true)
const standingIn = async (tx: Tx, name: string): Promise<Standing> =>
  (
    await sql<Standing>`select name, position, tries, error, failed_at, next_at from journal_listener where name = ${name}`.execute(
      tx,
    )
  ).rows[0] ?? { name, position: 0, tries: 0, error: null, failedAt: null, nextAt: null }
const moveTo = (tx: Tx, name: string, position: number) =>
  sql`insert into journal_listener (name, position) values (${name}, ${position})
    on conflict (name) do update set position = excluded.position, tries = 0, error = null, failed_at = null, next_at = null`.execute(
    tx,
  )

/** What one reading came to: where it began, and how many rows it was about. */
type Reading = { at: Standing; rows: readonly Sealed[]; error?: unknown }

/** Reads at most so many rows in one transaction. Nothing is kept when the listener throws. */
async function read(ground: Ground, listener: Listener, most: number): Promise<Reading | undefined> {
  let reading: Reading | undefined
  try {
    await ground.transact(async tx => {
      reading = undefined
      if (!(await mine(tx, listener.name))) return
      const at = await standingIn(tx, listener.name)
      if (at.nextAt && at.nextAt > ground.clock()) return
      // A row that failed before is tried alone.
      const batch = listener.setsAside && at.tries > 0 ? 1 : most
      const { rows } = await rowsAfter(at.position, batch).execute(tx)
      const last = rows.at(-1)
      if (!last) return
      reading = { at, rows }
      await listener.hear(ground, tx, rows)
      await moveTo(tx, listener.name, last.position)
    })
    return reading
  } catch (error) {
    if (!reading) throw error
    return { ...(reading as Reading), error }
  }
}

/**
 * Reads the next rows to a listener, unless another process does so now or it waits after a failure. Answers how many it heard.
 * Of a batch that fails, a listener that sets aside hears all but the row at fault, found by halving.
 * @throws what the listener threw, after the failure was noted.
 */
export async function listen(ground: Ground, listener: Listener, batch = BATCH): Promise<number> {
  let heard = 0
  // How many rows from here on failed together: one of them at least is at fault. None while 0.
  let suspects = 0
  for (;;) {
    const reading = await read(ground, listener, suspects ? Math.ceil(suspects / 2) : batch)
    if (!reading) return heard
    const { rows, error } = reading
    if (error === undefined) {
      heard += rows.length
      suspects -= rows.length
      if (suspects <= 0) return heard
    } else if (listener.setsAside && rows.length > 1) suspects = rows.length
    else {
      await noteFailure(ground, listener, reading)
      throw error
    }
  }
}

/**
 * Reads to a listener all that is sealed now. Where another process reads to it, that one is waited for; where it waits after a
 * failure, it stays behind.
 */
export async function catchUp(ground: Ground, listener: Listener): Promise<void> {
  const head = await headOf(ground.db)
  for (;;) {
    while ((await listen(ground, listener)) > 0);
    const { position, nextAt } = await ground.transact(async tx => {
      await sql`select pg_advisory_xact_lock(${LISTENER_LOCK}, ${lockName(listener.name)})`.execute(tx)
      return standingIn(tx, listener.name)
    })
    if (position >= head || (nextAt !== null && nextAt > ground.clock())) return
  }
}

async function noteFailure(ground: Ground, listener: Listener, { at, rows, error }: Reading): Promise<void> {
  const { name } = listener
  const now = ground.clock()
  await ground.transact(async tx => {
    if (!(await mine(tx, name))) return
    const { position, tries: before } = await standingIn(tx, name)
    if (position !== at.position) return // another process heard it meanwhile
    const tries = before + 1
    const [row] = rows
    if (listener.setsAside && tries >= TRIES_A_ROW && row) {
      await sql`insert into journal_set_aside (listener, position, error, tries, at)
        values (${name}, ${row.position}, ${wordsOf(error)}, ${tries}, ${now})`.execute(tx)
      await moveTo(tx, name, row.position)
      return
    }
    await sql`insert into journal_listener (name, position, tries, error, failed_at, next_at)
      values (${name}, ${position}, ${tries}, ${wordsOf(error)}, ${now}, ${afterFailures(now, tries, STEPS)})
      on conflict (name) do update set tries = excluded.tries, error = excluded.error, failed_at = excluded.failed_at,
        next_at = excluded.next_at`.execute(tx)
  })
}

/** Does not wait for the next try. @throws Refusal `listener.unknown`. */
export async function retryListener(ground: Ground, tx: Tx, name: string): Promise<void> {
  if (!listenersOf(ground).some(one => one.name === name)) throw refuse('listener.unknown')
  await sql`update journal_listener set next_at = null where name = ${name}`.execute(tx)
}

/** How many rows each listener has set aside. */
export const setAsideByListener = (db: Db) =>
  sql<{
    listener: string
    n: number
  }>`select listener, count(*) as n from journal_set_aside group by listener`
    .execute(db)
    .then(result => new Map(result.rows.map(row => [row.listener, row.n])))

export type SetAside = {
  id: number
  listener: string
  position: number
  kind: string
  subject: string
  error: string
  tries: number
  at: Date
}
export const setAside = (db: Db, limit: number) =>
  sql<SetAside>`select a.id, a.listener, a.position, j.kind, j.subject, a.error, a.tries, a.at from journal_set_aside a
    join journal_seal s on s.position = a.position join journal j on j.id = s.journal_id order by a.id desc limit ${limit}`
    .execute(db)
    .then(result => result.rows)

/** Reads a row that was set aside to its listener once more. @throws Refusal `set-aside.gone`, `set-aside.fails`. */
export async function retrySetAside(ground: Ground, by: Entry['by'], id: number): Promise<void> {
  let found: { listener: string; position: number } | undefined
  try {
    await ground.transact(async tx => {
      const { rows } = await sql<{ listener: string; position: number }>`
        delete from journal_set_aside where id = ${id} returning listener, position`.execute(tx)
      found = rows[0]
      const listener = listenersOf(ground).find(one => one.name === found?.listener)
      if (!found || !listener) throw refuse('set-aside.gone')
      await sql`select pg_advisory_xact_lock(${LISTENER_LOCK}, hashtext(current_schema() || '.' || ${listener.name}))`.execute(
        tx,
      )
      await listener.hear(ground, tx, (await rowsAfter(found.position - 1, 1).execute(tx)).rows)
      await tell(tx, {
        at: ground.clock(),
        by,
        kind: 'system.set-aside-heard',
        subject: `listener:${listener.name}`,
        facts: { position: found.position },
      })
    })
  } catch (error) {
    if (!found || !listenersOf(ground).some(one => one.name === found?.listener))
      throw refuse('set-aside.gone')
    const words = wordsOf(error)
    await sql`update journal_set_aside set tries = tries + 1, error = ${words}, at = ${ground.clock()} where id = ${id}`.execute(
      ground.db,
    )
    throw refuse('set-aside.fails', { error: words })
  }
}

export const listenersOf = (ground: Ground): Listener[] => ground.rooms.flatMap(room => room.listeners ?? [])

/** Waits until nobody reads to this listener and keeps it so as long as the connection lives: for making its effects anew. */
export async function holdListener(client: pg.ClientBase, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock($1, hashtext(current_schema() || '.' || $2))`, [
    LISTENER_LOCK,
    name,
  ])
}
/** How far a listener has heard, and how far is sealed. */
export async function standingOf(
  client: pg.ClientBase,
  name: string,
): Promise<{ position: number; head: number }> {
  const { rows } = await client.query<{ position: number; head: number }>(
    `select coalesce((select position from journal_listener where name = $1), 0) as position,
       coalesce((select max(position) from journal_seal), 0) as head`,
    [name],
  )
  return rows[0] ?? { position: 0, head: 0 }
}
/** Says that a listener's effects are those of everything up to a position. */
export async function placeListener(client: pg.ClientBase, name: string, position: number): Promise<void> {
  await client.query(
    `insert into journal_listener (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position,
       tries = 0, error = null, failed_at = null, next_at = null`,
    [name, position],
  )
}
