// Bytes that can be read from anywhere, more than once: what is decided about a file is decided on these.

export type Source = {
  size: number
  bytes(): AsyncIterable<Uint8Array>
  /** Fewer where the source ends. */
  read(from: number, length: number): Promise<Buffer>
}

export const bufferSource = (buffer: Buffer): Source => ({
  size: buffer.length,
  async *bytes() {
    yield buffer
  },
  read: async (from, length) => buffer.subarray(from, from + length),
})

export type Part = { at: number; bytes: number; open: () => AsyncIterable<Uint8Array> }

/** Parts one after the other. The one that was read last stays open in memory: reading near it costs nothing. */
export function sourceOf(parts: readonly Part[]): Source {
  let last: { part: Part; bytes: Buffer } | undefined
  const bytesOf = async (part: Part) => {
    if (last?.part !== part) last = { part, bytes: await gathered(part.open(), part.bytes) }
    return last.bytes
  }
  return {
    size: parts.reduce((sum, part) => sum + part.bytes, 0),
    async *bytes() {
      for (const part of parts) yield* part.open()
    },
    async read(from, length) {
      const found: Buffer[] = []
      for (const part of parts) {
        if (part.at + part.bytes <= from || part.at >= from + length) continue
        const bytes = await bytesOf(part)
        found.push(bytes.subarray(Math.max(0, from - part.at), Math.max(0, from + length - part.at)))
      }
      return Buffer.concat(found)
    },
  }
}

/** All of it in memory, once. @param size what it comes to */
export async function gathered(bytes: AsyncIterable<Uint8Array>, size: number): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(size)
  let at = 0
  for await (const chunk of bytes) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole.subarray(0, at)
}
