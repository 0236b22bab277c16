// A sheet's bytes, wherever they lie: a file on this machine, or sealed pieces in the database. Any part can be asked for, again and
// again; nobody holds all of it.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** `bytes` answers from `from` up to, not including, `until`; more may come than was asked for at the end. */
export type SheetBytes = { size: number; bytes: (from?: number, until?: number) => AsyncIterable<Uint8Array> }

const STEP = 262_144
export const fileBytes = async (path: string): Promise<SheetBytes> => {
  const { size } = await stat(path)
  return {
    size,
    bytes: (from = 0, until = size) =>
      until <= from
        ? (async function* () {})()
        : createReadStream(path, { highWaterMark: STEP, start: from, end: until - 1 }),
  }
}

/** What lies between two places, in one piece; less where the sheet ends before. */
export async function readPart(sheet: SheetBytes, from: number, until: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of sheet.bytes(from, Math.min(until, sheet.size))) {
    parts.push(part)
    length += part.byteLength
    if (length >= until - from) break
  }
  return Buffer.concat(parts).subarray(0, until - from)
}
