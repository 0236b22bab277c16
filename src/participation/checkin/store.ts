// The statements on attendance. Many check-ins at once take two: lock and look, then write. Persons ascending.
import { sql } from 'kysely'
import { type Db, lookAgainOn, TryAgain, type Tx } from '../../foundation/database/database.ts'
import { type Entry, telling } from '../../foundation/journal/journal.ts'
import type { Attendance, Evidence, ParticipationTables, Signup } from '../tables.ts'

const of = (db: Db) => db.withTables<ParticipationTables>()

export type Attending = {
  signupId: number
  slotId: number
  /** The entry that signed up. */
  personId: number
  attendance: boolean
  /** Who was checked in with this device at this shift. */
  hands: number[]
}
type Look = { personId: number; shiftId: number; slotIds: readonly number[]; device: string | null }

/**
 * Locks the people's busy times and sign-ups and finds each one's place on the roster of the shift; null for whoever has none.
 * @throws TryAgain when somebody was checked in while this waited for their lock: the locked sign-up says so, the attendance is
 * not in the statement's picture.
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
  const { rows } = await sql<Attending & { n: number; attended: boolean }>`    with asked as materialized (
      select * from unnest(${column('n')}::integer[], ${column('personId')}::bigint[], ${column('slotId')}::bigint[], ${column('shiftId')}::bigint[],
        ${column('device')}::text[]) as a(n, person_id, slot_id, shift_id, device)
    ), standing as materialized (
      select a.n, a.shift_id, a.device, g.id as signup_id, g.slot_id, g.person_id, g.state = 'attended' as attended from asked a
      join person_life l on l.id = a.person_id join busy_time b on b.person_id = l.living_id
      join signup g on g.slot_id = a.slot_id and g.living_id = l.living_id and g.state in ('admitted', 'attended')
      order by b.person_id, g.id for update of b, g
    )
    select n, signup_id, slot_id, person_id, attended, exists (select from attendance t where t.signup_id = standing.signup_id) as attendance,
      array(select distinct t.person_id from attendance t join slot s on s.id = t.slot_id and s.shift_id = standing.shift_id
        where t.in_evidence ->> 'device' = standing.device and t.in_at >= ${since}) as hands
    from standing`.execute(tx)
  if (rows.some(row => row.attended && !row.attendance))
    throw new TryAgain('somebody was checked in beside us')
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

/** Opens attendances by code, marks their sign-ups as attended and tells it. @throws TryAgain when one was opened already. */
export async function openAttendances(
  tx: Tx,
  openings: readonly Opening[],
  told: readonly Entry[],
): Promise<void> {
  const column = <Value>(of: (one: Opening) => Value) => openings.map(of)
  const opened = sql`    with asked as materialized (
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
  await lookAgainOn('attendance_signup_id_key', opened)
}

export const rosterOf = (db: Db, slotIds: number[]) =>
  of(db)
    .selectFrom('signup')
    .leftJoin('attendance', 'attendance.signupId', 'signup.id')
    .selectAll('signup')
    .select([
      'attendance.id as attendanceId',
      'attendance.inAt',
      'attendance.outAt',
      'attendance.inHow',
      'attendance.outHow',
      'attendance.late',
      'attendance.flags',
    ])
    .where('signup.slotId', 'in', slotIds)
    .orderBy('signup.arrival')
    .execute()

/** The admitted or attending sign-up of a living person in one of a shift's slots. */
export const signupInShift = (db: Db, shiftId: number, personId: number) =>
  of(db)
    .selectFrom('signup')
    .innerJoin('slot', 'slot.id', 'signup.slotId')
    .selectAll('signup')
    .where('slot.shiftId', '=', shiftId)
    .where('signup.livingId', '=', personId)
    .where('signup.state', 'in', ['admitted', 'attended'])
    .executeTakeFirst()

export const attendanceOf = (db: Db, signupId: number) =>
  of(db).selectFrom('attendance').selectAll().where('signupId', '=', signupId).executeTakeFirst()
export const insertAttendance = (tx: Tx, it: Omit<Attendance, 'id'>) =>
  of(tx)
    .insertInto('attendance')
    .values({
      ...it,
      inEvidence: JSON.stringify(it.inEvidence) as never,
      outEvidence: it.outEvidence === null ? null : (JSON.stringify(it.outEvidence) as never),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
export const closeAttendance = (
  tx: Tx,
  id: number,
  out: {
    outAt: Date
    outHow: 'code' | 'roster' | 'shift-end'
    outEvidence: Evidence
    endedBy: number | null
    late: boolean
    flags: string[]
  },
) =>
  of(tx)
    .updateTable('attendance')
    .set({ ...out, outEvidence: JSON.stringify(out.outEvidence) as never })
    .where('id', '=', id)
    .where('outAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
/** Those checked in to a shift that is not over; the clock closes the others. */
export const countServing = (db: Db, now: Date) =>
  sql<{
    n: number
  }>`select count(*) as n from attendance a join slot s on s.id = a.slot_id where a.out_at is null and s.ends_at > ${now}`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)
export const attendanceById = (db: Db, id: number) =>
  of(db).selectFrom('attendance').selectAll().where('id', '=', id).executeTakeFirst()

/** The people of a slot, locked in order: before the slot is. */
export const lockPeopleOfSlot = (tx: Tx, slotId: number) =>
  sql`select from busy_time where person_id in (select living_id from signup where slot_id = ${slotId}
    and state in ('admitted', 'waiting', 'attended')) order by person_id for update`.execute(tx)
export const stillIn = (tx: Tx, slotId: number) =>
  of(tx)
    .selectFrom('attendance')
    .selectAll()
    .where('slotId', '=', slotId)
    .where('outAt', 'is', null)
    .orderBy('id')
    .execute()
export const stillInProject = (tx: Tx, projectId: number) =>
  of(tx)
    .selectFrom('attendance')
    .innerJoin('slot', 'slot.id', 'attendance.slotId')
    .selectAll('attendance')
    .where('slot.projectId', '=', projectId)
    .where('outAt', 'is', null)
    .orderBy('attendance.id')
    .execute()
/** Whoever never came is absent, whoever never moved up has lapsed. */
export const settleSignups = (tx: Tx, slotId: number, at: Date) =>
  sql<{ id: number; personId: number; state: Signup['state'] }>`
    update signup set state = case when state = 'waiting' then 'lapsed' else 'absent' end, ended_at = ${at}
    where slot_id = ${slotId} and state in ('admitted', 'waiting') returning id, person_id, state`
    .execute(tx)
    .then(r => r.rows)
