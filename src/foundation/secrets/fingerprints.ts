// The district knows its keys by their fingerprints. Invariant: no process works with keys that are not the district's, and no
// host makes keys of its own for a district that has some.
import { sql } from 'kysely'
import { aloneIn } from '../database/alone.ts'
import { type Db, inTransaction, type Tx } from '../database/database.ts'
import { refusals } from '../refusals.ts'
import type { CipherProfile } from './ciphers.ts'
import { hasKeys, keyPath } from './keys.ts'
import { loadSecrets, type Secrets } from './secrets.ts'

export type Fingerprint = { name: string; version: number; fingerprint: string; since: Date }
export const knownKeys = (db: Db) =>
  sql<Fingerprint>`select name, version, fingerprint, since from key_fingerprint order by name, version`
    .execute(db)
    .then(result => result.rows)

/**
 * The keys of this host, if they are the district's. The first process of a new district makes them, whoever else starts at the
 * same moment; a key that was added by rotation is taken up.
 * @param cipher the profile asked for; keys that are there keep theirs, and another one asked for is refused.
 * @throws Error that says in both languages what to do.
 */
export const openSecrets = (db: Db, dataFolder: string, at: Date, cipher?: CipherProfile): Promise<Secrets> =>
  inTransaction(db, async tx => {
    await aloneIn(tx, 'keys')
    const known = await knownKeys(tx)
    if (known.length > 0 && !hasKeys(dataFolder)) throw new Error(missing(dataFolder, known))
    const secrets = loadSecrets(dataFolder, cipher)
    const held = new Map(secrets.fingerprints.map(one => [`${one.name} ${one.version}`, one]))
    const strange = known.filter(
      one => held.get(`${one.name} ${one.version}`)?.fingerprint !== one.fingerprint,
    )
    if (strange.length > 0) throw new Error(unfit(dataFolder, strange))
    if (cipher !== undefined && secrets.cipher !== cipher)
      throw new Error(otherCipher(dataFolder, secrets.cipher))
    await noteKeys(tx, secrets, at)
    return secrets
  })

/** The district has these keys from now on. */
export async function noteKeys(tx: Tx, secrets: Secrets, at: Date): Promise<void> {
  for (const one of secrets.fingerprints)
    await sql`insert into key_fingerprint (name, version, fingerprint, since)
      values (${one.name}, ${one.version}, ${one.fingerprint}, ${at}) on conflict do nothing`.execute(tx)
}

const refuse = refusals({
  'keys.lost': {
    status: 503,
    zh: '这台机器上的钥匙文件不见了或读不出来。现在还能用，一重启就开不了：请把它放回原处。',
    en: 'The key file of this host is gone or cannot be read. It serves until its next start, and not after: put it back.',
  },
  'keys.other': {
    status: 503,
    zh: '这台机器上的钥匙文件被换过，不是本区的。现在还能用，一重启就开不了：请换回指纹相符的那一份。',
    en: 'The key file of this host was exchanged for another. It serves until its next start, and not after: put back the one whose fingerprints fit.',
  },
})

/** Said while somebody can still help: a process goes on with the keys that it holds. @throws Refusal `keys.lost`, `keys.other`. */
export function demandKeys(ground: { secrets: Secrets }): void {
  const file = ground.secrets.file()
  if (file !== 'stands') throw refuse(`keys.${file}`)
}

const listed = (keys: readonly Fingerprint[]) =>
  keys.map(one => `${one.name} ${one.version}: ${one.fingerprint}`).join(', ')

const NAMES = { aes: 'AES-256-GCM / HMAC-SHA-256', sm4: 'SM4-CBC / HMAC-SM3' } as const

const otherCipher = (folder: string, has: CipherProfile) =>
  `${keyPath(folder)} 里的钥匙用的是 ${NAMES[has]}（${has}）；密码方案在开通时选定，以后不改。
The keys in ${keyPath(folder)} are for ${NAMES[has]} (${has}); the cipher profile is chosen when a district is opened and stays.`

const missing = (folder: string, known: readonly Fingerprint[]) =>
  `本区已有钥匙，这台机器上没有。请从另一台服务器或保管处把 keys.json 放到 ${keyPath(folder)}，再启动；不要新造一套，否则已存的证件和手机号都打不开。
This district has keys already and this host has none. Put its keys.json at ${keyPath(folder)} and start again; keys made anew here could not open what is stored. Fingerprints: ${listed(known)}`

const unfit = (folder: string, strange: readonly Fingerprint[]) =>
  `${keyPath(folder)} 不是本区的钥匙，没有启动。请换上指纹相符的那一份。
${keyPath(folder)} does not hold the keys of this district; nothing was started. Put the file there that has these fingerprints: ${listed(strange)}`
