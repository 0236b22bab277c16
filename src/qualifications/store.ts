// The only file that reads or writes qualifications.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Held, QualificationState } from './rules.ts'

type Tables = {
  qualification: {
    id: Generated<number>
    personId: number
    kind: string
    number: string
    validFrom: LocalDay
    validUntil: LocalDay | null
    state: QualificationState
    enteredBy: number | null
    enteredAt: Date
    confirmedBy: number | null
    confirmedAt: Date | null
  }
  qualificationMove: {
    id: Generated<number>
    qualificationId: number
    how: 'suspended' | 'resumed' | 'withdrawn'
    reason: string | null
    byPerson: number | null
    at: Date
  }
}
export type Qualification = Selectable<Tables['qualification']>
const of = (db: Db) => db.withTables<Tables>()

export const insertQualification = (
  tx: Tx,
  it: Omit<Insertable<Tables['qualification']>, 'id' | 'state' | 'confirmedBy' | 'confirmedAt'>,
) =>
  of(tx)
    .insertInto('qualification')
    .values({ ...it, state: 'waiting', confirmedBy: null, confirmedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
export const qualificationById = (db: Db, id: number) =>
  of(db).selectFrom('qualification').selectAll().where('id', '=', id).executeTakeFirst()
export const qualificationsById = (db: Db, ids: readonly number[]) =>
  of(db).selectFrom('qualification').selectAll().where('id', 'in', ids).execute()
export const lockQualification = (tx: Tx, id: number) =>
  of(tx).selectFrom('qualification').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const updateQualification = (
  tx: Tx,
  id: number,
  set: Partial<Pick<Qualification, 'state' | 'confirmedBy' | 'confirmedAt'>>,
) => of(tx).updateTable('qualification').set(set).where('id', '=', id).execute()
export const noteMove = (tx: Tx, move: Omit<Insertable<Tables['qualificationMove']>, 'id'>) =>
  of(tx).insertInto('qualificationMove').values(move).execute()

/** All of these entries, newest first, each with why it was suspended or withdrawn last. */
export const qualificationsOf = (db: Db, entries: readonly number[]) =>
  sql<Qualification & { reason: string | null }>`
    select q.*, case when q.state in ('suspended', 'withdrawn') then m.reason end as reason
    from qualification q left join lateral (
      select reason from qualification_move m where m.qualification_id = q.id order by m.id desc limit 1) m on true
    where q.person_id = any(${[...entries]}::bigint[]) order by q.id desc`
    .execute(db)
    .then(result => result.rows)

/** What a person takes along. */
export const exportOf = (db: Db, personIds: readonly number[]) =>
  of(db)
    .selectFrom('qualification')
    .select(['kind', 'number', 'validFrom', 'validUntil', 'state', 'enteredAt', 'confirmedAt'])
    .where('personId', 'in', personIds)
    .orderBy('id')
    .execute()

/** What these people, whichever entries they go by, hold of some kinds: one query for a batch. */
export const heldBy = (db: Db, people: readonly number[], kinds: readonly string[]) =>
  sql<Held & { askedId: number }>`
    select a.id as asked_id, q.kind, q.valid_from, q.valid_until
    from unnest(${[...people]}::bigint[]) as a(id)
      join person_life me on me.id = a.id join person_life e on e.living_id = me.living_id
      join qualification q on q.person_id = e.id and q.state = 'confirmed' and q.kind = any(${[...kinds]}::text[])`
    .execute(db)
    .then(result => result.rows)
