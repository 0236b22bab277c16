// Contents by what they are: the same bytes are kept once, sealed, under a keyed name.
// Invariant: a row of a file is written only after its content lies whole in the store.
import { createHash, randomBytes } from 'node:crypto'
import type { Ground } from '../ground.ts'
import { NotKept, StoreDown, StoreFull } from './objects.ts'
import { refuse } from './refusals.ts'
import { inPieces, sealed, sealedSize, unsealed } from './sealing.ts'
import { type Part, type Source, sourceOf } from './source.ts'
import * as store from './store.ts'

/** Contents and pieces of one district lie under its schema: several may share a store. */
export const contentsFolder = (ground: Ground) => `${ground.config.schema}/contents`
export const stagedFolder = (ground: Ground) => `${ground.config.schema}/staged`
export const contentPath = (ground: Ground, name: Buffer) => {
  const hex = name.toString('hex')
  return `${contentsFolder(ground)}/${hex.slice(0, 2)}/${hex}`
}

/** Failures of the store in words: 507 when it is full, 503 when it does not answer or what it has is damaged. */
export async function throughStore<T>(ground: Ground, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (!code) throw error
    ground.log.error({ err: error, store: ground.store.title }, 'the store of files failed')
    throw refuse(code)
  }
}

function codeOf(error: unknown) {
  if (error instanceof StoreFull) return 'file.store-full'
  if (error instanceof Damaged || error instanceof NotKept) return 'file.damaged'
  return error instanceof StoreDown ? 'file.store-down' : undefined
}

export async function hashOf(source: Source): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of source.bytes()) hash.update(chunk)
  return hash.digest()
}

/** Keeps a content and answers its id. @throws Refusal when the store does not take it; nothing is left then but an unused row. */
export async function keepContent(ground: Ground, source: Source): Promise<number> {
  const hash = await hashOf(source)
  const name = ground.secrets.lookup(`file:${hash.toString('hex')}`)
  // Touched before it is looked for: from now on nobody removes it, and one that was being removed is gone before this returns.
  const { id } = await store.touchContent(ground.db, { hash, name, size: source.size, at: ground.clock() })
  await throughStore(ground, async () => {
    const path = contentPath(ground, name)
    const size = sealedSize(ground.secrets, source.size)
    if ((await ground.store.sizeOf(path)) === size && (await liesWhole(ground, { id, hash, name }))) return
    await ground.store.put(path, sealed(ground.secrets, source.bytes()), size)
  })
  return id
}

/** What lies there already is read before it is relied on: damaged, it is put anew by whoever still has it. */
async function liesWhole(ground: Ground, content: Named): Promise<boolean> {
  try {
    const stored = await ground.store.get(contentPath(ground, content.name))
    for await (const _ of proven(content, unsealed(ground.secrets, stored)));
    return true
  } catch (error) {
    if (error instanceof Damaged || error instanceof NotKept) return false
    throw error
  }
}

export async function contentOf(ground: Ground, id: number): Promise<store.Content> {
  const content = await store.contentById(ground.db, id)
  if (!content) throw new Error(`content ${id} is not there`)
  return content
}

/**
 * The bytes of a content; whoever opens them reads them or gives them up, since the store holds them open meanwhile.
 * @throws Refusal where it is not there, or begins as something else; reading on may end with an error too
 */
export const openContent = (ground: Ground, content: store.Content): Promise<AsyncIterable<Uint8Array>> =>
  throughStore(ground, async () => {
    const stored = await ground.store.get(contentPath(ground, content.name))
    const bytes = proven(content, unsealed(ground.secrets, stored))
    const first = await bytes.next() // so that what is damaged at once is said, not sent
    return first.done ? bytes : startingWith(first.value, bytes)
  })

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

type Named = Pick<store.Content, 'id' | 'hash' | 'name'>

/** What lies in the store is not what was put there. */
class Damaged extends Error {}

/** The same bytes; the last is given only when all of them are right. */
async function* proven(content: Named, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let held: Uint8Array | undefined
  try {
    for await (const chunk of bytes) {
      if (held) yield held
      hash.update(chunk)
      held = chunk
    }
  } catch (error) {
    if (error instanceof StoreDown || error instanceof NotKept) throw error
    throw new Damaged(`content ${content.id} cannot be opened`, { cause: error })
  }
  if (!hash.digest().equals(content.hash)) throw new Damaged(`content ${content.id} is not what it was`)
  if (held) yield held
}

/** A content as a source: every read goes to the store. */
export const contentSource = (ground: Ground, content: store.Content): Pick<Source, 'size' | 'bytes'> => ({
  size: content.size,
  async *bytes() {
    yield* await openContent(ground, content)
  },
})

// Bytes on their way: sealed pieces that are no content yet.

export const freshPieceName = (ground: Ground) => `${stagedFolder(ground)}/${randomBytes(16).toString('hex')}`

export async function putPiece(
  ground: Ground,
  name: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): Promise<void> {
  await throughStore(ground, () =>
    ground.store.put(name, sealed(ground.secrets, bytes), sealedSize(ground.secrets, size)),
  )
}

export const pieceSource = (ground: Ground, pieces: readonly Omit<store.Piece, 'uploadId'>[]): Source =>
  sourceOf(
    pieces.map(
      (piece): Part => ({
        at: piece.at,
        bytes: piece.bytes,
        open: async function* () {
          yield* unsealed(ground.secrets, await throughStore(ground, () => ground.store.get(piece.name)))
        },
      }),
    ),
  )

/** What cannot be removed now is swept later. */
export async function dropPieces(ground: Ground, pieces: readonly { name: string }[]): Promise<void> {
  for (const piece of pieces) await ground.store.remove(piece.name).catch(() => {})
}

const STAGED_PIECE = 1_048_576

/** Lays bytes of unknown length into sealed pieces for as long as `work` needs them. Memory holds one. */
export async function staged<T>(
  ground: Ground,
  bytes: AsyncIterable<Uint8Array>,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const pieces: { at: number; bytes: number; name: string }[] = []
  try {
    let at = 0
    for await (const piece of inPieces(bytes, STAGED_PIECE)) {
      const name = freshPieceName(ground)
      pieces.push({ at, bytes: piece.length, name })
      await putPiece(ground, name, [piece], piece.length)
      at += piece.length
    }
    return await work(pieceSource(ground, pieces))
  } finally {
    await dropPieces(ground, pieces)
  }
}
