// Whose a file is and who sees it: its sender's alone until it is attached, then whoever the room of its subject says.
import { demandOwn, type Principal } from '../access/access.ts'
import { aloneIn } from '../database/alone.ts'
import type { Db, Tx } from '../database/database.ts'
import type { FilePurpose, Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refuse as groundRefuse } from '../refusals.ts'
import { kindNamed } from '../subjects.ts'
import type { FileView } from './contract.ts'
import { contentOf, openContent } from './keeping.ts'
import { fileTypes, isFileType } from './kinds.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'

const DAY_MS = 86_400_000
export const subjectOf = (id: number) => `file:${id}`
/** Whose files are: an account's, or for a token those of the person who gave it. */
export const holderOf = (actor: Principal): string | null =>
  actor.accountId ?? (actor.personId === null ? null : `person-${actor.personId}`)
/** What is for this actor alone, and for nobody else. @throws Refusal `signed-out` */
export function ownSubject(actor: Principal): string {
  const holder = holderOf(actor)
  if (holder === null) throw groundRefuse('signed-out')
  return `account:${holder}`
}
export const MADE = 'made'

/** @throws Refusal `file.purpose` */
export function purposeNamed(ground: Ground, purpose: string): FilePurpose {
  const found = ground.rooms.flatMap(room => room.files ?? []).find(one => one.purpose === purpose)
  if (!found) throw refuse('file.purpose')
  return found
}

const split = (subject: string) => {
  const at = subject.indexOf(':')
  return { kind: subject.slice(0, at), id: Number(subject.slice(at + 1)) }
}
const notThere = () => groundRefuse('not-found', { what: '文件' })

/** @throws Refusal `file.purpose`; `file.closed` where the actor sees the subject but may not add to it, else `not-found` */
export async function demandAttach(ground: Ground, actor: Principal, purpose: string, subject: string) {
  const found = purposeNamed(ground, purpose)
  const { kind, id } = split(subject)
  const there = kind === found.of && Number.isSafeInteger(id) && id > 0
  if (there && (await found.mayAttach(ground, actor, id))) return found
  if (there && (await maySeeFilesOf(ground, actor, subject, purpose))) throw refuse('file.closed')
  throw groundRefuse('not-found', { what: '要附文件的内容' })
}

/** Sent by this account, or by this person or one whom they act for, under another account. */
const isSender = (actor: Principal, file: Pick<store.StoredFile, 'account' | 'personId'>): boolean => {
  if (actor.only && !actor.only.includes('own')) return false
  return (
    (file.account !== null && file.account === holderOf(actor)) ||
    (file.personId !== null && file.personId === actor.personId)
  )
}

async function maySee(ground: Ground, actor: Principal, file: store.StoredFile): Promise<boolean> {
  if (file.subject === null) return isSender(actor, file)
  return maySeeFilesOf(ground, actor, file.subject, file.purpose)
}

async function maySeeFilesOf(
  ground: Ground,
  actor: Principal,
  subject: string,
  purpose: string,
): Promise<boolean> {
  if (actor.via === 'nobody') return false
  const { kind, id } = split(subject)
  if (kind === 'account') return holderOf(actor) !== null && subject === ownSubject(actor)
  const own = ground.rooms.flatMap(room => room.files ?? []).find(one => one.purpose === purpose)?.maySee
  const asked = own ?? kindNamed(ground, kind)?.maySee
  return (await asked?.(ground, actor, id)) ?? false
}

/**
 * Attaches files that this actor has sent, in the caller's transaction. The caller has asked whether they may.
 * @throws Refusal `not-found` for a file that is not theirs or was sent for something else, `file.attached`, `file.too-many`
 */
export async function attach(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  fileIds: number | readonly number[],
  subject: string,
): Promise<void> {
  const wanted = [...new Set([fileIds].flat())].sort((a, b) => a - b)
  if (wanted.length === 0) return
  await aloneIn(tx, `files of ${subject}`) // so that their number holds
  for (const id of wanted) {
    const file = await store.lockFile(tx, id)
    if (!file || !isSender(actor, file)) throw notThere()
    if (file.subject !== null) throw refuse('file.attached')
    await fix(ground, tx, actor, file, subject)
  }
}

/** The file is locked, or not yet seen by anybody. */
export async function fix(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  file: store.StoredFile,
  subject: string,
): Promise<void> {
  const purpose = purposeNamed(ground, file.purpose)
  if (purpose.of !== split(subject).kind) throw notThere()
  if ((await store.countOf(tx, subject, file.purpose)) >= purpose.most)
    throw refuse('file.too-many', { most: purpose.most }, 'files')
  const at = ground.clock()
  const expiresAt = purpose.keptDays === null ? null : new Date(at.getTime() + purpose.keptDays * DAY_MS)
  await store.attachFile(tx, file.id, { subject, attachedAt: at, expiresAt })
  await tell(tx, {
    at,
    by: actor,
    kind: 'file.attached',
    subject: subjectOf(file.id),
    facts: { to: subject, purpose: file.purpose },
  })
}

/** Takes a file away for good. Its sender while nobody else has it; then whoever may attach to its subject. */
export async function detach(ground: Ground, tx: Tx, actor: Principal, fileId: number): Promise<void> {
  const file = await store.lockFile(tx, fileId)
  if (!file) throw notThere()
  if (!(await mayRemove(ground, actor, file)))
    throw (await maySee(ground, actor, file)) ? refuse('file.closed') : notThere()
  await store.deleteFile(tx, fileId, ground.clock())
  await tell(tx, {
    at: ground.clock(),
    by: actor,
    kind: 'file.removed',
    subject: subjectOf(fileId),
    facts: { from: file.subject, purpose: file.purpose, why: 'detached' },
  })
}

async function mayRemove(ground: Ground, actor: Principal, file: store.StoredFile): Promise<boolean> {
  if (file.subject === null) return isSender(actor, file)
  const { kind, id } = split(file.subject)
  if (kind === 'account') return maySee(ground, actor, file)
  return purposeNamed(ground, file.purpose).mayAttach(ground, actor, id)
}

export async function viewsOf(
  ground: Ground,
  db: Db,
  actor: Principal,
  files: readonly store.StoredFile[],
): Promise<FileView[]> {
  const sizes = await store.sizesOf(
    db,
    files.map(file => file.contentId),
  )
  return Promise.all(
    files.map(async file => ({
      id: file.id,
      name: file.name,
      type: file.type,
      kind: isFileType(file.type) ? fileTypes[file.type].kind : 'text',
      size: sizes.get(file.contentId) ?? 0,
      width: file.width,
      height: file.height,
      purpose: file.purpose,
      sentAt: file.sentAt.toISOString(),
      expiresAt: file.expiresAt?.toISOString() ?? null,
      scanned: file.scan !== 'waiting',
      mine: isSender(actor, file),
      attached: file.subject !== null,
      mayRemove: await mayRemove(ground, actor, file),
    })),
  )
}

/** What is attached to a subject, as this actor sees it; empty where it is not theirs to see. */
export async function filesOf(ground: Ground, actor: Principal, subject: string): Promise<FileView[]> {
  demandOwnOrStaff(actor)
  const files = await store.filesOf(ground.db, subject, ground.clock())
  const seen = new Map<string, boolean>()
  for (const { purpose } of files)
    if (!seen.has(purpose)) seen.set(purpose, await maySeeFilesOf(ground, actor, subject, purpose))
  return viewsOf(
    ground,
    ground.db,
    actor,
    files.filter(file => seen.get(file.purpose)),
  )
}
const demandOwnOrStaff = (actor: Principal) => {
  if (actor.via === 'nobody') demandOwn(actor)
}

export type FileSize = 'full' | 'page' | 'thumb'

/**
 * A file to be sent to this actor, once it is read. Unknown, over and not theirs to see are all the same.
 * @throws Refusal `not-found`, `file.unscanned`; `read` those of the store
 */
export async function openFile(ground: Ground, actor: Principal, id: number, size: FileSize = 'full') {
  const file = await store.fileById(ground.db, id)
  const over = file?.expiresAt != null && file.expiresAt <= ground.clock()
  if (!file || over || !(await maySee(ground, actor, file))) throw notThere()
  if (file.scan === 'waiting' && !isSender(actor, file)) throw refuse('file.unscanned')
  const smaller = { full: null, page: file.pageId, thumb: file.thumbId }[size]
  const content = await contentOf(ground, smaller ?? file.contentId)
  const mime = smaller !== null ? 'image/webp' : isFileType(file.type) ? fileTypes[file.type].mime : OCTETS
  return {
    name: file.name,
    mime,
    picture: file.pageId !== null,
    hash: content.hash,
    length: content.size,
    read: () => openContent(ground, content),
  }
}
const OCTETS = 'application/octet-stream'
