// The only file that reads or writes certificates.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Source } from '../foundation/lists/rows.ts'

type Tables = {
  certificate: {
    id: Generated<number>
    no: string
    shortCode: string
    personId: number
    state: Generated<'issued' | 'revoked'>
    payload: string
    minutes: number
    records: number
    file: Buffer
    fileHash: Buffer
    issuedAt: Date
    revokedAt: Date | null
    revokedWhy: string | null
  }
  certificateRecord: { certificateId: number; recordId: number }
}
export type Certificate = Selectable<Tables['certificate']>
const of = (db: Db) => db.withTables<Tables>()
const LIGHT = [
  'id',
  'no',
  'shortCode',
  'personId',
  'state',
  'payload',
  'minutes',
  'records',
  'fileHash',
  'issuedAt',
  'revokedAt',
  'revokedWhy',
] as const
export type Light = Omit<Certificate, 'file'>

export async function insertCertificate(
  tx: Tx,
  it: Omit<Insertable<Tables['certificate']>, 'id' | 'state' | 'revokedAt' | 'revokedWhy'>,
  recordIds: number[],
): Promise<number> {
  const { id } = await of(tx)
    .insertInto('certificate')
    .values({ ...it, revokedAt: null, revokedWhy: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (let at = 0; at < recordIds.length; at += 5000)
    await of(tx)
      .insertInto('certificateRecord')
      .values(recordIds.slice(at, at + 5000).map(recordId => ({ certificateId: id, recordId })))
      .execute()
  return id
}
export const certificateByNo = (db: Db, no: string): Promise<Light | undefined> =>
  of(db).selectFrom('certificate').select(LIGHT).where('no', '=', no).executeTakeFirst()
/** Of the certificates that stand. */
export const numbersOf = async (db: Db, people: readonly number[]): Promise<string[]> =>
  (
    await of(db)
      .selectFrom('certificate')
      .select('no')
      .where('personId', 'in', [...people])
      .where('state', '=', 'issued')
      .orderBy('id')
      .execute()
  ).map(one => one.no)
export const certificateByHash = (db: Db, hash: Buffer): Promise<Light | undefined> =>
  of(db).selectFrom('certificate').select(LIGHT).where('fileHash', '=', hash).executeTakeFirst()
export const certificateById = (db: Db, id: number) =>
  of(db).selectFrom('certificate').selectAll().where('id', '=', id).executeTakeFirst()
export const certificateRows = (personIds: readonly number[]): Source => ({
  select: sql.join(LIGHT.map(column => sql.ref(`c.${column}`))),
  from: sql`certificate c`,
  where: [sql`c.person_id = any(${[...personIds]}::bigint[])`],
  id: sql`c.id`,
  keys: { newest: { by: sql`c.id`, type: 'bigint' } },
})
export const revoke = (tx: Tx, id: number, at: Date, why: string) =>
  of(tx)
    .updateTable('certificate')
    .set({ state: 'revoked', revokedAt: at, revokedWhy: why })
    .where('id', '=', id)
    .where('state', '=', 'issued')
    .executeTakeFirst()
export const revokedNumbers = (db: Db) =>
  of(db).selectFrom('certificate').select('no').where('state', '=', 'revoked').orderBy('no').execute()

export const recordIdsOf = (db: Db, certificateId: number): Promise<number[]> =>
  of(db)
    .selectFrom('certificateRecord')
    .select('recordId')
    .where('certificateId', '=', certificateId)
    .orderBy('recordId', 'desc')
    .execute()
    .then(rows => rows.map(row => row.recordId))
