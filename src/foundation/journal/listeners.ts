// Reads sealed rows to those who listen. A listener is durable: one worker at a time over all processes, its position moved in
// the transaction of its effect. A watcher is in every process and begins anew with it.
// Invariant: a listener's effects are those of every row up to its position, each once.
import { sql } from 'kysely'
import type pg from 'pg'
import type { Ground, Listener, Watcher } from '../ground.ts'
import type { Sealed } from './journal.ts'
import { BATCH, COLUMNS, sealBatch } from './sealer.ts'

const LISTENER_LOCK = 7_310_119

const rowsAfter = (position: number, batch: number) =>
  sql<Sealed>`select s.position, ${sql.raw(COLUMNS)} from journal_seal s join journal j on j.id = s.journal_id
    where s.position > ${position} order by s.position limit ${batch}`

/** Reads the next rows to a listener, unless another process does so now. Answers how many it heard. */
export function listen(ground: Ground, listener: Listener, batch = BATCH): Promise<number> {
  return ground.transact(async tx => {
    const lock = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${LISTENER_LOCK}, hashtext(current_schema() || '.' || ${listener.name})) as mine`.execute(
      tx,
    )
    if (!lock.rows[0]?.mine) return 0
    const at = await sql<{
      position: number
    }>`select position from journal_listener where name = ${listener.name}`.execute(tx)
    const { rows } = await rowsAfter(at.rows[0]?.position ?? 0, batch).execute(tx)
    const last = rows.at(-1)
    if (!last) return 0
    await listener.hear(ground, tx, rows)
    await sql`insert into journal_listener (name, position) values (${listener.name}, ${last.position})
      on conflict (name) do update set position = excluded.position`.execute(tx)
    return rows.length
  })
}

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
    `insert into journal_listener (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position`,
    [name, position],
  )
}

/** Where the watchers of this process stand. */
const stands = new WeakMap<Ground, Map<string, number>>()

/** Reads what was sealed since the last time to a watcher of this process. */
export async function watch(ground: Ground, watcher: Watcher, batch = BATCH): Promise<number> {
  const here = stands.get(ground) ?? new Map<string, number>()
  stands.set(ground, here)
  let position = here.get(watcher.name)
  if (position === undefined) {
    const { rows } = await sql<{
      position: number
    }>`select coalesce(max(position), 0) as position from journal_seal`.execute(ground.db)
    position = rows[0]?.position ?? 0
    here.set(watcher.name, position)
  }
  const { rows } = await rowsAfter(position, batch).execute(ground.db)
  const last = rows.at(-1)
  if (!last) return 0
  await watcher.hear(ground, rows)
  here.set(watcher.name, last.position)
  return rows.length
}

/** Seals and reads until `stop` is called; failures are reported and tried again, and one that fails stops nobody else. */
export function startReading(
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 300,
): { stop: () => Promise<void> } {
  let stopping = false
  let wake = () => {}
  const run = async () => {
    while (!stopping) {
      const busy = await round(ground, error => {
        if (!stopping) report(error)
      })
      if (!busy && !stopping)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, everyMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping = true
      wake()
      await running
    },
  }
}

/** Is there more than one round's work? In a rush, many small rounds would cost more than they bring. */
async function round(ground: Ground, report: (error: unknown) => void): Promise<boolean> {
  const attempt = (work: Promise<number>) =>
    work.catch(error => {
      report(error)
      return 0
    })
  let full = (await attempt(sealBatch(ground.database.pool, BATCH))) === BATCH
  for (const room of ground.rooms) {
    for (const one of room.watchers ?? []) full = (await attempt(watch(ground, one))) === BATCH || full
    for (const one of room.listeners ?? []) full = (await attempt(listen(ground, one))) === BATCH || full
  }
  return full
}
