// The only file that reads or writes where people lived before.
import type { Insertable } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { PeopleTables } from './tables.ts'

const of = (db: Db) => db.withTables<PeopleTables>()

export const leave = (tx: Tx, home: Omit<Insertable<PeopleTables['personResidence']>, 'id'>) =>
  of(tx).insertInto('personResidence').values(home).execute()
/** The last day on which they said so by themselves. */
export const lastMove = (db: Db, personId: number): Promise<LocalDay | undefined> =>
  of(db)
    .selectFrom('personResidence')
    .select('until')
    .where('personId', '=', personId)
    .where('how', '=', 'self')
    .orderBy('until', 'desc')
    .executeTakeFirst()
    .then(row => row?.until)
/** Where somebody lived on a day, if they moved since: the first home that lasted beyond it. */
export const before = (db: Db, personId: number, day: LocalDay) =>
  of(db)
    .selectFrom('personResidence')
    .select(['communityCode', 'townCode'])
    .where('personId', '=', personId)
    .where('until', '>', day)
    .orderBy('until')
    .orderBy('id')
    .executeTakeFirst()
/** The latest first. */
export const homesBefore = (db: Db, people: readonly number[]) =>
  of(db)
    .selectFrom('personResidence')
    .select(['personId', 'communityCode', 'until'])
    .where('personId', 'in', [...people])
    .orderBy('until', 'desc')
    .orderBy('id', 'desc')
    .execute()
