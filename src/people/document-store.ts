// The only file that reads or writes the documents that people had before.
import { type Insertable, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { PeopleTables } from './tables.ts'

const of = (db: Db) => db.withTables<PeopleTables>()

export const keepDocument = (tx: Tx, it: Omit<Insertable<PeopleTables['formerDocument']>, 'id'>) =>
  of(tx).insertInto('formerDocument').values(it).execute()
/** Those of them that somebody had before, in hexadecimal. */
export const usedBefore = async (db: Db, hashes: readonly Buffer[]): Promise<Set<string>> =>
  new Set(
    (
      await of(db)
        .selectFrom('formerDocument')
        .select('documentHash')
        .where('documentHash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
        .execute()
    ).flatMap(row => row.documentHash?.toString('hex') ?? []),
  )
/** The latest first. */
export const documentsBefore = (db: Db, people: readonly number[]) =>
  of(db)
    .selectFrom('formerDocument')
    .select(['personId', 'documentType', 'documentMask', 'documentSealed', 'until'])
    .where('personId', 'in', [...people])
    .orderBy('until', 'desc')
    .orderBy('id', 'desc')
    .execute()
