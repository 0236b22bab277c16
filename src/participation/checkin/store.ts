// Many check-ins at once: lock and look, then write. Persons ascending.
import { sql } from 'kysely'
import type { Tx } from '../../foundation/database/database.ts'
import type { Evidence } from '../store.ts'

export type Attending = { signupId: number; slotId: number; attendance: boolean }

/** Locks the people's busy times and finds each one's place on the roster of the shift; null for whoever has none. */
export async function lockAttending(
  tx: Tx,
  asks: readonly { personId: number; shiftId: number }[],
): Promise<(Attending | null)[]> {
  const persons = asks.map(one => one.personId)
  await sql`select 1 from busy_time where person_id = any(${persons}::bigint[]) order by person_id for update`.execute(
    tx,
  )
  const { rows } = await sql<{
    n: number
    signupId: number
    slotId: number
    attendance: boolean
  }>`    select a.n::integer - 1 as n, g.id as signup_id, g.slot_id, exists (select from attendance t where t.signup_id = g.id) as attendance
    from unnest(${persons}::bigint[], ${asks.map(one => one.shiftId)}::bigint[]) with ordinality as a(person_id, shift_id, n)
    cross join lateral (
      select g.id, g.slot_id from signup g join slot s on s.id = g.slot_id
      where g.person_id = a.person_id and g.state in ('admitted', 'attended') and s.shift_id = a.shift_id order by g.id limit 1
    ) g order by a.n`.execute(tx)
  const found = new Map(rows.map(row => [row.n, row]))
  return asks.map((_, n) => found.get(n) ?? null)
}

export type Opening = {
  signupId: number
  slotId: number
  personId: number
  inAt: Date
  inEvidence: Evidence
  late: boolean
  flags: string[]
}

/** Opens attendances by code and marks their sign-ups as attended. */
export async function openAttendances(tx: Tx, openings: readonly Opening[]): Promise<void> {
  const column = <Value>(of: (one: Opening) => Value) => openings.map(of)
  await sql`    with asked as materialized (
      select * from unnest(${column(o => o.signupId)}::bigint[], ${column(o => o.slotId)}::bigint[], ${column(o => o.personId)}::bigint[],
        ${column(o => o.inAt)}::timestamptz[], ${column(o => JSON.stringify(o.inEvidence))}::jsonb[], ${column(o => o.late)}::boolean[],
        ${column(o => o.flags.join(','))}::text[]) as a(signup_id, slot_id, person_id, in_at, in_evidence, late, flags)
    ), marked as (
      update signup g set state = 'attended' from asked a where g.id = a.signup_id
    )
    insert into attendance (signup_id, slot_id, person_id, in_at, in_how, in_evidence, late, flags)
    select signup_id, slot_id, person_id, in_at, 'code', in_evidence, late, string_to_array(flags, ',') from asked`.execute(
    tx,
  )
}

/** Who was checked in by which device at these shifts. */
export async function devicesUsed(
  tx: Tx,
  asks: readonly { device: string; slotIds: number[] }[],
): Promise<{ device: string; shiftId: number; personId: number }[]> {
  if (asks.length === 0) return []
  const slots = [...new Set(asks.flatMap(one => one.slotIds))]
  const { rows } = await sql<{
    device: string
    shiftId: number
    personId: number
  }>`    select distinct d.device, s.shift_id, t.person_id from unnest(${[...new Set(asks.map(one => one.device))]}::text[]) as d(device)
    cross join lateral (
      select person_id, slot_id from attendance t where t.in_evidence ->> 'device' = d.device and t.slot_id = any(${slots}::bigint[]) limit 100
    ) t join slot s on s.id = t.slot_id`.execute(tx)
  return rows
}
