// A sheet as it was sent, in sealed pieces of one size. Nothing of it is ever plain on a disk: what arrives is sealed as it comes.
import { createHash } from 'node:crypto'
import type { Ground } from '../ground.ts'
import type { SheetBytes } from '../spreadsheets/bytes.ts'
import * as store from './store.ts'

export const PIECE_BYTES = 262_144

/** Seals and stores what comes, piece by piece, and answers its hash. Memory holds one piece. */
export async function keepSheet(
  ground: Ground,
  batchId: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(PIECE_BYTES)
  let [n, filled] = [0, 0]
  const keep = async () => {
    const sealed = ground.secrets.encryptBytes(piece.subarray(0, filled))
    await store.insertPiece(ground.db, { batchId, n: n++, bytes: filled, sealed })
    filled = 0
  }
  for await (const part of bytes) {
    hash.update(part)
    for (let from = 0; from < part.byteLength; ) {
      const length = Math.min(PIECE_BYTES - filled, part.byteLength - from)
      piece.set(part.subarray(from, from + length), filled)
      filled += length
      from += length
      if (filled === PIECE_BYTES) await keep()
    }
  }
  if (filled > 0) await keep()
  return hash.digest()
}

/** The sheet as it was kept, opened piece by piece, from any place in it. Whoever checked it to its end has dropped the pieces. */
export async function keptSheet(ground: Ground, batchId: number): Promise<SheetBytes> {
  const size = await store.bytesKept(ground.db, batchId)
  return {
    size,
    async *bytes(from = 0, until = size) {
      for (let n = Math.floor(from / PIECE_BYTES); n * PIECE_BYTES < until; n++) {
        const piece = await store.pieceOf(ground.db, batchId, n)
        if (!piece) throw new Error(`import ${batchId} was taken over by another worker`)
        const plain = ground.secrets.decryptBytes(piece.sealed)
        const skipped = Math.max(0, from - n * PIECE_BYTES)
        yield skipped === 0 ? plain : plain.subarray(skipped)
      }
    },
  }
}
