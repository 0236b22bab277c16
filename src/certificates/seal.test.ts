import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeFile, openPayload, openRevocations, sealFile, sealPayload, sealRevocations } from './seal.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519').publicKey
const signer = (bytes: Buffer) => sign(null, bytes, privateKey)
const pdf = Buffer.from('%PDF-1.7\n…body…\n%%EOF')

test('any one byte changed anywhere in the file is found', () => {
  const file = sealFile(pdf, signer)
  expect(judgeFile(file, publicKey)).toBe('genuine')
  expect(judgeFile(file, other)).toBe('changed')
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const broken = Buffer.from(file)
      broken[at] = (broken[at] ?? 0) ^ by
      return judgeFile(broken, publicKey) !== 'genuine'
    }),
  )
})

test('nothing may be added after the signature, and a foreign file is not ours', () => {
  expect(judgeFile(Buffer.concat([sealFile(pdf, signer), Buffer.from('x')]), publicKey)).toBe('changed')
  expect(judgeFile(pdf, publicKey)).toBe('not-ours')
})

test('the code on a forged sheet tells the true name and hours', () => {
  const payload = {
    n: 'C310117-20261123-AB12CD34',
    c: 'X7Y8Z9',
    p: '李**',
    m: 5160,
    r: 43,
    f: '2025-01-01',
    t: '2026-11-20',
    i: '松江区志愿者协会',
    d: '2026-11-23',
  }
  const text = sealPayload(payload, signer)
  expect(openPayload(text, publicKey)).toEqual(payload)
  const forged = `${Buffer.from(JSON.stringify({ ...payload, m: 99_999 })).toString('base64url')}.${text.split('.')[1]}`
  expect(openPayload(forged, publicKey)).toBeUndefined()
  expect(openPayload('nonsense', publicKey)).toBeUndefined()
})

test('a revocation list that was changed is refused', () => {
  const list = sealRevocations({ district: '310117', at: '2026-11-23T00:00:00Z', revoked: ['C1'] }, signer)
  expect(openRevocations(list, publicKey).revoked).toEqual(['C1'])
  expect(() => openRevocations(list.replace('C1', 'C2'), publicKey)).toThrow(/not signed/)
})
