// The only file that reads or writes service records, totals and corrections.
import { type Generated, type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import { type Source, when } from '../foundation/lists/rows.ts'
import { ANY_FLAG } from './listing.ts'
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
    endedBy: number | null
    confirmedBy: number | null
    confirmedFor: number | null
    dueOn: LocalDay
    countedAt: Date | null
    replaces: number | null
    flags: string[]
    policyId: number
    projectId: number
    shiftId: number
    slotId: number
    projectVersion: Generated<number>
    teamId: number
    organizationId: number | null
    sector: string | null
    siteId: number | null
    beneficiaryKind: string | null
    requestId: number | null
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
/** Records with both lines down to their team, for asking who may. */
export const placesOf = (db: Db, ids: readonly number[]) =>
  sql<{
    id: number
    path: number[]
    orgPath: number[]
  }>`select r.id, n.path, coalesce(n.org_path, '{}') as org_path from service_record r join scope n on n.id = r.node_id
    where r.id = any(${ids}::bigint[])`
    .execute(db)
    .then(r => r.rows)
export const recordsById = (db: Db, ids: readonly number[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : of(db).selectFrom('serviceRecord').selectAll().where('id', 'in', ids).execute()
export const sumStillCounting = (db: Db, personId: number, ids: readonly number[]) =>
  sql<{ records: number; minutes: number }>`
    select count(*)::integer as records, coalesce(sum(r.minutes), 0)::integer as minutes
    from service_record r join person_life p on p.id = r.person_id
    where r.id = any(${[...ids]}::bigint[]) and r.state = 'counted'
      and p.living_id = (select living_id from person_life where id = ${personId})`
    .execute(db)
    .then(r => r.rows[0] ?? { records: 0, minutes: 0 })
export const lockRecords = (tx: Tx, ids: readonly number[]) =>
  of(tx).selectFrom('serviceRecord').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()
export const updateRecord = (tx: Tx, id: number, set: Partial<Omit<ServiceRecord, 'id'>>) =>
  of(tx).updateTable('serviceRecord').set(set).where('id', '=', id).execute()

/** Locks the totals of all entries of one person, in order: counting of one person goes one at a time. */
export async function lockTotals(tx: Tx, personIds: number[]): Promise<void> {
  await sql`insert into service_total (person_id) select unnest(${personIds}::bigint[]) on conflict do nothing`.execute(
    tx,
  )
  await sql`select 1 from service_total where person_id = any(${personIds}::bigint[]) order by person_id for update`.execute(
    tx,
  )
}
/** Locks everybody whose records these are, all their entries with them; answers whom each entry belongs to. */
export async function lockPeopleOf(tx: Tx, recordIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{
    id: number
    livingId: number
  }>`select id, living_id from person_life where living_id in
    (select p.living_id from service_record r join person_life p on p.id = r.person_id where r.id = any(${recordIds}::bigint[]))
    order by id`.execute(tx)
  await lockTotals(
    tx,
    rows.map(row => row.id),
  )
  return new Map(rows.map(row => [row.id, row.livingId]))
}
/** Adds the minutes of records that begin to count. */
export async function addToTotals(
  tx: Tx,
  records: readonly { personId: number; minutes: number }[],
): Promise<void> {
  if (records.length > 0)
    await sql`update service_total t set minutes = t.minutes + a.minutes, records = t.records + a.n
      from (select person_id, sum(minutes) as minutes, count(*) as n
        from unnest(${records.map(one => one.personId)}::bigint[], ${records.map(one => one.minutes)}::int[]) as x(person_id, minutes)
        group by person_id) a
      where t.person_id = a.person_id`.execute(tx)
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

/** Which of these overlap a counted record of the same living person. Call it with the people locked. */
export async function clashing(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`select distinct r.id from service_record r
      join person_life p on p.id = r.person_id join person_life q on q.living_id = p.living_id
      join service_record o on o.person_id = q.id and o.state = 'counted' and o.id <> r.id
        and o.from_at < r.to_at and o.to_at > r.from_at
    where r.id = any(${ids}::bigint[])`.execute(tx)
  return new Set(rows.map(row => row.id))
}
/** Counted minutes by `living person, day`, for the people and days of these records. */
export async function minutesOfDays(tx: Tx, ids: readonly number[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ livingId: number; day: LocalDay; minutes: number }>`
    select x.living_id, x.day, sum(o.minutes)::bigint as minutes
    from (select distinct p.living_id, r.day from service_record r join person_life p on p.id = r.person_id where r.id = any(${ids}::bigint[])) x
      join person_life q on q.living_id = x.living_id
      join service_record o on o.person_id = q.id and o.day = x.day and o.state = 'counted'
    group by x.living_id, x.day`.execute(tx)
  return new Map(rows.map(row => [`${row.livingId} ${row.day}`, row.minutes]))
}
export type Change = {
  id: number
  state: RecordState
  waits: readonly string[]
  flags: readonly string[]
  confirmedBy: number | null
  confirmedFor: number | null
  countedAt: string | null
}
export async function changeRecords(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(one => ({
    id: one.id,
    state: one.state,
    waits: one.waits,
    flags: one.flags,
    confirmed_by: one.confirmedBy,
    confirmed_for: one.confirmedFor,
    counted_at: one.countedAt,
  }))
  await sql`update service_record r set state = c.state, waits = c.waits, flags = c.flags, confirmed_by = c.confirmed_by, confirmed_for = c.confirmed_for, counted_at = c.counted_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id bigint, state text, waits text[], flags text[], confirmed_by bigint, confirmed_for bigint, counted_at timestamptz)
    where r.id = c.id`.execute(tx)
}
export const countedBetween = (db: Db, personIds: number[]) =>
  of(db)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'counted')
    .orderBy('fromAt')
    .orderBy('id')
    .execute()
/** Counted records of these entries behind which stands nobody but them: what one scanned the other confirmed, or one typed. */
export const behindThemselves = (tx: Tx, personIds: number[]) =>
  of(tx)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'counted')
    .where(eb =>
      eb.or([
        eb.and([
          eb('how', '<>', 'roster'),
          eb.or([eb('confirmedBy', 'in', personIds), eb('confirmedFor', 'in', personIds)]),
        ]),
        eb('enteredBy', 'in', personIds),
        eb('endedBy', 'in', personIds),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
export const waitingFor = (db: Db, personIds: number[], waits: Wait[]) =>
  of(db)
    .selectFrom('serviceRecord')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('state', '=', 'pending')
    .where(sql<boolean>`waits && ${waits}::text[]`)
    .orderBy('id')
    .execute()

/** What waits for insurance at a project. */
export const uncoveredAt = (db: Db, projectId: number) =>
  sql<{ id: number; day: LocalDay }>`select id, day from service_record
    where project_id = ${projectId} and state = 'pending' and 'cover' = any(waits) order by id`
    .execute(db)
    .then(r => r.rows)

export type OwnRecord = ServiceRecord & {
  correctedFrom: number | null
  disputeState: string | null
  disputeId: number | null
}
/** The records of a person's entries that nothing replaced; a corrected one carries what it was. */
export const ownRows = (personIds: readonly number[], shiftId?: number): Source => ({
  select: sql`r.*, old.minutes as corrected_from, c.state as dispute_state, c.id as dispute_id`,
  from: sql`service_record r left join service_record old on old.id = r.replaces
    left join lateral (select id, state from record_correction c where c.record_id = r.id order by id desc limit 1) c on true`,
  where: [
    sql`r.person_id = any(${[...personIds]}::bigint[])`,
    sql`not exists (select from service_record newer where newer.replaces = r.id)`,
    ...when(shiftId, it => sql`r.shift_id = ${it}`),
  ],
  id: sql`r.id`,
  keys: { latest: { by: sql`r.from_at`, type: 'timestamptz' } },
  sums: { minutes: sql`r.minutes` },
})

export type DeskFilter = {
  state?: string | undefined
  waits?: Wait | undefined
  overdueOn?: LocalDay | undefined
  flag?: string | undefined
  shiftId?: number | undefined
  /** Entries of one person. */
  people?: readonly number[] | undefined
  team?: number | undefined
  from?: LocalDay | undefined
  until?: LocalDay | undefined
  town?: string | undefined
  community?: string | undefined
  kind?: string | undefined
  ageBand?: string | undefined
  sex?: string | undefined
  hour?: number | undefined
  weekday?: number | undefined
}
/** Records within a scope (of `r` and `n`). Only the conditions that are asked for become part of the query. */
export const recordRows = (scope: RawBuilder<unknown>, filter: DeskFilter): Source => ({
  select: sql`r.*`,
  from: sql`service_record r join scope n on n.id = r.node_id`,
  where: [
    scope,
    ...when(filter.state, it => sql`r.state = ${it}`),
    ...when(filter.waits, it => sql`${it} = any(r.waits)`),
    ...when(filter.overdueOn, it => sql`r.state = 'pending' and r.due_on < ${it}::date`),
    ...when(filter.flag, it =>
      it === ANY_FLAG ? sql`r.flags <> '{}'` : sql`r.flags @> array[${it}]::text[]`,
    ),
    ...when(filter.shiftId, it => sql`r.shift_id = ${it}`),
    ...when(filter.people, it => sql`r.person_id = any(${[...it]}::bigint[])`),
    ...when(filter.team, it => sql`r.team_id = ${it}`),
    ...when(filter.from, it => sql`r.day >= ${it}::date`),
    ...when(filter.until, it => sql`r.day <= ${it}::date`),
    ...when(filter.town, it => sql`r.served_town = ${it}`),
    ...(filter.community === undefined ? [] : [sql`coalesce(r.served_community, '') = ${filter.community}`]),
    ...when(filter.kind, it => sql`r.kind = ${it}`),
    ...when(filter.ageBand, it => sql`r.age_band = ${it}`),
    ...when(filter.sex, it => sql`r.sex = ${it}`),
    ...when(filter.hour, it => sql`extract(hour from r.from_at at time zone 'Asia/Shanghai') = ${it}`),
    ...when(filter.weekday, it => sql`extract(isodow from r.day) = ${it}`),
  ],
  id: sql`r.id`,
  keys: { day: { by: sql`r.day`, type: 'date' } },
  sums: { minutes: sql`r.minutes` },
})

export type WaitingShift = {
  shiftId: number
  title: string
  day: LocalDay
  dueOn: LocalDay
  people: number
  minutes: number
}
/** Shifts with records that wait for confirmation, within a scope (of `r` and `n`). */
export const shiftRows = (scope: RawBuilder<boolean>, overdueOn: LocalDay | undefined): Source => ({
  select: sql`w.*`,
  from: sql`(select r.shift_id, min(r.title) as title, min(r.day) as day, min(r.due_on) as due_on,
      count(distinct r.person_id) as people, sum(r.minutes)::bigint as minutes
    from service_record r join scope n on n.id = r.node_id
    where r.state = 'pending' and 'confirmation' = any(r.waits) and ${scope} group by r.shift_id) w`,
  where: when(overdueOn, it => sql`w.due_on < ${it}::date`),
  id: sql`w.shift_id`,
  keys: { due: { by: sql`w.due_on`, type: 'date' } },
  sums: { people: sql`w.people`, minutes: sql`w.minutes` },
})

/** Nothing where one is open for this record already. */
export const insertCorrection = (
  tx: Tx,
  correction: Omit<Insertable<Tables['recordCorrection']>, 'id' | 'state'>,
) =>
  of(tx)
    .insertInto('recordCorrection')
    .values(correction)
    .onConflict(conflict => conflict.columns(['recordId']).where('state', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst()
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
export const correctionsById = (db: Db, ids: readonly number[]) =>
  of(db).selectFrom('recordCorrection').selectAll().where('id', 'in', ids).execute()

/** Everybody by whose hand a record came to be, back through those that it replaced: the volunteer, who entered, who confirmed. */
export const handsOf = (db: Db, recordId: number): Promise<number[]> =>
  sql<{ person: number }>`with recursive line as (
      select * from service_record where id = ${recordId}
      union all select o.* from line l join service_record o on o.id = l.replaces)
    select distinct person from line cross join lateral unnest(array[person_id, entered_by, ended_by, confirmed_by, confirmed_for]) as hand(person) where person is not null`
    .execute(db)
    .then(r => r.rows.map(row => row.person))
