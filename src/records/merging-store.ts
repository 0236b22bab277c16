// The rows of records that a join took back, until it ends.
import { sql } from 'kysely'
import type { Tx } from '../foundation/database/database.ts'

export type Taken = {
  recordId: number
  merge: number
  wait: 'confirmation' | 'overlap'
  confirmedBy: number | null
  confirmedFor: number | null
}

export const keep = (tx: Tx, it: Taken) =>
  sql`insert into record_taken_back (record_id, merge_id, wait, confirmed_by, confirmed_for)
    values (${it.recordId}, ${it.merge}, ${it.wait}, ${it.confirmedBy}, ${it.confirmedFor})`.execute(tx)

/** What a join took back, in the order of the records; it holds nothing of them any more. */
export const takeOut = (tx: Tx, merge: number) =>
  sql<Taken>`delete from record_taken_back where merge_id = ${merge} returning record_id, merge_id as merge, wait, confirmed_by, confirmed_for`
    .execute(tx)
    .then(({ rows }) => rows.sort((a, b) => a.recordId - b.recordId))
