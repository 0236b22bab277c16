// The statements on hours of one person at one time.
import { sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { ServiceRecord } from './store.ts'

/** What stands at the time of a record: hours of the same living person that count, or wait for the same question. */
export const rivalsOf = (db: Db, id: number): Promise<ServiceRecord[]> =>
  sql<ServiceRecord>`select o.* from service_record r
      join person_life p on p.id = r.person_id join person_life q on q.living_id = p.living_id
      join service_record o on o.person_id = q.id and o.id <> r.id and o.from_at < r.to_at and o.to_at > r.from_at
        and (o.state = 'counted' or (o.state = 'pending' and 'overlap' = any(o.waits)))
    where r.id = ${id} order by o.from_at, o.id`
    .execute(db)
    .then(({ rows }) => rows)

/** Records of the same living person at the time of a record that wait because they overlap. */
export const askedBeside = (tx: Tx, id: number): Promise<number[]> =>
  sql<{ id: number }>`select o.id from service_record r
      join person_life p on p.id = r.person_id join person_life q on q.living_id = p.living_id
      join service_record o on o.person_id = q.id and o.id <> r.id and o.from_at < r.to_at and o.to_at > r.from_at
        and o.state = 'pending' and 'overlap' = any(o.waits)
    where r.id = ${id} order by o.id`
    .execute(tx)
    .then(({ rows }) => rows.map(row => row.id))

/** Counted hours of one of two people that overlap hours of the other's, with those, by their beginning. */
export const overlapsOf = (tx: Tx, some: readonly number[], others: readonly number[]) =>
  sql<{ id: number; personId: number; title: string; fromAt: Date; toAt: Date; minutes: number }>`
    select r.id, r.person_id, r.title, r.from_at, r.to_at, r.minutes from service_record r
    where r.state = 'counted' and ((r.person_id = any(${[...some]}::bigint[]) and exists (select from service_record o
        where o.person_id = any(${[...others]}::bigint[]) and o.state = 'counted' and o.from_at < r.to_at and o.to_at > r.from_at))
      or (r.person_id = any(${[...others]}::bigint[]) and exists (select from service_record o
        where o.person_id = any(${[...some]}::bigint[]) and o.state = 'counted' and o.from_at < r.to_at and o.to_at > r.from_at)))
    order by r.from_at, r.id`
    .execute(tx)
    .then(({ rows }) => rows)

export type SetAside = { recordId: number; against: number[]; restId: number | null }
export const setAside = (tx: Tx, it: SetAside) =>
  sql`insert into record_set_aside (record_id, against, rest_id) values (${it.recordId}, ${it.against}::bigint[], ${it.restId})`.execute(
    tx,
  )
/** What was set aside of these entries for hours that are nobody's of theirs any more: it is held no longer. */
export const takeParted = (tx: Tx, entries: readonly number[]): Promise<SetAside[]> =>
  sql<SetAside>`delete from record_set_aside a using service_record r join person_life p on p.id = r.person_id
    where r.id = a.record_id and r.person_id = any(${[...entries]}::bigint[]) and not exists (
      select from service_record o join person_life q on q.id = o.person_id where o.id = any(a.against) and q.living_id = p.living_id)
    returning a.record_id, a.against, a.rest_id`
    .execute(tx)
    .then(({ rows }) => rows.sort((a, b) => a.recordId - b.recordId))
