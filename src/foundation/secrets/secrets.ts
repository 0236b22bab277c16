// What is done with the keys: identity data encrypted and hashed under the district's cipher profile, signatures (Ed25519),
// check-in codes (HMAC-SHA-256).
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { type CipherProfile, cipherOf } from './ciphers.ts'
import { type Keys, makeKeys, readKeys } from './keys.ts'

export type Secrets = {
  cipher: CipherProfile
  encrypt(text: string): Buffer
  encryptBytes(bytes: Uint8Array): Buffer
  /** @throws Error when the bytes were changed or the key version is unknown. */
  decrypt(stored: Buffer): string
  decryptBytes(stored: Buffer): Buffer
  /** How long so many bytes are once they are encrypted. */
  sealedLength(plain: number): number
  /** A keyed hash, equal for equal text: uniqueness and lookup without the text. */
  lookup(text: string): Buffer
  /** HMAC-SHA-256 under the check-in key, base64url, cut to `length` characters. */
  checkinMac(text: string, length: number): string
  /** A keyed hash over a whole backup, piece by piece. Its key is derived from one that never rotates. */
  backupMac(): { update(bytes: Buffer): unknown; digest(): Buffer }
  sign(bytes: Buffer): Buffer
  verifySignature(bytes: Buffer, signature: Buffer): boolean
  publicKey: KeyObject
  sessionSecret: string
  /** What tells these keys and their cipher from others, without telling anything of them. */
  fingerprints: readonly Print[]
  /** Whether the file that these keys were read from still holds them. */
  file(): 'stands' | 'lost' | 'other'
}
type Print = { name: string; version: number; fingerprint: string }

/** The keys of a data folder; makes them where there are none, under the given profile. */
export function loadSecrets(dataFolder: string, cipher: CipherProfile = 'aes'): Secrets {
  makeKeys(dataFolder, cipher)
  return secretsOf(readKeys(dataFolder), () => readKeys(dataFolder))
}

/** @param again reads the file anew: a row may be sealed under a key that came after this process had begun. */
function secretsOf(keys: Keys, again: () => Keys): Secrets {
  const cipher = cipherOf(keys.cipher)
  const bytesOf = (text: string) => Buffer.from(text, 'base64')
  const versionsIn = (file: Keys) =>
    new Map(file.identity.map(one => [one.version, cipher.keyed(bytesOf(one.key))]))
  let byVersion = versionsIn(keys)
  const current = keys.identity.at(-1)?.version ?? 1
  const keyOf = (version: number) => {
    if (!byVersion.has(version)) byVersion = versionsIn(again())
    const key = byVersion.get(version)
    if (!key) throw new Error(`identity key version ${version} is not in the key file`)
    return key
  }
  const lookupKey = createSecretKey(bytesOf(keys.lookup))
  const checkinKey = createSecretKey(bytesOf(keys.checkin))
  const backupKey = createSecretKey(
    Buffer.from(hkdfSync(cipher.hash, bytesOf(keys.lookup), '', 'yunjian backup', 32)),
  )
  const privateKey = createPrivateKey(keys.signing)
  const publicKey = createPublicKey(privateKey)
  const encryptBytes = (bytes: Uint8Array) =>
    Buffer.concat([Buffer.from([current]), keyOf(current).seal(bytes)])
  const decryptBytes = (stored: Buffer) => keyOf(stored[0] ?? 0).open(stored.subarray(1))
  const fingerprints = printsOf(keys)
  return {
    cipher: keys.cipher,
    encryptBytes,
    decryptBytes,
    encrypt: text => encryptBytes(Buffer.from(text)),
    sealedLength: plain => 1 + cipher.sealedLength(plain),
    decrypt: stored => decryptBytes(stored).toString('utf8'),
    lookup: text => cipher.mac(lookupKey, text),
    checkinMac: (text, length) =>
      createHmac('sha256', checkinKey).update(text).digest('base64url').slice(0, length),
    backupMac: () => createHmac(cipher.hash, backupKey),
    sign: bytes => sign(null, bytes, privateKey),
    verifySignature: (bytes, signature) => verify(null, bytes, publicKey, signature),
    publicKey,
    sessionSecret: keys.session,
    fingerprints,
    file() {
      try {
        const held = new Set(printsOf(again()).map(one => one.fingerprint))
        return fingerprints.every(one => held.has(one.fingerprint)) ? 'stands' : 'other'
      } catch {
        return 'lost'
      }
    },
  }
}

function printsOf(keys: Keys): Print[] {
  const printOf = (name: string, version: number, key: string | Buffer): Print => ({
    name,
    version,
    fingerprint: createHash('sha256')
      .update(`yunjian ${keys.cipher} ${name} `)
      .update(key)
      .digest('hex')
      .slice(0, 24),
  })
  const signing = createPublicKey(createPrivateKey(keys.signing))
  return [
    ...keys.identity.map(one => printOf('identity', one.version, one.key)),
    printOf('lookup', 1, keys.lookup),
    printOf('session', 1, keys.session),
    printOf('checkin', 1, keys.checkin),
    printOf('signing', 1, signing.export({ type: 'spki', format: 'der' })),
  ]
}

/** Equal in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
