// Durable timers: asked for in the caller's transaction, kept with the district, run once they are due.
import { type Generated, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { refusals } from '../refusals.ts'

const refuse = refusals({
  'timer.not-failed': {
    status: 409,
    zh: '这件事没有失败，或已有新的一次在等。',
    en: 'It has not failed, or a newer one waits in its place.',
  },
})

export type TimerTables = {
  timer: {
    id: Generated<number>
    kind: string
    subject: string
    dueAt: Date
    payload: string
    state: Generated<'waiting' | 'done' | 'failed'>
    tries: Generated<number>
    nextAt: Date
    error: string | null
    settledAt: Date | null
  }
}
export type Timer = {
  id: number
  kind: string
  subject: string
  dueAt: Date
  payload: Record<string, unknown>
}
/** @property tries how often it has failed. */
export type Claimed = Timer & { tries: number }

/** Asks to be woken. One of a kind a subject waits: asking again moves it and replaces its payload. */
export async function schedule(
  tx: Tx,
  ask: { kind: string; subject: string; at: Date; payload?: Record<string, unknown> },
): Promise<void> {
  await sql`insert into timer (kind, subject, due_at, next_at, payload)
    values (${ask.kind}, ${ask.subject}, ${ask.at}, ${ask.at}, ${JSON.stringify(ask.payload ?? {})})
    on conflict (kind, subject) where state = 'waiting'
    do update set due_at = excluded.due_at, next_at = excluded.next_at, payload = excluded.payload, tries = 0, error = null`.execute(
    tx,
  )
}

/** No longer wanted; nothing happens when none waits. */
export async function unschedule(tx: Tx, kind: string, subject: string): Promise<void> {
  await sql`delete from timer where kind = ${kind} and subject = ${subject} and state = 'waiting'`.execute(tx)
}

/**
 * Takes the timer that has been due longest and settles it, for whoever runs it in this very transaction. Others pass it over.
 * What its handler asks for again is a new row.
 */
export async function claimNext(tx: Tx, now: Date): Promise<Claimed | undefined> {
  const { rows } = await sql<Omit<Claimed, 'payload'> & { payload: string }>`
    update timer set state = 'done', settled_at = ${now} where id = (
      select id from timer where state = 'waiting' and next_at <= ${now} order by next_at, id limit 1 for update skip locked)
    returning id, kind, subject, due_at, payload, tries`.execute(tx)
  return rows[0] && { ...rows[0], payload: JSON.parse(rows[0].payload) }
}

/** Notes a failure; without a next time it has failed for good. Nothing happens when the timer was run or moved meanwhile. */
export const postpone = (
  tx: Tx,
  timer: Claimed,
  failure: { error: string; at: Date; nextAt: Date | null },
) =>
  failure.nextAt
    ? sql`update timer set tries = tries + 1, error = ${failure.error}, next_at = ${failure.nextAt}
        where id = ${timer.id} and state = 'waiting' and tries = ${timer.tries} and due_at = ${timer.dueAt}`.execute(
        tx,
      )
    : sql`update timer set tries = tries + 1, error = ${failure.error}, state = 'failed', settled_at = ${failure.at}
        where id = ${timer.id} and state = 'waiting' and tries = ${timer.tries} and due_at = ${timer.dueAt}`.execute(
        tx,
      )

/** Runs a failed one again, or one that waits for its next try, as soon as somebody looks. @throws Refusal `timer.not-failed`. */
export async function retryTimer(tx: Tx, id: number, at: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update timer t set state = 'waiting', tries = 0, next_at = ${at}, settled_at = null
    where id = ${id} and (state = 'failed' or (state = 'waiting' and error is not null))
      and not exists (select from timer o where o.kind = t.kind and o.subject = t.subject and o.state = 'waiting' and o.id <> t.id)`.execute(
    tx,
  )
  if (numAffectedRows !== 1n) throw refuse('timer.not-failed')
}

export type TroubledTimer = {
  id: number
  kind: string
  subject: string
  state: 'waiting' | 'failed'
  dueAt: Date
  nextAt: Date
  tries: number
  error: string
}
/** Those that failed and those that failed so far, latest first. */
export const troubledTimers = (db: Db, limit: number) =>
  sql<TroubledTimer>`
    (select id, kind, subject, state, due_at, next_at, tries, error from timer where state = 'failed' order by settled_at desc limit ${limit})
    union all
    (select id, kind, subject, state, due_at, next_at, tries, error from timer where state = 'waiting' and error is not null order by id desc limit ${limit})`
    .execute(db)
    .then(result => result.rows)

/** How many wait, are overdue, have failed for good, and were done since a moment. */
export const timerCounts = (db: Db, since: Date, now: Date) =>
  sql<{ waiting: number; overdue: number; doneToday: number; failed: number }>`
    select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'failed') as failed,
      count(*) filter (where state = 'waiting' and next_at < ${now}) as overdue, count(*) filter (where state = 'done') as done_today
    from timer where state in ('waiting', 'failed') or settled_at >= ${since}`
    .execute(db)
    .then(result => result.rows[0] ?? { waiting: 0, overdue: 0, doneToday: 0, failed: 0 })

/** Forgets what was done before a moment. */
export const sweepTimers = (db: Db, before: Date) =>
  sql`delete from timer where state = 'done' and settled_at < ${before}`
    .execute(db)
    .then(result => Number(result.numAffectedRows ?? 0))
