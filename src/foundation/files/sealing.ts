// Bytes as they lie in the store: frames of [length, 4 bytes][a sealed piece], so that both ways memory holds one piece, and a
// copied disk or bucket shows nothing. That the whole is the right one is the content's hash to say.
import type { Secrets } from '../secrets/secrets.ts'

const PIECE = 262_144
const HEAD = 4
/** No cipher adds more to a piece. */
const MOST_ADDED = 256

/** How many bytes a content of this size comes to in the store. */
export function sealedSize(secrets: Pick<Secrets, 'sealedLength'>, size: number): number {
  const rest = size % PIECE
  const whole = Math.floor(size / PIECE) * (HEAD + secrets.sealedLength(PIECE))
  return whole + (rest === 0 ? 0 : HEAD + secrets.sealedLength(rest))
}

export async function* sealed(
  secrets: Pick<Secrets, 'encryptBytes'>,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  for await (const piece of inPieces(bytes, PIECE)) {
    const closed = secrets.encryptBytes(piece)
    const length = Buffer.alloc(HEAD)
    length.writeUInt32BE(closed.length)
    yield Buffer.concat([length, closed])
  }
}

/** @throws Error when a frame was changed, or the last one is cut off. */
export async function* unsealed(
  secrets: Pick<Secrets, 'decryptBytes'>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let have = 0
  let frame: number | undefined
  const take = (n: number): Buffer => {
    const all = Buffer.concat(waiting)
    waiting = [all.subarray(n)]
    have -= n
    return all.subarray(0, n)
  }
  for await (const chunk of bytes) {
    waiting.push(chunk)
    have += chunk.byteLength
    for (;;) {
      if (frame === undefined && have >= HEAD) {
        frame = take(HEAD).readUInt32BE()
        if (frame > PIECE + MOST_ADDED) throw new Error('these bytes were not sealed here')
      }
      if (frame === undefined || have < frame) break
      yield secrets.decryptBytes(take(frame))
      frame = undefined
    }
  }
  if (have > 0 || frame !== undefined) throw new Error('the sealed bytes end in the middle')
}

/** The same bytes in pieces of one size; the last may be smaller. */
export async function* inPieces(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let have = 0
  for await (const chunk of bytes) {
    waiting.push(chunk)
    have += chunk.byteLength
    if (have < size) continue
    const all = Buffer.concat(waiting)
    let from = 0
    for (; all.length - from >= size; from += size) yield all.subarray(from, from + size)
    waiting = [all.subarray(from)]
    have = all.length - from
  }
  if (have > 0) yield Buffer.concat(waiting)
}
