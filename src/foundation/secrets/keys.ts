// The key file of a data folder, outside the database and outside its backups (docs/operations.md): made once, whole or not at all,
// readable by its owner only.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type CipherProfile, cipherProfiles } from './ciphers.ts'

const keyFile = z.object({
  /** How identities are kept; chosen when the district is opened and never changed. */
  cipher: z.enum(cipherProfiles),
  /** Encryption keys by version; the last one encrypts, all of them decrypt. Base64, 32 bytes. */
  identity: z.array(z.object({ version: z.number().int().min(1).max(255), key: z.string() })).min(1),
  lookup: z.string(),
  session: z.string(),
  checkin: z.string(),
  /** PKCS#8 PEM, Ed25519. */
  signing: z.string(),
})
export type Keys = z.infer<typeof keyFile>

export const keyPath = (dataFolder: string) => join(dataFolder, 'keys.json')
export const hasKeys = (dataFolder: string) => existsSync(keyPath(dataFolder))

/** @throws Error when there is none, or it is no key file. */
export const readKeys = (dataFolder: string): Keys =>
  keyFile.parse(JSON.parse(readFileSync(keyPath(dataFolder), 'utf8')))

const secret = () => randomBytes(32).toString('base64')

/** Makes the key file unless there is one; never over another's that came first. */
export function makeKeys(dataFolder: string, cipher: CipherProfile): void {
  const path = keyPath(dataFolder)
  if (existsSync(path)) return
  mkdirSync(dataFolder, { recursive: true })
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = draftOf(dataFolder, {
    cipher,
    identity: [{ version: 1, key: secret() }],
    lookup: secret(),
    session: secret(),
    checkin: secret(),
    signing: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft)
  }
}

/** Adds a key that encrypts from now on; those before it go on opening what they sealed. Answers its version. */
export function addIdentityKey(dataFolder: string): number {
  const keys = readKeys(dataFolder)
  const version = Math.max(...keys.identity.map(one => one.version)) + 1
  renameSync(
    draftOf(dataFolder, keyFile.parse({ ...keys, identity: [...keys.identity, { version, key: secret() }] })),
    keyPath(dataFolder),
  )
  return version
}

function draftOf(dataFolder: string, keys: Keys): string {
  const draft = `${keyPath(dataFolder)}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, JSON.stringify(keys, null, 2))
    fsyncSync(file) // the database will soon say that these keys are the district's
  } finally {
    closeSync(file)
  }
  return draft
}
