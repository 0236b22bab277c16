// The statements on sign-ups of entries that are joined or parted.
import { sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'

/** Locks the busy times of living people, ascending; a row is made for whoever has none, so that a first admission waits. */
export async function lockBusy(tx: Tx, people: readonly number[]): Promise<void> {
  const ids = [...new Set(people)].sort((a, b) => a - b)
  await sql`insert into busy_time (person_id) select unnest(${ids}::bigint[]) on conflict do nothing`.execute(
    tx,
  )
  await sql`select from busy_time where person_id = any(${ids}::bigint[]) order by person_id for update`.execute(
    tx,
  )
}

export type Held = {
  id: number
  livingId: number
  slotId: number
  title: string
  startsAt: Date
  endsAt: Date
  state: 'admitted' | 'waiting' | 'attended'
  /** How many wait for a place in its slot. */
  queue: number
  /** What it cannot be had beside: sign-ups of the other. */
  against: number[]
}
/**
 * Sign-ups of two people that one could not have, by their beginning: places at one time that is not over, or two in one slot of which
 * one is still to come.
 */
export const colliding = (tx: Tx, from: number, into: number, now: Date) =>
  sql<Held>`
    with held as (select g.id, g.living_id, g.slot_id, g.state, s.title, s.starts_at, s.ends_at, s.span, s.waiting as queue
      from signup g join slot s on s.id = g.slot_id
      where g.living_id in (${from}, ${into}) and g.state in ('admitted', 'waiting', 'attended') and s.ends_at > ${now})
    select a.id, a.living_id, a.slot_id, a.title, a.starts_at, a.ends_at, a.state, a.queue, array_agg(b.id order by b.id) as against
    from held a join held b on b.living_id <> a.living_id
      and ((a.slot_id = b.slot_id and not (a.state = 'attended' and b.state = 'attended'))
        or (a.span && b.span and a.state <> 'waiting' and b.state <> 'waiting' and 'admitted' in (a.state, b.state)))
    group by a.id, a.living_id, a.slot_id, a.title, a.starts_at, a.ends_at, a.state, a.queue order by a.starts_at, a.id`
    .execute(tx)
    .then(({ rows }) => rows)

export const keepChosen = (tx: Tx, merge: number, signups: readonly number[]) =>
  sql`insert into merge_choice (merge_id, signup_id) select ${merge}, unnest(${[...signups]}::bigint[])`.execute(
    tx,
  )
export const chosenFor = (db: Db, merge: number): Promise<number[]> =>
  sql<{ id: number }>`select signup_id as id from merge_choice where merge_id = ${merge} order by signup_id`
    .execute(db)
    .then(({ rows }) => rows.map(row => row.id))

export const moveSignups = (tx: Tx, entries: readonly number[], before: number, living: number) =>
  sql`update signup set living_id = ${living} where living_id = ${before} and person_id = any(${[...entries]}::bigint[])`.execute(
    tx,
  )

/** From the sign-ups: what was freed of two that overlapped is not lost, and what only one held is gone with it. */
export const busyAnew = (tx: Tx, people: readonly number[]) =>
  sql`update busy_time b set busy = coalesce((select range_agg(s.span) from signup g join slot s on s.id = g.slot_id
      where g.living_id = b.person_id and g.state in ('admitted', 'attended', 'absent')), '{}')
    where b.person_id = any(${[...people]}::bigint[])`.execute(tx)
