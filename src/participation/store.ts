// The only file that reads or writes slots, sign-ups, busy times and attendance.
// Lock order, everywhere: persons ascending, then slots ascending.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { SignupState } from './rules.ts'

type Evidence = {
  device?: string | null
  metres?: number | null
  datum?: string
  by?: number | null
  seenAt?: string
  reason?: string
}
type Tables = {
  slot: {
    id: Generated<number>
    projectId: number
    shiftId: number
    positionId: number
    nodeId: number
    title: string
    positionName: string
    kind: string
    townCode: string
    communityCode: string | null
    placeName: string
    lat: number
    lng: number
    startsAt: Date
    endsAt: Date
    places: number
    minAge: number | null
    highRisk: boolean
    state: Generated<'open' | 'suspended' | 'cancelled' | 'closed'>
    admitted: Generated<number>
    waiting: Generated<number>
    arrivals: Generated<number>
  }
  signup: {
    id: Generated<number>
    slotId: number
    personId: number
    state: SignupState
    arrival: number
    onBehalf: boolean
    at: Date
    promotedAt: Date | null
    endedAt: Date | null
    reason: string | null
  }
  attendance: {
    id: Generated<number>
    signupId: number
    slotId: number
    personId: number
    inAt: Date
    inHow: 'code' | 'roster'
    inEvidence: Evidence
    outAt: Date | null
    outHow: 'code' | 'roster' | 'shift-end' | null
    outEvidence: Evidence | null
    enteredBy: number | null
    late: Generated<boolean>
    flags: Generated<string[]>
  }
}
export type Slot = Selectable<Tables['slot']>
export type Signup = Selectable<Tables['signup']>
export type Attendance = Selectable<Tables['attendance']>
export type { Evidence }

const of = (db: Db) => db.withTables<Tables>()
const SLOT =
  sql.raw(`s.id, s.project_id, s.shift_id, s.position_id, s.node_id, s.title, s.position_name, s.kind, s.town_code, s.community_code,
  s.place_name, s.lat, s.lng, s.starts_at, s.ends_at, s.places, s.min_age, s.high_risk, s.state, s.admitted, s.waiting, s.arrivals`)

export type NewSlot = Omit<Insertable<Tables['slot']>, 'id' | 'state' | 'admitted' | 'waiting' | 'arrivals'>
export const insertSlots = (tx: Tx, slots: NewSlot[]) =>
  slots.length === 0
    ? Promise.resolve([])
    : of(tx)
        .withTables<{ slot: Tables['slot'] & { span: unknown } }>()
        .insertInto('slot')
        .values(slots.map(one => ({ ...one, span: sql`tstzrange(${one.startsAt}, ${one.endsAt})` })))
        .onConflict(c => c.columns(['shiftId', 'positionId']).doNothing())
        .execute()

export const slotById = (db: Db, id: number) =>
  sql<Slot>`select ${SLOT} from slot s where id = ${id}`.execute(db).then(r => r.rows[0])
export const slotsOfProject = (db: Db, projectId: number) =>
  sql<Slot>`select ${SLOT} from slot s where project_id = ${projectId} order by starts_at, id`
    .execute(db)
    .then(r => r.rows)
export const slotsOfShift = (db: Db, shiftId: number) => slotsOfShifts(db, [shiftId])
export const slotsOfShifts = (db: Db, shiftIds: number[]) =>
  sql<Slot>`select ${SLOT} from slot s where shift_id = any(${shiftIds}::bigint[]) order by id`
    .execute(db)
    .then(r => r.rows)
export const openSlots = (db: Db, after: Date) =>
  sql<Slot>`select ${SLOT} from slot s where state = 'open' and starts_at > ${after} order by starts_at, id`
    .execute(db)
    .then(r => r.rows)
export const countersOf = (db: Db, ids: number[]) =>
  sql<{
    id: number
    places: number
    admitted: number
    waiting: number
  }>`select id, places, admitted, waiting from slot where id = any(${ids}::bigint[])`
    .execute(db)
    .then(r => r.rows)

export type DayShift = {
  shiftId: number
  projectId: number
  title: string
  placeName: string
  startsAt: Date
  endsAt: Date
  places: number
  admitted: number
  arrived: number
}
/** Shifts under the given nodes that begin in a span, earliest first. */
export const shiftsBetween = (db: Db, nodes: number[], from: Date, until: Date) =>
  sql<DayShift>`
    select s.shift_id, min(s.project_id) as project_id, min(s.title) as title, min(s.place_name) as place_name, min(s.starts_at) as starts_at,
      max(s.ends_at) as ends_at, sum(s.places)::integer as places, sum(s.admitted)::integer as admitted,
      (select count(*) from attendance a join slot o on o.id = a.slot_id where o.shift_id = s.shift_id)::integer as arrived
    from slot s join scope_node n on n.id = s.node_id
    where s.state = 'open' and s.starts_at >= ${from} and s.starts_at < ${until} and n.path && ${nodes}::bigint[]
    group by s.shift_id order by min(s.starts_at), s.shift_id limit 100`
    .execute(db)
    .then(r => r.rows)

export const setSlotsState = (tx: Tx, projectId: number, from: string[], to: string) =>
  sql`update slot set state = ${to} where project_id = ${projectId} and state = any(${from}::text[])`.execute(
    tx,
  )

/** Makes sure the person has their row of busy times. */
export const ensureBusyRow = (tx: Tx, personId: number) =>
  sql`insert into busy_time (person_id) values (${personId}) on conflict do nothing`.execute(tx)

/**
 * Takes the slot's span into the person's busy times, unless it overlaps: then nothing happens and `false` is answered.
 * Looking first and writing after would admit two; the condition is in the update.
 */
export const makeBusy = (tx: Tx, personId: number, slotId: number) =>
  sql`update busy_time b set busy = b.busy + tstzmultirange(s.span) from slot s
    where b.person_id = ${personId} and s.id = ${slotId} and not b.busy && s.span`
    .execute(tx)
    .then(r => r.numAffectedRows === 1n)
export const makeFree = (tx: Tx, personId: number, slotId: number) =>
  sql`update busy_time b set busy = b.busy - tstzmultirange(s.span) from slot s where b.person_id = ${personId} and s.id = ${slotId}`.execute(
    tx,
  )

/** From the queue to a place, if one is free. */
export const promotePlace = (tx: Tx, slotId: number) =>
  sql`update slot set admitted = admitted + 1, waiting = waiting - 1 where id = ${slotId} and state = 'open' and admitted < places and waiting > 0`
    .execute(tx)
    .then(r => r.numAffectedRows === 1n)
export const leavePlace = (tx: Tx, slotId: number) =>
  sql`update slot set admitted = admitted - 1 where id = ${slotId}`.execute(tx)
export const leaveQueue = (tx: Tx, slotId: number) =>
  sql`update slot set waiting = waiting - 1 where id = ${slotId}`.execute(tx)

export const signupById = (db: Db, id: number) =>
  of(db).selectFrom('signup').selectAll().where('id', '=', id).executeTakeFirst()
export const lockSignup = (tx: Tx, id: number) =>
  of(tx).selectFrom('signup').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const updateSignup = (tx: Tx, id: number, set: Partial<Omit<Signup, 'id'>>) =>
  of(tx).updateTable('signup').set(set).where('id', '=', id).execute()
export const firstWaiting = (db: Db, slotId: number, after: number) =>
  of(db)
    .selectFrom('signup')
    .selectAll()
    .where('slotId', '=', slotId)
    .where('state', '=', 'waiting')
    .where('arrival', '>', after)
    .orderBy('arrival')
    .limit(1)
    .executeTakeFirst()
export const lockBusy = (tx: Tx, personId: number) =>
  sql`select 1 from busy_time where person_id = ${personId} for update`.execute(tx)
export const queuePosition = (db: Db, slotId: number, arrival: number) =>
  sql<{
    n: number
  }>`select count(*) as n from signup where slot_id = ${slotId} and state = 'waiting' and arrival <= ${arrival}`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)

/** The admitted sign-up whose time overlaps a slot's, by name: what a refusal tells the volunteer. */
export const collision = (db: Db, personId: number, slotId: number) =>
  sql<{ title: string; startsAt: Date; endsAt: Date }>`
    select o.title, o.starts_at, o.ends_at from signup g join slot o on o.id = g.slot_id, slot s
    where s.id = ${slotId} and g.person_id = ${personId} and g.state in ('admitted', 'attended') and o.span && s.span
    order by o.starts_at limit 1`
    .execute(db)
    .then(r => r.rows[0])

/** For each slot of a project: the title of what it collides with for this person. */
export const collisionsFor = (db: Db, personId: number, projectId: number) =>
  sql<{ slotId: number; title: string }>`
    select distinct on (s.id) s.id as slot_id, o.title from slot s
    join signup g on g.person_id = ${personId} and g.state in ('admitted', 'attended')
    join slot o on o.id = g.slot_id and o.span && s.span and o.id <> s.id
    where s.project_id = ${projectId} order by s.id, o.starts_at`
    .execute(db)
    .then(r => r.rows)

export type OwnSignup = Signup & { slot: Slot; attendance: Attendance | null }
/** A person's sign-ups, soonest to come first, then the past. */
export async function signupsOf(db: Db, personIds: number[], now: Date, limit = 60): Promise<OwnSignup[]> {
  const signups = await of(db)
    .selectFrom('signup')
    .innerJoin('slot', 'slot.id', 'signup.slotId')
    .selectAll('signup')
    .where('signup.personId', 'in', personIds)
    .orderBy(sql`slot.ends_at < ${now}`)
    .orderBy(sql`case when slot.ends_at >= ${now} then slot.starts_at end`)
    .orderBy('slot.startsAt', 'desc')
    .limit(limit)
    .execute()
  const slots = new Map(
    (
      await slotsByIds(
        db,
        signups.map(one => one.slotId),
      )
    ).map(one => [one.id, one]),
  )
  const attendances =
    signups.length === 0
      ? []
      : await of(db)
          .selectFrom('attendance')
          .selectAll()
          .where(
            'signupId',
            'in',
            signups.map(one => one.id),
          )
          .execute()
  const bySignup = new Map(attendances.map(one => [one.signupId, one]))
  return signups.flatMap(signup => {
    const slot = slots.get(signup.slotId)
    return slot ? [{ ...signup, slot, attendance: bySignup.get(signup.id) ?? null }] : []
  })
}
export const slotsByIds = (db: Db, ids: number[]) =>
  sql<Slot>`select ${SLOT} from slot s where id = any(${ids}::bigint[])`.execute(db).then(r => r.rows)

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

/** The admitted or attending sign-up of a person in one of a shift's slots. */
export const signupInShift = (db: Db, shiftId: number, personId: number) =>
  of(db)
    .selectFrom('signup')
    .innerJoin('slot', 'slot.id', 'signup.slotId')
    .selectAll('signup')
    .where('slot.shiftId', '=', shiftId)
    .where('signup.personId', '=', personId)
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
/** Attendances still open although their shift ended before the given time. */
export const forgotten = (db: Db, endedBefore: Date, limit: number) =>
  of(db)
    .selectFrom('attendance')
    .innerJoin('slot', 'slot.id', 'attendance.slotId')
    .select(['attendance.id', 'attendance.personId', 'attendance.slotId'])
    .where('attendance.outAt', 'is', null)
    .where('slot.endsAt', '<', endedBefore)
    .orderBy('attendance.id')
    .limit(limit)
    .execute()

/** Sign-ups of ended shifts that never came or never moved up; the queue of such a slot is emptied with them. */
export async function settleEnded(tx: Tx, endedBefore: Date, now: Date) {
  await sql`update slot set waiting = 0 where ends_at < ${endedBefore} and waiting > 0`.execute(tx)
  const { rows } = await sql<{ id: number; slotId: number; personId: number; state: SignupState }>`
    update signup g set state = case when g.state = 'waiting' then 'lapsed' else 'absent' end, ended_at = ${now}
    from slot s where s.id = g.slot_id and s.ends_at < ${endedBefore} and g.state in ('admitted', 'waiting')
    and not exists (select from attendance a where a.signup_id = g.id)
    returning g.id, g.slot_id, g.person_id, g.state`.execute(tx)
  return rows
}

export const liveSignupsOfProject = (db: Db, projectId: number) =>
  of(db)
    .selectFrom('signup')
    .innerJoin('slot', 'slot.id', 'signup.slotId')
    .select(['signup.id', 'signup.personId', 'signup.slotId', 'signup.state'])
    .where('slot.projectId', '=', projectId)
    .where('signup.state', 'in', ['admitted', 'waiting'])
    .orderBy('signup.personId')
    .execute()
export const attendanceById = (db: Db, id: number) =>
  of(db).selectFrom('attendance').selectAll().where('id', '=', id).executeTakeFirst()

export const countShiftsFrom = (db: Db, from: Date, town: string): Promise<number> =>
  sql<{ n: number }>`select count(distinct shift_id)::int as n from slot
    where state = 'open' and starts_at >= ${from} and (${town} = '' or town_code = ${town})`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)
