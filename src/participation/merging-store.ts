// The statements on sign-ups of entries that are joined or parted.
import { sql } from 'kysely'
import type { Tx } from '../foundation/database/database.ts'

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

/** Two sign-ups that one person could not have: places at one time that is not over, or two in one slot of which one is still to come. */
export const colliding = (tx: Tx, from: number, into: number, now: Date) =>
  sql<{ held: string; with: string; startsAt: Date }>`
    select s.title as held, o.title as "with", o.starts_at from signup g join slot s on s.id = g.slot_id
    join signup h on h.living_id = ${into} join slot o on o.id = h.slot_id
    where g.living_id = ${from} and s.ends_at > ${now} and o.ends_at > ${now}
      and g.state in ('admitted', 'waiting', 'attended') and h.state in ('admitted', 'waiting', 'attended')
      and ((g.slot_id = h.slot_id and not (g.state = 'attended' and h.state = 'attended'))
        or (s.span && o.span and g.state <> 'waiting' and h.state <> 'waiting' and 'admitted' in (g.state, h.state)))
    order by o.starts_at, o.id limit 1`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const moveSignups = (tx: Tx, entries: readonly number[], before: number, living: number) =>
  sql`update signup set living_id = ${living} where living_id = ${before} and person_id = any(${[...entries]}::bigint[])`.execute(
    tx,
  )

/** From the sign-ups: what was freed of two that overlapped is not lost, and what only one held is gone with it. */
export const busyAnew = (tx: Tx, people: readonly number[]) =>
  sql`update busy_time b set busy = coalesce((select range_agg(s.span) from signup g join slot s on s.id = g.slot_id
      where g.living_id = b.person_id and g.state in ('admitted', 'attended', 'absent')), '{}')
    where b.person_id = any(${[...people]}::bigint[])`.execute(tx)
