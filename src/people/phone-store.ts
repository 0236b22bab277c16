// Rows of phones that turned out to be somebody else's.
import { sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Person } from './store.ts'
import type { PeopleTables } from './tables.ts'

const of = (db: Db) => db.withTables<PeopleTables>()

/** The living people behind these entries. */
export const livingOf = (db: Db, ids: readonly number[]) =>
  sql<Person>`select distinct on (p.id) p.* from person asked join person p on p.id = coalesce(asked.living_id, asked.id)
    where asked.id = any(${[...ids]}::bigint[]) order by p.id`
    .execute(db)
    .then(result => result.rows)

/** They have no phone any more, until the town has asked them for another. */
export async function freePhones(tx: Tx, people: readonly number[], at: Date): Promise<void> {
  await of(tx)
    .updateTable('person')
    .set({ phoneSealed: null, phoneHash: null, phoneMask: '' })
    .where('id', 'in', [...people])
    .execute()
  await of(tx)
    .insertInto('freedPhone')
    .values(people.map(personId => ({ personId, at })))
    .onConflict(c => c.doNothing())
    .execute()
}

export const settlePhone = (tx: Tx, personId: number) =>
  of(tx).deleteFrom('freedPhone').where('personId', '=', personId).execute()

/** The longest waiting first. */
export const freedPhones = (db: Db, limit: number) =>
  of(db)
    .selectFrom('freedPhone')
    .innerJoin('person', 'person.id', 'freedPhone.personId')
    .select(['person.id', 'person.name', 'person.communityCode'])
    .where('person.mergedInto', 'is', null)
    .orderBy('freedPhone.at')
    .limit(limit)
    .execute()
