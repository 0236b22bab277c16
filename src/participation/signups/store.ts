// The statements on single sign-ups and on people's busy times. The rush has its own in admission/store.ts.
import { sql } from 'kysely'
import type { Db, Tx } from '../../foundation/database/database.ts'
import type { Source } from '../../foundation/lists/rows.ts'
import type { Attendance, ParticipationTables, Signup } from '../tables.ts'

const of = (db: Db) => db.withTables<ParticipationTables>()

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
/** What another sign-up of the same person holds of that time, after a merge, stays theirs. */
export const makeFree = (tx: Tx, personId: number, slotId: number) =>
  sql`update busy_time b set busy = b.busy - tstzmultirange(s.span) + coalesce((select range_agg(o.span) from signup g join slot o on o.id = g.slot_id
      where g.living_id = b.person_id and g.slot_id <> s.id and g.state in ('admitted', 'attended', 'absent') and o.span && s.span), '{}')
    from slot s where b.person_id = ${personId} and s.id = ${slotId}`.execute(tx)

/** From the queue to a place, if one is free and the shift has not begun. */
export const promotePlace = (tx: Tx, slotId: number, now: Date) =>
  sql`update slot set admitted = admitted + 1, waiting = waiting - 1 where id = ${slotId} and state = 'open' and starts_at > ${now} and admitted < places and waiting > 0`
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
/** Whoever waits first and could take a free place: the one who is not admitted elsewhere at that time. */
export const firstWaiting = (db: Db, slotId: number, after: number, now: Date) =>
  sql<Signup>`
    select g.* from slot s join signup g on g.slot_id = s.id left join busy_time b on b.person_id = g.living_id
    where s.id = ${slotId} and s.state = 'open' and s.starts_at > ${now} and s.admitted < s.places
      and g.state = 'waiting' and g.arrival > ${after} and not coalesce(b.busy && s.span, false)
    order by g.arrival limit 1`
    .execute(db)
    .then(r => r.rows[0])
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
    where s.id = ${slotId} and g.living_id = ${personId} and g.state in ('admitted', 'attended') and o.span && s.span
    order by o.starts_at limit 1`
    .execute(db)
    .then(r => r.rows[0])

/** For each slot of a project: the title of what it collides with for this person. */
export const collisionsFor = (db: Db, personId: number, projectId: number) =>
  sql<{ slotId: number; title: string }>`
    select distinct on (s.id) s.id as slot_id, o.title from slot s
    join signup g on g.living_id = ${personId} and g.state in ('admitted', 'attended')
    join slot o on o.id = g.slot_id and o.span && s.span and o.id <> s.id
    where s.project_id = ${projectId} order by s.id, o.starts_at`
    .execute(db)
    .then(r => r.rows)

/** The sign-ups of people: those of slots that are not over, soonest first, or those of slots that are, latest first. */
export const signupRows = (personIds: readonly number[], time: 'coming' | 'past', now: Date): Source => ({
  select: sql`g.*`,
  from: sql`signup g join slot s on s.id = g.slot_id`,
  where: [
    sql`g.living_id in (select living_id from person_life where id = any(${[...personIds]}::bigint[]))`,
    time === 'coming' ? sql`s.ends_at >= ${now}` : sql`s.ends_at < ${now}`,
  ],
  id: sql`g.id`,
  keys: {
    // The nearest first, on either side of now.
    time: {
      by:
        time === 'coming'
          ? sql`(extract(epoch from s.starts_at) * 1000)::bigint`
          : sql`(-extract(epoch from s.starts_at) * 1000)::bigint`,
      type: 'bigint',
    },
  },
})
export const attendancesOf = (db: Db, signupIds: readonly number[]): Promise<Attendance[]> =>
  signupIds.length === 0
    ? Promise.resolve([])
    : of(db)
        .selectFrom('attendance')
        .selectAll()
        .where('signupId', 'in', [...signupIds])
        .execute()
/** How a person stands with each slot of a project in which they have a living sign-up. */
export const liveStates = (db: Db, personId: number, projectId: number) =>
  sql<{ slotId: number; state: 'admitted' | 'waiting' | 'attended' }>`select g.slot_id, g.state from slot s
    join signup g on g.slot_id = s.id and g.living_id = ${personId} and g.state in ('admitted', 'waiting', 'attended')
    where s.project_id = ${projectId}`
    .execute(db)
    .then(({ rows }) => new Map(rows.map(row => [row.slotId, row.state])))
/** The people with a living sign-up in a project, and those who are there, locked in order: before its slots are. */
export const lockPeopleOfProject = (tx: Tx, projectId: number) =>
  sql`select from busy_time where person_id in (select g.living_id from signup g join slot s on s.id = g.slot_id
    where s.project_id = ${projectId} and g.state in ('admitted', 'waiting', 'attended')) order by person_id for update`.execute(
    tx,
  )
/** Ends every living sign-up of a project: their time is theirs again, places and queues are empty of them. */
export const releaseLive = (tx: Tx, projectId: number, at: Date, reason: string) =>
  sql<{ id: number; slotId: number; personId: number }>`    with live as materialized (
      select g.id, g.slot_id, g.person_id, g.living_id, g.state, s.span from signup g join slot s on s.id = g.slot_id
      where s.project_id = ${projectId} and g.state in ('admitted', 'waiting') order by g.id for update of g
    ), freed as (
      update busy_time b set busy = b.busy - l.spans
      from (select living_id, range_agg(span) as spans from live where state = 'admitted' group by living_id) l where b.person_id = l.living_id
    ), counted as (
      update slot s set admitted = s.admitted - l.admitted, waiting = s.waiting - l.waiting
      from (select slot_id, count(*) filter (where state = 'admitted') as admitted, count(*) filter (where state = 'waiting') as waiting
        from live group by slot_id) l where s.id = l.slot_id
    )
    update signup g set state = 'released', ended_at = ${at}, reason = ${reason} from live l where g.id = l.id
    returning g.id, g.slot_id, g.person_id`
    .execute(tx)
    .then(r => r.rows)
