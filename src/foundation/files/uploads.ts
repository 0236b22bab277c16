// A file on its way: begun, sent piece by piece in whatever process, asked after, done. Its state is rows and sealed objects, so
// that a restart loses nothing. Invariant: pieces lie without a gap from the first byte to `received`.
import type { Readable } from 'node:stream'
import { demandOwn, type Principal } from '../access/access.ts'
import { ifFree } from '../database/alone.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { draw } from '../limits/limits.ts'
import { refuse as groundRefuse, Refusal } from '../refusals.ts'
import { demandAttach, fix, holderOf, purposeNamed, subjectOf, viewsOf } from './attaching.ts'
import { type FileView, PIECE_LEAST, PIECE_MOST, type UploadView } from './contract.ts'
import { dropPieces, freshPieceName, pieceSource, putPiece } from './keeping.ts'
import { quotedName } from './kinds.ts'
import { exactly, WrongLength } from './objects.ts'
import { refuse } from './refusals.ts'
import { makeSlots } from './slots.ts'
import * as store from './store.ts'
import { takeIn } from './taking.ts'

const MB = 1_048_576
const KB = 1024
const DAY = 86_400
/** What one account may send in a day, and have on its way at once: enough for a clerk, too little to fill a disk. */
const FILES_A_DAY = 500
const MB_A_DAY = 1024
const ON_THE_WAY = 50

export type Said = { name: string; purpose: string; subject?: string | undefined; size: number }

/** @throws Refusal when this may not be sent: what it is for, how large, or how much came from here today */
export async function beginUpload(ground: Ground, actor: Principal, said: Said): Promise<UploadView> {
  return viewOf(ground, actor, await begin(ground, actor, said))
}

async function begin(ground: Ground, actor: Principal, said: Said): Promise<store.Upload> {
  const account = demandHolder(actor)
  const purpose = said.subject
    ? await demandAttach(ground, actor, said.purpose, said.subject)
    : purposeNamed(ground, said.purpose)
  if (said.size === 0) throw refuse('file.empty', { name: quotedName(said.name) }, 'file')
  if (said.size > purpose.mostBytes)
    throw refuse(
      'file.too-large',
      { name: quotedName(said.name), most: Math.floor(purpose.mostBytes / MB) },
      'file',
    )
  if ((await store.openUploadsOf(ground.db, account)) >= ON_THE_WAY)
    throw refuse('file.on-the-way', { most: ON_THE_WAY })
  const count = { what: 'file.sent', most: FILES_A_DAY, seconds: DAY }
  const wait = await draw(ground, count, account, 1)
  if (wait > 0) throw refuse('file.daily-count', { most: FILES_A_DAY, seconds: wait })
  const bytes = { what: 'file.kilobytes', most: MB_A_DAY * KB, seconds: DAY }
  const waitMore = await draw(ground, bytes, account, Math.ceil(said.size / KB))
  if (waitMore > 0) throw refuse('file.daily-bytes', { most: MB_A_DAY, seconds: waitMore })
  const at = ground.clock()
  return ground.transact(tx =>
    store.insertUpload(tx, {
      account,
      personId: actor.personId,
      name: said.name,
      size: said.size,
      purpose: said.purpose,
      subject: said.subject ?? null,
      begunAt: at,
      touchedAt: at,
    }),
  )
}

/** @throws Refusal `signed-out` for a hand that belongs to nobody */
function demandHolder(actor: Principal): string {
  demandOwn(actor)
  const holder = holderOf(actor)
  if (holder === null) throw groundRefuse('signed-out')
  return holder
}

const notThere = () => groundRefuse('not-found', { what: '这次上传' })

/** @throws Refusal `not-found` for an upload of somebody else, as for none */
async function ownUpload(ground: Ground, actor: Principal, id: number): Promise<store.Upload> {
  const holder = demandHolder(actor)
  const upload = await store.uploadById(ground.db, id)
  if (upload?.account !== holder) throw notThere()
  return upload
}

async function viewOf(ground: Ground, actor: Principal, upload: store.Upload): Promise<UploadView> {
  const { id, size, received, fileId } = upload
  const file = fileId === null ? undefined : await store.fileById(ground.db, fileId)
  const [view] = file ? await viewsOf(ground, ground.db, actor, [file]) : []
  return { id, size, received, file: view ?? null }
}

export const uploadView = async (ground: Ground, actor: Principal, id: number): Promise<UploadView> =>
  viewOf(ground, actor, await ownUpload(ground, actor, id))

/**
 * Takes the piece that begins at `at`. One that is here already changes nothing. Answers how far it has come.
 * @param body asked once it is known whose upload it is; all of it is kept, or nothing
 */
export async function takePiece(
  ground: Ground,
  actor: Principal,
  id: number,
  at: number,
  body: () => { size: number; bytes: Readable },
): Promise<UploadView> {
  const upload = await ownUpload(ground, actor, id)
  const { size: length, bytes } = body()
  if (upload.fileId !== null || at + length <= upload.received) {
    bytes.resume()
    return viewOf(ground, actor, upload)
  }
  if (at !== upload.received || at + length > upload.size)
    throw refuse('file.piece', { received: upload.received })
  const last = at + length === upload.size
  if (length > PIECE_MOST || (length < PIECE_LEAST && !last))
    throw refuse('file.piece-size', { least: PIECE_LEAST, most: PIECE_MOST })
  await keepPiece(ground, upload, { at, length, bytes })
  return uploadView(ground, actor, id)
}

async function keepPiece(
  ground: Ground,
  upload: store.Upload,
  piece: { at: number; length: number; bytes: Readable },
): Promise<void> {
  const { at, length } = piece
  const name = freshPieceName(ground)
  try {
    await putPiece(ground, name, exactly(piece.bytes, length), length)
  } catch (error) {
    const cut =
      error instanceof WrongLength || (error instanceof Error && 'code' in error && piece.bytes.destroyed)
    throw cut ? refuse('file.interrupted') : error
  }
  const added = await ground
    .transact(tx => store.addPiece(tx, { uploadId: upload.id, at, bytes: length, name }, ground.clock()))
    .catch(async error => {
      await dropPieces(ground, [{ name }])
      throw error
    })
  // Another came first with the same bytes: theirs stay.
  if (!added) await dropPieces(ground, [{ name }])
}

/** Each holds a connection while it is looked at, and needs a second one now and then: most of the pool stays free for that. */
const finishing = makeSlots(6, 100)

/** All is here: it becomes a file, or is refused and gone. Asked again, it answers the same file. */
export async function finishUpload(ground: Ground, actor: Principal, id: number): Promise<FileView> {
  const before = await uploadView(ground, actor, id)
  if (before.file) return before.file
  const file = await finishing(() =>
    ifFree(ground.database, `upload:${id}`, async () => {
      const upload = await ownUpload(ground, actor, id)
      if (upload.fileId !== null) return (await viewOf(ground, actor, upload)).file
      if (upload.received < upload.size)
        throw refuse('file.incomplete', { received: upload.received, size: upload.size })
      return become(ground, actor, upload)
    }),
  )
  if (!file) throw refuse('file.finishing')
  return file
}

async function become(ground: Ground, actor: Principal, upload: store.Upload): Promise<FileView | undefined> {
  const purpose = upload.subject
    ? await demandAttach(ground, actor, upload.purpose, upload.subject)
    : purposeNamed(ground, upload.purpose)
  const pieces = await store.piecesOf(ground.db, upload.id)
  const source = pieceSource(ground, pieces)
  const taken = await takeIn(ground, actor, source, { name: upload.name, purpose }).catch(async error => {
    // What is not fit never will be; what only failed for now stays and is asked for again.
    if (error instanceof Refusal && error.status < 500) await dropUpload(ground, upload.id)
    throw error
  })
  const file = await ground.transact(async tx => {
    const at = ground.clock()
    const made = await store.insertFile(tx, {
      ...taken,
      purpose: upload.purpose,
      subject: null,
      account: upload.account,
      personId: upload.personId,
      sentAt: at,
      attachedAt: null,
      expiresAt: null,
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'file.sent',
      subject: subjectOf(made.id),
      facts: { purpose: made.purpose, type: made.type, size: upload.size, scan: made.scan },
    })
    if (upload.subject) await fix(ground, tx, actor, made, upload.subject)
    if (!(await store.finishUpload(tx, upload.id, made.id, at))) throw notThere() // cancelled meanwhile
    return (await store.lockFile(tx, made.id)) ?? made
  })
  await dropPieces(ground, pieces)
  return (await viewsOf(ground, ground.db, actor, [file]))[0]
}

export async function dropUpload(ground: Ground, id: number): Promise<void> {
  const pieces = await store.piecesOf(ground.db, id)
  await ground.transact(tx => store.deleteUpload(tx, id))
  await dropPieces(ground, pieces)
}

/** What has become a file stays one. */
export async function cancelUpload(ground: Ground, actor: Principal, id: number): Promise<void> {
  await dropUpload(ground, (await ownUpload(ground, actor, id)).id)
}

/** A small file in one request. */
export async function sendWhole(
  ground: Ground,
  actor: Principal,
  said: Said,
  bytes: Readable,
): Promise<FileView> {
  if (said.size > PIECE_MOST) throw refuse('file.piece-size', { least: 1, most: PIECE_MOST })
  const upload = await begin(ground, actor, said)
  try {
    await keepPiece(ground, upload, { at: 0, length: said.size, bytes })
    return await finishUpload(ground, actor, upload.id)
  } catch (error) {
    await dropUpload(ground, upload.id)
    throw error
  }
}
