import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cipherProfiles } from '../secrets/ciphers.ts'
import { loadSecrets } from '../secrets/secrets.ts'
import { sealed, sealedSize, unsealed } from './sealing.ts'
import { gathered } from './source.ts'

const all = async (bytes: AsyncIterable<Uint8Array>) => gathered(bytes, 3_000_000)
async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe.each(cipherProfiles)('under %s', cipher => {
  const secrets = loadSecrets(mkdtempSync(join(tmpdir(), 'yj-sealing-')), cipher)

  test('what is sealed has the length that was foretold, and opens to itself however it comes', async () => {
    const lengths = fc.oneof(fc.nat(70), fc.constantFrom(262_143, 262_144, 262_145, 524_288, 600_001))
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 400_000 }), async (length, chunk) => {
        const bytes = Buffer.alloc(length, 'yunjian')
        const lies = await all(sealed(secrets, inChunks(bytes, chunk)))
        expect(lies.length).toBe(sealedSize(secrets, length))
        expect((await all(unsealed(secrets, inChunks(lies, chunk)))).equals(bytes)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('what was changed, cut off or lengthened does not open', async () => {
    const lies = await all(sealed(secrets, [Buffer.from('只有我和审核的人知道')]))
    await fc.assert(
      fc.asyncProperty(fc.nat(lies.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(lies)
        changed[at] = (changed[at] ?? 0) ^ by
        await expect(all(unsealed(secrets, inChunks(changed, 50)))).rejects.toThrow()
        if (at > 0) await expect(all(unsealed(secrets, inChunks(lies.subarray(0, at), 50)))).rejects.toThrow()
      }),
      { numRuns: 100 },
    )
    await expect(
      all(unsealed(secrets, inChunks(Buffer.concat([lies, Buffer.from('x')]), 50))),
    ).rejects.toThrow()
  })
})
