// The only file that reads or writes service records, totals and corrections.
import { type Generated, type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { RecordState, Wait } from './rules.ts'

type Tables = {
  serviceRecord: {
    id: Generated<number>
    personId: number
    attendanceId: number | null
    day: LocalDay
    fromAt: Date
    toAt: Date
    minutes: number
    state: RecordState
    waits: Wait[]
    how: 'code' | 'roster' | 'correction' | 'import'
    enteredBy: number | null
    confirmedBy: number | null
    dueOn: LocalDay
    countedAt: Date | null
    replaces: number | null
    flags: string[]
    policyId: number
    projectId: number
    shiftId: number
    slotId: number
    teamId: number
    nodeId: number
    kind: string
    title: string
    placeName: string
    servedCommunity: string | null
    servedTown: string
    homeCommunity: string
    homeTown: string
    ageBand: string
    sex: string
  }
  serviceTotal: { personId: number; minutes: number; records: number }
  recordCorrection: {
    id: Generated<number>
    recordId: number
    kind: 'dispute' | 'correction'
    askedMinutes: number
    reason: string
    byPerson: number | null
    at: Date
    state: Generated<'open' | 'passed' | 'returned' | 'refused' | 'withdrawn'>
  }
}
export type ServiceRecord = Selectable<Tables['serviceRecord']>
export type Correction = Selectable<Tables['recordCorrection']>
const of = (db: Db) => db.withTables<Tables>()

export const insertRecords = (tx: Tx, records: Insertable<Tables['serviceRecord']>[]) =>
  records.length === 0
    ? Promise.resolve([])
    : of(tx).insertInto('serviceRecord').values(records).returningAll().execute()
export const recordById = (db: Db, id: number) =>
  of(db).selectFrom('serviceRecord').selectAll().where('id', '=', id).executeTakeFirst()
export const lockRecord = (tx: Tx, id: number) =>
  of(tx).selectFrom('serviceRecord').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const updateRecord = (tx: Tx, id: number, set: Partial<Omit<ServiceRecord, 'id'>>) =>
  of(tx).updateTable('serviceRecord').set(set).where('id', '=', id).execute()

/** Everybody who is this person: the living entry and those merged into it. */
export const samePerson = (db: Db, personId: number) =>
  sql<{
    id: number
  }>`select p.id from person me join person p on coalesce(p.merged_into, p.id) = coalesce(me.merged_into, me.id) where me.id = ${personId} order by p.id`
    .execute(db)
    .then(r => r.rows.map(row => row.id))

/** Locks the totals of all entries of one person, in order: counting of one person goes one at a time. */
export async function lockTotals(tx: Tx, personIds: number[]): Promise<void> {
  await sql`insert into service_total (person_id) select unnest(${personIds}::bigint[]) on conflict do nothing`.execute(
    tx,
  )
  await sql`select 1 from service_total where person_id = any(${personIds}::bigint[]) order by person_id for update`.execute(
    tx,
  )
}
export const addToTotal = (tx: Tx, personId: number, minutes: number, records: number) =>
  sql`update service_total set minutes = minutes + ${minutes}, records = records + ${records} where person_id = ${personId}`.execute(
    tx,
  )
export const totalOf = (db: Db, personIds: number[]) =>
  sql<{
    minutes: number
    records: number
  }>`select coalesce(sum(minutes), 0)::bigint as minutes, coalesce(sum(records), 0)::bigint as records
    from service_total where person_id = any(${personIds}::bigint[])`
    .execute(db)
    .then(r => r.rows[0] ?? { minutes: 0, records: 0 })
export const minutesSince = (db: Db, personIds: number[], from: LocalDay) =>
  sql<{
    minutes: number
  }>`select coalesce(sum(minutes), 0)::bigint as minutes from service_record where person_id = any(${personIds}::bigint[]) and state = 'counted' and day >= ${from}`
    .execute(db)
    .then(r => r.rows[0]?.minutes ?? 0)

/** A counted record of the same person that overlaps these times. Call it with the totals locked. */
export const overlapping = (db: Db, personIds: number[], from: Date, to: Date, except: number) =>
  of(db)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'counted')
    .where('id', '<>', except)
    .where('fromAt', '<', to)
    .where('toAt', '>', from)
    .limit(1)
    .executeTakeFirst()
export const countedBetween = (db: Db, personIds: number[]) =>
  of(db)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'counted')
    .orderBy('fromAt')
    .orderBy('id')
    .execute()
export const minutesOfDay = (db: Db, personIds: number[], day: LocalDay) =>
  sql<{
    minutes: number
  }>`select coalesce(sum(minutes), 0)::bigint as minutes from service_record where person_id = any(${personIds}::bigint[]) and day = ${day} and state = 'counted'`
    .execute(db)
    .then(r => r.rows[0]?.minutes ?? 0)

export const waitingFor = (db: Db, personIds: number[], waits: Wait[]) =>
  of(db)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'pending')
    .where(sql<boolean>`waits && ${waits}::text[]`)
    .orderBy('id')
    .execute()

export type OwnRecord = ServiceRecord & {
  correctedFrom: number | null
  disputeState: string | null
  disputeId: number | null
  reversedBy: number | null
}
/** A person's records, newest first; a corrected one carries what it was. */
export const recordsOf = (db: Db, personIds: number[], before: number | null, limit: number) =>
  sql<OwnRecord>`
    select r.*, old.minutes as corrected_from, c.state as dispute_state, c.id as dispute_id, newer.id as reversed_by
    from service_record r left join service_record old on old.id = r.replaces left join service_record newer on newer.replaces = r.id
    left join lateral (select id, state from record_correction c where c.record_id = r.id order by id desc limit 1) c on true
    where r.person_id = any(${personIds}::bigint[]) and (${before}::bigint is null or r.id < ${before}) and newer.id is null
    order by r.from_at desc, r.id desc limit ${limit}`
    .execute(db)
    .then(r => r.rows)

export type DeskFilter = {
  nodes: number[]
  state?: string
  waits?: Wait
  overdueOn?: LocalDay
  shiftId?: number
  personId?: number
  /** What a figure counts: days of service (both ends in it), place served, kind, age band, sex, hour and weekday of beginning. */
  from?: LocalDay
  until?: LocalDay
  town?: string
  community?: string
  kind?: string
  ageBand?: string
  sex?: string
  hour?: number
  weekday?: number
  before?: { day: LocalDay; id: number }
  limit: number
}
/** Newest day of service first. Only the conditions that are asked for become part of the query. */
export function recordsIn(db: Db, filter: DeskFilter): Promise<ServiceRecord[]> {
  const when = <Value>(value: Value | undefined, condition: (value: Value) => RawBuilder<unknown>) =>
    value === undefined ? [] : [condition(value)]
  const conditions = [
    sql`n.path && ${filter.nodes}::bigint[]`,
    ...when(filter.state, it => sql`r.state = ${it}`),
    ...when(filter.waits, it => sql`${it} = any(r.waits)`),
    ...when(filter.overdueOn, it => sql`r.state = 'pending' and r.due_on < ${it}::date`),
    ...when(filter.shiftId, it => sql`r.shift_id = ${it}`),
    ...when(filter.personId, it => sql`r.person_id = ${it}`),
    ...when(filter.from, it => sql`r.day >= ${it}::date`),
    ...when(filter.until, it => sql`r.day <= ${it}::date`),
    ...when(filter.town, it => sql`r.served_town = ${it}`),
    ...when(filter.community, it => sql`r.served_community = ${it}`),
    ...when(filter.kind, it => sql`r.kind = ${it}`),
    ...when(filter.ageBand, it => sql`r.age_band = ${it}`),
    ...when(filter.sex, it => sql`r.sex = ${it}`),
    ...when(filter.hour, it => sql`extract(hour from r.from_at at time zone 'Asia/Shanghai') = ${it}`),
    ...when(filter.weekday, it => sql`extract(isodow from r.day) = ${it}`),
    ...when(filter.before, it => sql`(r.day, r.id) < (${it.day}::date, ${it.id}::bigint)`),
  ]
  return sql<ServiceRecord>`select r.* from service_record r join scope_node n on n.id = r.node_id
    where ${sql.join(conditions, sql` and `)} order by r.day desc, r.id desc limit ${filter.limit}`
    .execute(db)
    .then(r => r.rows)
}

/** Shifts with records that wait for confirmation, earliest deadline first. */
export const waitingShifts = (db: Db, nodes: number[]) =>
  sql<{ shiftId: number; title: string; day: LocalDay; dueOn: LocalDay; people: number }>`
    select r.shift_id, min(r.title) as title, min(r.day) as day, min(r.due_on) as due_on, count(distinct r.person_id) as people
    from service_record r join scope_node n on n.id = r.node_id
    where r.state = 'pending' and 'confirmation' = any(r.waits) and n.path && ${nodes}::bigint[]
    group by r.shift_id order by min(r.due_on), r.shift_id limit 200`
    .execute(db)
    .then(r => r.rows)

export const insertCorrection = (
  tx: Tx,
  correction: Omit<Insertable<Tables['recordCorrection']>, 'id' | 'state'>,
) => of(tx).insertInto('recordCorrection').values(correction).returning('id').executeTakeFirstOrThrow()
export const correctionById = (db: Db, id: number) =>
  of(db).selectFrom('recordCorrection').selectAll().where('id', '=', id).executeTakeFirst()
export const setCorrectionState = (tx: Tx, id: number, state: Correction['state']) =>
  of(tx).updateTable('recordCorrection').set({ state }).where('id', '=', id).execute()

/** Terms of confirmation that end on a day or later, as days: the last of the service, and the last of the term. */
export const openTerms = (tx: Tx, from: LocalDay) =>
  sql<{ endDay: LocalDay; dueOn: LocalDay }>`
    select distinct (to_at at time zone 'Asia/Shanghai')::date as end_day, due_on from service_record
    where state = 'pending' and due_on >= ${from}::date order by 1, 2`
    .execute(tx)
    .then(r => r.rows)
export const moveTerm = (tx: Tx, term: { endDay: LocalDay; dueOn: LocalDay }, dueOn: LocalDay) =>
  sql`update service_record set due_on = ${dueOn}::date
    where state = 'pending' and due_on = ${term.dueOn}::date
      and (to_at at time zone 'Asia/Shanghai')::date = ${term.endDay}::date`.execute(tx)

/** Records of days before this one that wait for somebody to confirm or accept. */
export const waitingBefore = (db: Db, day: LocalDay, town: string) =>
  sql<{ n: number }>`select count(*)::int as n from service_record
    where state = 'pending' and day < ${day}::date and waits && array['confirmation', 'acceptance']::text[]
      and (${town} = '' or served_town = ${town})`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)
