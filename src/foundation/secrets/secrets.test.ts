// Both cipher profiles keep the same promises.
import { createCipheriv, createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cipherProfiles } from './ciphers.ts'
import { addIdentityKey, keyPath } from './keys.ts'
import { loadSecrets } from './secrets.ts'

const aFolder = () => mkdtempSync(join(tmpdir(), 'yunjian-keys-'))
const rewritten = (folder: string, change: object) =>
  writeFileSync(
    keyPath(folder),
    JSON.stringify({ ...JSON.parse(readFileSync(keyPath(folder), 'utf8')), ...change }),
  )

describe.each(cipherProfiles)('under the profile %s', profile => {
  test('what is sealed opens, one changed bit does not, a cut does not, and no two seals are alike', () => {
    const secrets = loadSecrets(aFolder(), profile)
    expect(secrets.cipher).toBe(profile)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat({ max: 7 }), (text, at, bit) => {
        const sealed = secrets.encrypt(text)
        expect(secrets.decrypt(sealed)).toBe(text.toWellFormed())
        expect(secrets.encrypt(text).equals(sealed)).toBe(false)
        const broken = Buffer.from(sealed)
        const byte = at % broken.length
        broken[byte] = (broken[byte] ?? 0) ^ (1 << bit)
        expect(() => secrets.decrypt(broken)).toThrow()
        expect(() => secrets.decrypt(sealed.subarray(0, byte))).toThrow()
      }),
    )
  })

  test('bytes of any length come back, and what was sealed under other keys of the same profile does not open', () => {
    const [ours, theirs] = [loadSecrets(aFolder(), profile), loadSecrets(aFolder(), profile)]
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const sealed = ours.encryptBytes(bytes)
        expect(ours.decryptBytes(sealed)).toEqual(Buffer.from(bytes))
        expect(() => theirs.decryptBytes(sealed)).toThrow()
      }),
    )
  })

  test('the keyed hash has 32 bytes, is equal for equal text only, and is another under another key', () => {
    const folder = aFolder()
    const secrets = loadSecrets(folder, profile)
    const again = loadSecrets(folder)
    const other = loadSecrets(aFolder(), profile)
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(secrets.lookup(a)).toHaveLength(32)
        expect(secrets.lookup(a).equals(again.lookup(b))).toBe(a === b)
        expect(secrets.lookup(a).equals(other.lookup(a))).toBe(false)
      }),
    )
  })

  test('a key that is added seals from now on, the one before still opens; a process that began before opens both', () => {
    const folder = aFolder()
    const before = loadSecrets(folder, profile)
    const old = before.encrypt('310117')
    expect(addIdentityKey(folder)).toBe(2)
    const after = loadSecrets(folder)
    const fresh = after.encrypt('310117')
    expect([old[0], fresh[0]]).toEqual([1, 2])
    for (const one of [before, after])
      for (const sealed of [old, fresh]) expect(one.decrypt(sealed)).toBe('310117')
    expect(after.fingerprints).toEqual([
      before.fingerprints[0],
      expect.objectContaining({ name: 'identity', version: 2 }),
      ...before.fingerprints.slice(1),
    ])
    expect(after.lookup('a')).toEqual(before.lookup('a'))
    expect(statSync(keyPath(folder)).mode & 0o077).toBe(0)
    fresh[0] = 3
    expect(() => after.decrypt(fresh)).toThrow('version 3 is not in the key file')
  })

  test('signatures hold for what was signed', () => {
    const secrets = loadSecrets(aFolder(), profile)
    expect(secrets.verifySignature(Buffer.from('a'), secrets.sign(Buffer.from('a')))).toBe(true)
    expect(secrets.verifySignature(Buffer.from('b'), secrets.sign(Buffer.from('a')))).toBe(false)
  })
})

test('the same keys under the other profile have other fingerprints, open nothing and find nothing', () => {
  const folder = aFolder()
  const secrets = loadSecrets(folder, 'sm4')
  const sealed = secrets.encrypt('310117')
  rewritten(folder, { cipher: 'aes' })
  const other = loadSecrets(folder)
  for (const [i, one] of other.fingerprints.entries())
    expect(one.fingerprint).not.toBe(secrets.fingerprints[i]?.fingerprint)
  expect(() => other.decrypt(sealed)).toThrow()
  expect(other.lookup('a').equals(secrets.lookup('a'))).toBe(false)
  rewritten(folder, { cipher: 'rot13' })
  expect(() => loadSecrets(folder)).toThrow()
})

test('SM4 and SM3 here are those of the standards: GB/T 32907, example 1; GB/T 32905, example 1', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  expect(Buffer.concat([cipher.update(key), cipher.final()]).toString('hex')).toBe(
    '681edf34d206965e86b3e94f536e4246',
  )
  expect(createHash('sm3').update('abc').digest('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  )
})
