// Loading past participation in bulk: for demo worlds and moves from another system. Same tables, same invariants, no hooks.
import { sql } from 'kysely'
import type { Tx } from '../foundation/database/database.ts'

export type PastAttendance = { slotId: number; personId: number; inAt: string; outAt: string }

/** Signs up and attends in one go; answers the attendance of each row, in order. Slots and busy times are counted afterwards. */
export async function loadPast(tx: Tx, rows: PastAttendance[]): Promise<number[]> {
  const json = JSON.stringify(
    rows.map((row, i) => ({
      i,
      slot_id: row.slotId,
      person_id: row.personId,
      in_at: row.inAt,
      out_at: row.outAt,
    })),
  )
  const { rows: made } = await sql<{ i: number; id: number }>`
    with given as (select * from json_to_recordset(${json}::json) as g (i int, slot_id bigint, person_id bigint, in_at timestamptz, out_at timestamptz)),
    numbered as (select g.*, row_number() over (partition by g.slot_id order by g.i) + s.arrivals as arrival, s.starts_at from given g join slot s on s.id = g.slot_id),
    signed as (insert into signup (slot_id, person_id, state, arrival, at) select slot_id, person_id, 'attended', arrival, starts_at - interval '3 days' from numbered
      returning id, slot_id, person_id),
    attended as (insert into attendance (signup_id, slot_id, person_id, in_at, in_how, in_evidence, out_at, out_how, out_evidence)
      select s.id, s.slot_id, s.person_id, n.in_at, 'code', '{}', n.out_at, 'code', '{}' from signed s join numbered n on n.slot_id = s.slot_id and n.person_id = s.person_id
      returning id, slot_id, person_id)
    select g.i, a.id from attended a join given g on g.slot_id = a.slot_id and g.person_id = a.person_id order by g.i`.execute(
    tx,
  )
  return made.map(row => row.id)
}

/** Counters of slots and busy times of people, from the sign-ups. */
export async function countPast(tx: Tx): Promise<void> {
  await sql`update slot s set admitted = g.n, arrivals = g.last from (select slot_id, count(*) as n, max(arrival) as last from signup where state in ('admitted', 'attended', 'absent') group by slot_id) g where g.slot_id = s.id`.execute(
    tx,
  )
  await sql`insert into busy_time (person_id, busy) select g.person_id, range_agg(s.span) from signup g join slot s on s.id = g.slot_id
    where g.state in ('admitted', 'attended', 'absent') group by g.person_id on conflict (person_id) do update set busy = excluded.busy`.execute(
    tx,
  )
}
