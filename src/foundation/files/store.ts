// The only file that reads or writes the rows of files, their contents and uploads.
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { FileTables } from './tables.ts'

export type Content = Selectable<FileTables['fileContent']>
export type StoredFile = Selectable<FileTables['file']>
export type Upload = Selectable<FileTables['fileUpload']>
export type Piece = Selectable<FileTables['filePiece']>
const of = (db: Db) => db.withTables<FileTables>()

/** The row of a content, made where there is none; touched now, so that nobody removes it for a day. */
export const touchContent = (
  db: Db,
  content: Pick<Content, 'hash' | 'name' | 'size'> & { at: Date },
): Promise<{ id: number }> =>
  of(db)
    .insertInto('fileContent')
    .values({ hash: content.hash, name: content.name, size: content.size, touchedAt: content.at })
    .onConflict(conflict => conflict.column('hash').doUpdateSet({ touchedAt: content.at }))
    .returning('id')
    .executeTakeFirstOrThrow()

export const contentById = (db: Db, id: number) =>
  of(db).selectFrom('fileContent').selectAll().where('id', '=', id).executeTakeFirst()

export const insertFile = (tx: Tx, file: Insertable<FileTables['file']>): Promise<StoredFile> =>
  of(tx).insertInto('file').values(file).returningAll().executeTakeFirstOrThrow()

export const fileById = (db: Db, id: number) =>
  of(db).selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
export const lockFile = (tx: Tx, id: number) =>
  of(tx).selectFrom('file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const filesOf = (db: Db, subject: string, at: Date) =>
  of(db)
    .selectFrom('file')
    .selectAll()
    .where('subject', '=', subject)
    .where(where => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', at)]))
    .orderBy('id')
    .execute()
export const countOf = (db: Db, subject: string, purpose: string) =>
  of(db)
    .selectFrom('file')
    .select(count => count.fn.countAll<number>().as('n'))
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .executeTakeFirstOrThrow()
    .then(row => row.n)

export const attachFile = (
  tx: Tx,
  id: number,
  to: Pick<StoredFile, 'subject' | 'attachedAt' | 'expiresAt'>,
) => of(tx).updateTable('file').set(to).where('id', '=', id).execute()

/** The file goes; what it alone named stays for another day. */
export const deleteFile = (tx: Tx, id: number, at: Date) =>
  sql`with gone as (delete from file where id = ${id} returning content_id, page_id, thumb_id)
    update file_content set touched_at = ${at} where id in (${NAMED_BY_GONE})`.execute(tx)
const NAMED_BY_GONE = sql`select unnest(array[content_id, page_id, thumb_id]) from gone`

/** Sizes of contents by id. */
export const sizesOf = async (db: Db, ids: readonly number[]): Promise<Map<number, number>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (await of(db).selectFrom('fileContent').select(['id', 'size']).where('id', 'in', ids).execute()).map(
          row => [row.id, row.size],
        ),
      )

export const filesOfPeople = (db: Db, people: readonly number[]) =>
  of(db)
    .selectFrom('file as f')
    .innerJoin('fileContent as c', 'c.id', 'f.contentId')
    .select(['f.id', 'f.name', 'f.type', 'c.size', 'f.purpose', 'f.subject', 'f.sentAt', 'f.expiresAt'])
    .where('f.personId', 'in', people)
    .orderBy('f.id')
    .execute()

// Uploads

export const insertUpload = (
  tx: Tx,
  upload: Omit<Insertable<FileTables['fileUpload']>, 'received' | 'fileId'>,
): Promise<Upload> =>
  of(tx)
    .insertInto('fileUpload')
    .values({ ...upload, fileId: null })
    .returningAll()
    .executeTakeFirstOrThrow()
export const uploadById = (db: Db, id: number) =>
  of(db).selectFrom('fileUpload').selectAll().where('id', '=', id).executeTakeFirst()
export const openUploadsOf = (db: Db, account: string) =>
  of(db)
    .selectFrom('fileUpload')
    .select(count => count.fn.countAll<number>().as('n'))
    .where('account', '=', account)
    .where('fileId', 'is', null)
    .executeTakeFirstOrThrow()
    .then(row => row.n)
export const piecesOf = (db: Db, uploadId: number): Promise<Piece[]> =>
  of(db).selectFrom('filePiece').selectAll().where('uploadId', '=', uploadId).orderBy('at').execute()

/** The next piece follows what is there; false when another came first. */
export async function addPiece(tx: Tx, piece: Piece, at: Date): Promise<boolean> {
  const moved = await of(tx)
    .updateTable('fileUpload')
    .set({ received: piece.at + piece.bytes, touchedAt: at })
    .where('id', '=', piece.uploadId)
    .where('received', '=', piece.at)
    .where('fileId', 'is', null)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) return false
  await of(tx).insertInto('filePiece').values(piece).execute()
  return true
}
/** The upload has become a file: its pieces are no longer its own. False when there is no such upload any more. */
export async function finishUpload(tx: Tx, id: number, fileId: number, at: Date): Promise<boolean> {
  await of(tx).deleteFrom('filePiece').where('uploadId', '=', id).execute()
  const done = await of(tx)
    .updateTable('fileUpload')
    .set({ fileId, touchedAt: at })
    .where('id', '=', id)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
export const deleteUpload = (tx: Tx, id: number) =>
  of(tx).deleteFrom('fileUpload').where('id', '=', id).execute()
export const uploadsUntouchedSince = (db: Db, before: Date) =>
  of(db).selectFrom('fileUpload').select('id').where('touchedAt', '<', before).limit(1000).execute()
/** Of these objects, those that a piece names. */
export const namedByPieces = (db: Db, names: readonly string[]) =>
  of(db)
    .selectFrom('filePiece')
    .select('name')
    .where('name', 'in', names)
    .execute()
    .then(rows => new Set(rows.map(row => row.name)))

// What goes by itself

/** Takes files whose time is over, or that were never attached; others that do the same pass them over. */
export const takeOver = (tx: Tx, at: Date, freeBefore: Date, limit: number) =>
  sql<Pick<StoredFile, 'id' | 'subject' | 'purpose'>>`
    with gone as (
      delete from file where id in (
        select id from file where expires_at <= ${at} or (subject is null and sent_at < ${freeBefore})
        order by id limit ${limit} for update skip locked)
      returning id, subject, purpose, content_id, page_id, thumb_id
    ), touched as (update file_content set touched_at = ${at} where id in (${NAMED_BY_GONE}))
    select id, subject, purpose from gone`
    .execute(tx)
    .then(result => result.rows)

/** Takes one content that nothing names and nobody asked for since a moment. */
export const takeUnnamed = (tx: Tx, before: Date) =>
  sql<Content>`
    delete from file_content where id = (
      select id from file_content c where touched_at < ${before}
        and not exists (select from file f where f.content_id = c.id)
        and not exists (select from file f where f.page_id = c.id)
        and not exists (select from file f where f.thumb_id = c.id)
      order by touched_at limit 1 for update skip locked)
    returning id, hash, name, size, touched_at`
    .execute(tx)
    .then(result => result.rows[0])

/** Contents in the order in which a store lists them. */
export const contentsAfter = (db: Db, after: Buffer, limit: number) =>
  of(db)
    .selectFrom('fileContent')
    .select(['id', 'hash', 'name', 'size', 'touchedAt'])
    .where('name', '>', after)
    .orderBy('name')
    .limit(limit)
    .execute()

// What waits for the scanner

export const dueForScan = (db: Db, at: Date, limit: number) =>
  of(db).selectFrom('file').selectAll().where('scanAt', '<=', at).orderBy('scanAt').limit(limit).execute()
export const setScan = (
  tx: Tx,
  id: number,
  set: Pick<StoredFile, 'scan' | 'scanAt'> & { scanTries?: number },
) => of(tx).updateTable('file').set(set).where('id', '=', id).where('scan', '=', 'waiting').execute()

export const contentNamed = (db: Db, name: Buffer) =>
  of(db).selectFrom('fileContent').select('id').where('name', '=', name).executeTakeFirst()
/** Does a file name this content, in whichever size? */
export const isNamed = (db: Db, id: number): Promise<boolean> =>
  sql<{ is: boolean }>`select exists (select from file where content_id = ${id})
      or exists (select from file where page_id = ${id}) or exists (select from file where thumb_id = ${id}) as is`
    .execute(db)
    .then(result => result.rows[0]?.is ?? false)
