// Many check-ins at once in two statements: lock and look, then write. Persons ascending.
import { sql } from 'kysely'
import type { Tx } from '../../foundation/database/database.ts'
import { type Entry, telling } from '../../foundation/journal/journal.ts'
import type { Evidence } from '../store.ts'

export type Attending = {
  signupId: number
  slotId: number
  attendance: boolean
  /** Who was checked in with this device at this shift. */
  hands: number[]
}
type Look = { personId: number; shiftId: number; slotIds: readonly number[]; device: string | null }

/**
 * Locks the people's busy times and sign-ups and finds each one's place on the roster of the shift; null for whoever has none.
 * An attendance that was written while this waited for its lock is not seen: `openAttendances` then fails on it.
 * @param since no attendance of these shifts began before.
 */
export async function lockAttending(
  tx: Tx,
  asks: readonly Look[],
  since: Date,
): Promise<(Attending | null)[]> {
  // By person and slot together: a shift may have thousands on its roster.
  const pairs = asks.flatMap((one, n) => one.slotIds.map(slotId => ({ ...one, n, slotId })))
  const column = <Key extends keyof (typeof pairs)[number]>(key: Key) => pairs.map(one => one[key])
  const { rows } = await sql<Attending & { n: number }>`    with asked as materialized (
      select * from unnest(${column('n')}::integer[], ${column('personId')}::bigint[], ${column('slotId')}::bigint[], ${column('shiftId')}::bigint[],
        ${column('device')}::text[]) as a(n, person_id, slot_id, shift_id, device)
    ), standing as materialized (
      select a.n, a.shift_id, a.device, g.id as signup_id, g.slot_id from asked a
      join busy_time b on b.person_id = a.person_id
      join signup g on g.slot_id = a.slot_id and g.person_id = a.person_id and g.state in ('admitted', 'attended')
      order by a.person_id, g.id for update of b, g
    )
    select n, signup_id, slot_id, exists (select from attendance t where t.signup_id = standing.signup_id) as attendance,
      array(select distinct t.person_id from attendance t join slot s on s.id = t.slot_id and s.shift_id = standing.shift_id
        where t.in_evidence ->> 'device' = standing.device and t.in_at >= ${since}) as hands
    from standing`.execute(tx)
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

/** Opens attendances by code, marks their sign-ups as attended and tells it. @throws when one was opened already. */
export async function openAttendances(
  tx: Tx,
  openings: readonly Opening[],
  told: readonly Entry[],
): Promise<void> {
  const column = <Value>(of: (one: Opening) => Value) => openings.map(of)
  await sql`    with asked as materialized (
      select * from unnest(${column(o => o.signupId)}::bigint[], ${column(o => o.slotId)}::bigint[], ${column(o => o.personId)}::bigint[],
        ${column(o => o.inAt)}::timestamptz[], ${column(o => JSON.stringify(o.inEvidence))}::jsonb[], ${column(o => o.late)}::boolean[],
        ${column(o => o.flags.join(','))}::text[]) as a(signup_id, slot_id, person_id, in_at, in_evidence, late, flags)
    ), marked as (
      update signup g set state = 'attended' from asked a where g.id = a.signup_id
    ), opened as (
      insert into attendance (signup_id, slot_id, person_id, in_at, in_how, in_evidence, late, flags)
      select signup_id, slot_id, person_id, in_at, 'code', in_evidence, late, string_to_array(flags, ',') from asked
    ), ${telling(told)}
    select 1`.execute(tx)
}
