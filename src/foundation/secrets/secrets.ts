// Keys and what is done with them: identity data encrypted (AES-256-GCM), keyed hashes for lookup, signatures (Ed25519).
// The keys live in the data folder, outside the database and outside its backups (docs/operations.md).
import {
  createCipheriv,
  createDecipheriv,
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
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  /** @throws Error when the bytes were changed or the key version is unknown. */
  decrypt(stored: Buffer): string
  /** A keyed hash, equal for equal text: uniqueness and lookup without the text. */
  lookup(text: string): Buffer
  /** HMAC-SHA256 under the check-in key, base64url, cut to `length` characters. */
  checkinMac(text: string, length: number): string
  sign(bytes: Buffer): Buffer
  verifySignature(bytes: Buffer, signature: Buffer): boolean
  publicKey: KeyObject
  sessionSecret: string
}

/** Reads the key file of the data folder; makes one at the first start, readable by its owner only. */
export function loadSecrets(dataFolder: string): Secrets {
  const path = join(dataFolder, 'keys.json')
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(path, JSON.stringify(freshKeys(), null, 2), { mode: 0o600 })
    chmodSync(path, 0o600)
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
  return {
    encrypt(text) {
      const iv = freshIv()
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([current]), iv, cipher.getAuthTag(), body])
    },
    decrypt(stored) {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(stored[0] ?? 0), stored.subarray(1, 13))
      decipher.setAuthTag(stored.subarray(13, 29))
      return Buffer.concat([decipher.update(stored.subarray(29)), decipher.final()]).toString('utf8')
    },
    lookup: text => createHmac('sha256', lookupKey).update(text).digest(),
    checkinMac: (text, length) =>
      createHmac('sha256', checkinKey).update(text).digest('base64url').slice(0, length),
    sign: bytes => sign(null, bytes, privateKey),
    verifySignature: (bytes, signature) => verify(null, bytes, publicKey, signature),
    publicKey,
    sessionSecret: keys.session,
  }
}

/** Equal in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
