// Sums anew from what records publish, by another road than the folded figures; and the questions that auditors ask.
import { type Generated, type RawBuilder, sql } from 'kysely'
import type { Role } from '../../foundation/access/roles.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Db, Tx } from '../../foundation/database/database.ts'

type Tables = {
  auditQuestion: { id: Generated<number>; subject: string | null; text: string | null; askedAt: Date }
}
const of = (db: Db) => db.withTables<Tables>()

export const insertQuestion = (
  tx: Tx,
  question: { subject: string | null; text: string; askedAt: Date },
): Promise<number> =>
  of(tx)
    .insertInto('auditQuestion')
    .values(question)
    .returning('id')
    .executeTakeFirstOrThrow()
    .then(row => row.id)

/** Null where it was emptied. */
export const questionText = (db: Db, id: number): Promise<string | null> =>
  of(db)
    .selectFrom('auditQuestion')
    .select('text')
    .where('id', '=', id)
    .executeTakeFirst()
    .then(row => row?.text ?? null)

/** Whether the journal ever spoke of a subject; `journal:12` is an entry of its own. */
export async function isTold(db: Db, subject: string): Promise<boolean> {
  const entry = /^journal:(\d+)$/.exec(subject)?.[1] ?? null
  const { rows } = await sql<{ told: boolean }>`
    select exists (select from told where ${entry === null ? sql`subject = ${subject}` : sql`id = ${entry}`}) as told`.execute(
    db,
  )
  return rows[0]?.told ?? false
}

/** Duties in force: one person's, or those of the offices. */
export const dutiesIn = (
  db: Db,
  within: RawBuilder<boolean>,
  at: Date,
  person?: number,
): Promise<{ personId: number; role: Role; nodeId: number; nodeName: string }[]> =>
  sql<{ personId: number; role: Role; nodeId: number; nodeName: string }>`
    select d.person_id, d.role, d.node_id, n.name as node_name from duty d join scope n on n.id = d.node_id
    where d.person_id is not null and d.state = 'live' and d.since <= ${at} and (d.until is null or d.until > ${at})
      and ${within} and ${person === undefined ? sql`d.role <> 'team-leader'` : sql`d.person_id = ${person}`}
    order by d.id`
    .execute(db)
    .then(result => result.rows)

/** What a figure is of. */
export type Counted = {
  town?: string
  community?: string
  from?: LocalDay
  until?: LocalDay
  personId?: number
}
const within = (of: Counted) => sql`(${of.town ?? null}::text is null or c.served_town = ${of.town ?? null})
        and (${of.community ?? null}::text is null or c.served_community = ${of.community ?? null})
        and (${of.from ?? null}::date is null or c.day >= ${of.from ?? null}::date)
        and (${of.until ?? null}::date is null or c.day <= ${of.until ?? null}::date)
        and (${of.personId ?? null}::bigint is null or c.person_id = ${of.personId ?? null})`

/** Whether a record is one of those that a figure counts. */
export const isCountedIn = (db: Db, record: number, of: Counted): Promise<boolean> =>
  sql<{ counted: boolean }>`
    select exists (select from counted_record c where c.id = ${record} and ${within(of)}) as counted`
    .execute(db)
    .then(({ rows }) => rows[0]?.counted ?? false)

/** The town where a record that counts was served. */
export const servedTownOf = (db: Db, record: number): Promise<string | undefined> =>
  sql<{ servedTown: string }>`select served_town from counted_record where id = ${record}`
    .execute(db)
    .then(({ rows }) => rows[0]?.servedTown)

/** Minutes and records that count, and how many of them begin before an earlier one of the same person ended. */
export async function countedSum(
  db: Db,
  of: Counted,
): Promise<{ minutes: number; records: number; overlapping: number }> {
  const { rows } = await sql<{ minutes: number; records: number; overlapping: number }>`
    with chosen as (
      select r.minutes, r.from_at, max(r.to_at) over (partition by l.living_id order by r.from_at, r.id rows between unbounded preceding and 1 preceding) as before
      from counted_record c join record_times r on r.id = c.id join person_life l on l.id = c.person_id
      where ${within(of)})
    select coalesce(sum(minutes), 0)::bigint as minutes, count(*) as records, count(*) filter (where before > from_at) as overlapping from chosen`.execute(
    db,
  )
  return rows[0] ?? { minutes: 0, records: 0, overlapping: 0 }
}
