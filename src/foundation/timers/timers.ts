// Durable timers: asked for in the caller's transaction, kept with the district, run once they are due.
import { type Generated, sql } from 'kysely'
import type { Tx } from '../database/database.ts'

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
