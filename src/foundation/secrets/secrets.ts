// Keys and what is done with them: identity data encrypted (AES-256-GCM), keyed hashes for lookup, signatures (Ed25519).
// The keys live in the data folder, outside the database and outside its backups (docs/operations.md).
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const keyFile = z.object({
  /** Encryption keys by version; the last one encrypts, all of them decrypt. Base64, 32 bytes. */
  identity: z.array(z.object({ version: z.number().int().min(1).max(255), key: z.string() })).min(1),
  lookup: z.string(),
  session: z.string(),
  checkin: z.string(),
  /** PKCS#8 PEM, Ed25519. */
  signing: z.string(),
})

export type Secrets = {
  encrypt(text: string): Buffer
  encryptBytes(bytes: Uint8Array): Buffer
  /** @throws Error when the bytes were changed or the key version is unknown. */
  decrypt(stored: Buffer): string
  decryptBytes(stored: Buffer): Buffer
  /** A keyed hash, equal for equal text: uniqueness and lookup without the text. */
  lookup(text: string): Buffer
  /** HMAC-SHA256 under the check-in key, base64url, cut to `length` characters. */
  checkinMac(text: string, length: number): string
  sign(bytes: Buffer): Buffer
  verifySignature(bytes: Buffer, signature: Buffer): boolean
  publicKey: KeyObject
  sessionSecret: string
  /** What tells these keys from others, without telling anything of them. */
  fingerprints: readonly { name: string; version: number; fingerprint: string }[]
}

export const keyPath = (dataFolder: string) => join(dataFolder, 'keys.json')
export const hasKeys = (dataFolder: string) => existsSync(keyPath(dataFolder))

/** Reads the key file of the data folder; makes one where there is none, readable by its owner only. */
export function loadSecrets(dataFolder: string): Secrets {
  const path = keyPath(dataFolder)
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true })
    // Whole or not at all, and never over another's that came first.
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
    writeFileSync(draft, JSON.stringify(freshKeys(), null, 2), { mode: 0o600, flag: 'wx' })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (!existsSync(path)) throw error
    } finally {
      rmSync(draft)
    }
  }
  return secretsOf(keyFile.parse(JSON.parse(readFileSync(path, 'utf8'))))
}

let pool = Buffer.alloc(0)
/** Twelve random bytes, drawn many at a time; none is given twice. */
function freshIv(): Buffer {
  if (pool.length < 12) pool = randomBytes(12 * 512)
  const iv = pool.subarray(0, 12)
  pool = pool.subarray(12)
  return iv
}

const secret = () => randomBytes(32).toString('base64')

function freshKeys(): z.infer<typeof keyFile> {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    identity: [{ version: 1, key: secret() }],
    lookup: secret(),
    session: secret(),
    checkin: secret(),
    signing: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function secretsOf(keys: z.infer<typeof keyFile>): Secrets {
  // Key objects, not buffers: the same cipher in a third of the time.
  const keyOfText = (text: string) => createSecretKey(Buffer.from(text, 'base64'))
  const byVersion = new Map(keys.identity.map(one => [one.version, keyOfText(one.key)]))
  const current = keys.identity.at(-1)?.version ?? 1
  const keyOf = (version: number) => {
    const key = byVersion.get(version)
    if (!key) throw new Error(`identity key version ${version} is not in the key file`)
    return key
  }
  const lookupKey = keyOfText(keys.lookup)
  const checkinKey = keyOfText(keys.checkin)
  const privateKey = createPrivateKey(keys.signing)
  const publicKey = createPublicKey(privateKey)
  const encryptBytes = (bytes: Uint8Array) => {
    const iv = freshIv()
    const cipher = createCipheriv('aes-256-gcm', keyOf(current), iv)
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.from([current]), iv, cipher.getAuthTag(), body])
  }
  const decryptBytes = (stored: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(stored[0] ?? 0), stored.subarray(1, 13))
    decipher.setAuthTag(stored.subarray(13, 29))
    return Buffer.concat([decipher.update(stored.subarray(29)), decipher.final()])
  }
  const printOf = (name: string, version: number, key: string | Buffer) => ({
    name,
    version,
    fingerprint: createHash('sha256').update(`yunjian ${name} `).update(key).digest('hex').slice(0, 24),
  })
  return {
    encryptBytes,
    decryptBytes,
    encrypt: text => encryptBytes(Buffer.from(text)),
    decrypt: stored => decryptBytes(stored).toString('utf8'),
    lookup: text => createHmac('sha256', lookupKey).update(text).digest(),
    checkinMac: (text, length) =>
      createHmac('sha256', checkinKey).update(text).digest('base64url').slice(0, length),
    sign: bytes => sign(null, bytes, privateKey),
    verifySignature: (bytes, signature) => verify(null, bytes, publicKey, signature),
    publicKey,
    sessionSecret: keys.session,
    fingerprints: [
      ...keys.identity.map(one => printOf('identity', one.version, one.key)),
      printOf('lookup', 1, keys.lookup),
      printOf('session', 1, keys.session),
      printOf('checkin', 1, keys.checkin),
      printOf('signing', 1, publicKey.export({ type: 'spki', format: 'der' })),
    ],
  }
}

/** Equal in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
