// Rows of what the real-name authority is asked.
import { sql } from 'kysely'
import type { Db, Tx } from '../../foundation/database/database.ts'
import type { PeopleTables } from '../tables.ts'

const of = (db: Db) => db.withTables<PeopleTables>()

/** Due at once; whoever was asked about before is asked about anew. */
export const open = (tx: Tx, personId: number, at: Date) =>
  of(tx)
    .insertInto('authorityCheck')
    .values({ personId, dueAt: at })
    .onConflict(c =>
      c.column('personId').doUpdateSet({ dueAt: at, tries: 0, answer: null, answeredAt: null, by: null }),
    )
    .execute()

/** Takes one that is due, for one process alone; until `next` it is not due again. Answers how often it was tried. */
export const take = (db: Db, personId: number, now: Date, next: (tries: number) => Date) =>
  of(db)
    .selectFrom('authorityCheck')
    .select('tries')
    .where('personId', '=', personId)
    .where('dueAt', '<=', now)
    .executeTakeFirst()
    .then(async found => {
      if (!found) return false
      const taken = await of(db)
        .updateTable('authorityCheck')
        .set({ tries: found.tries + 1, dueAt: next(found.tries + 1) })
        .where('personId', '=', personId)
        .where('tries', '=', found.tries)
        .where('dueAt', '<=', now)
        .executeTakeFirst()
      return taken.numUpdatedRows > 0n
    })

export const settle = (
  tx: Tx,
  personId: number,
  answer: { answer: 'match' | 'no-match'; answeredAt: Date; by: string },
) =>
  of(tx)
    .updateTable('authorityCheck')
    .set({ ...answer, dueAt: null })
    .where('personId', '=', personId)
    .execute()

export const due = (db: Db, now: Date, limit: number) =>
  sql<{
    personId: number
  }>`select person_id from authority_check where due_at <= ${now} order by due_at limit ${limit}`
    .execute(db)
    .then(result => result.rows.map(row => row.personId))

export const checkOf = (db: Db, personId: number) =>
  of(db).selectFrom('authorityCheck').selectAll().where('personId', '=', personId).executeTakeFirst()
