// The statements on slots. Counters are moved where sign-ups are: admission/ and signups/.
// Lock order, everywhere in this room: persons ascending, then slots ascending.
import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import { all, type Source, when } from '../foundation/lists/rows.ts'
import type { ParticipationTables, Slot } from './tables.ts'

const of = (db: Db) => db.withTables<ParticipationTables>()
const SLOT =
  sql.raw(`s.id, s.project_id, s.project_version, s.shift_id, s.position_id, s.node_id, s.title, s.position_name, s.kind, s.town_code, s.community_code,
  s.site_id, s.radius, s.place_name, s.lat, s.lng, s.starts_at, s.ends_at, s.places, s.min_age, s.high_risk, s.needs, s.state, s.admitted, s.waiting, s.arrivals`)

export type NewSlot = Omit<
  Insertable<ParticipationTables['slot']>,
  'id' | 'state' | 'admitted' | 'waiting' | 'arrivals'
>
export const insertSlots = (tx: Tx, slots: NewSlot[]) =>
  slots.length === 0
    ? Promise.resolve([])
    : of(tx)
        .withTables<{ slot: ParticipationTables['slot'] & { span: unknown } }>()
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
/** What slots need of people. */
export const needsOf = (db: Db, ids: readonly number[]) =>
  sql<{ id: number; needs: string[] }>`select id, needs from slot where id = any(${[...ids]}::bigint[])`
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
/** Open shifts within a scope (of `n`) that touch a span. A shift that ends as the span begins does not touch it. */
export const shiftRows = (
  scope: RawBuilder<boolean>,
  filter: {
    from: Date
    until: Date
    text?: string | undefined
    town?: string | undefined
    short?: string | undefined
  },
): Source => ({
  select: sql`w.*`,
  from: sql`(select s.shift_id, min(s.project_id) as project_id, min(s.title) as title, min(s.place_name) as place_name,
      min(s.starts_at) as starts_at, max(s.ends_at) as ends_at, sum(s.places)::integer as places, sum(s.admitted)::integer as admitted,
      sum((select count(*) from attendance a where a.slot_id = s.id))::integer as arrived
    from slot s join scope n on n.id = s.node_id
    where ${all([
      sql`s.state = 'open'`,
      sql`s.starts_at < ${filter.until}`,
      sql`s.ends_at > ${filter.from}`,
      scope,
      ...when(filter.text, it => sql`strpos(s.title, ${it}) > 0`),
      ...when(filter.town, it => sql`s.town_code = ${it}`),
    ])} group by s.shift_id) w`,
  where: when(filter.short, () => sql`w.admitted < w.places`),
  id: sql`w.shift_id`,
  keys: { begins: { by: sql`w.starts_at`, type: 'timestamptz' } },
  sums: { admitted: sql`w.admitted`, arrived: sql`w.arrived` },
})

export const setSlotsState = (tx: Tx, projectId: number, from: string[], to: string) =>
  sql`update slot set state = ${to} where project_id = ${projectId} and state = any(${from}::text[])`.execute(
    tx,
  )
export const slotsByIds = (db: Db, ids: number[]) =>
  sql<Slot>`select ${SLOT} from slot s where id = any(${ids}::bigint[])`.execute(db).then(r => r.rows)

/** Open slots to come with a free place and somebody who waits, soonest first. */
export const slotsWithRoom = (db: Db, now: Date, limit: number) =>
  sql<{
    id: number
  }>`select id from slot where waiting > 0 and state = 'open' and starts_at > ${now} and admitted < places
    order by starts_at limit ${limit}`
    .execute(db)
    .then(r => r.rows.map(row => row.id))

/** Ended slots that nobody has settled, and those in which somebody is still checked in. */
export const slotsToSettle = (db: Db, endedBefore: Date, limit: number) =>
  sql<{ id: number }>`
    select id from slot where settled_at is null and ends_at < ${endedBefore}
    union select s.id from attendance a join slot s on s.id = a.slot_id where a.out_at is null and s.ends_at < ${endedBefore}
    order by id limit ${limit}`
    .execute(db)
    .then(r => r.rows.map(row => row.id))

const SETTLING_LOCK = 7_310_120
/** Until the transaction ends, this process alone settles the slot; false when another does so now. */
export const mineToSettle = (tx: Tx, id: number) =>
  sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(${SETTLING_LOCK}, hashtext(current_schema() || '.' || ${id}::bigint)) as mine`
    .execute(tx)
    .then(r => r.rows[0]?.mine === true)
/** Its queue goes with it. */
export const markSettled = (tx: Tx, id: number, at: Date) =>
  sql`update slot set settled_at = ${at}, waiting = 0 where id = ${id}`.execute(tx)

export const countShiftsFrom = (db: Db, from: Date, town: string): Promise<number> =>
  sql<{ n: number }>`select count(distinct shift_id)::int as n from slot
    where state = 'open' and starts_at >= ${from} and (${town} = '' or town_code = ${town})`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)
