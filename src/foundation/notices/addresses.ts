// Where somebody can be reached: rows, proven by a code or by the vendor's own sign-in, and lost when the vendor says so.
// Invariant: one WeChat account belongs to one person.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, sqlState, type Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import type { Channel } from './kinds.ts'
import type { AddressRow } from './tables.ts'

/** Whose an address is. */
export type Owner = { person: number } | { contact: number }
const columnsFor = (owner: Owner) =>
  'person' in owner
    ? { personId: owner.person, contactId: null }
    : { personId: null, contactId: owner.contact }
const isOf = (owner: Owner) =>
  'person' in owner ? sql`person_id = ${owner.person}` : sql`contact_id = ${owner.contact}`

export const addressHash = (ground: Ground, channel: Channel, address: string): Buffer =>
  ground.secrets.lookup(`${channel}:${address.toLowerCase()}`)

/** Addresses in use, of several people. */
export const addressesOf = (db: Db, people: readonly number[]) =>
  sql<AddressRow>`select * from channel_address where person_id = any(${[...people]}::bigint[]) and proven_at is not null and lost_at is null`
    .execute(db)
    .then(result => result.rows)
/** Everything known of one: in use, being proven, lost. Newest first. */
export const addressesFor = (db: Db, owner: Owner) =>
  sql<AddressRow>`select * from channel_address where ${isOf(owner)} and channel <> 'sms' order by id desc`
    .execute(db)
    .then(result => result.rows)

/** Which of these phones the network has given up. */
export const lostAmong = (db: Db, channel: Channel, hashes: readonly Buffer[]) =>
  sql<{ hash: Buffer }>`select address_hash as hash from channel_address
    where channel = ${channel} and address_hash = any(${[...hashes]}::bytea[]) and lost_at is not null`
    .execute(db)
    .then(result => new Set(result.rows.map(row => row.hash.toString('hex'))))

/** The vendor says that nobody is there any more. */
export async function loseAddress(
  ground: Ground,
  owner: Owner,
  channel: Channel,
  address: string,
  mask: string,
  why: string,
): Promise<void> {
  const hash = addressHash(ground, channel, address)
  const at = ground.clock()
  const { personId, contactId } = columnsFor(owner)
  const { numAffectedRows } = await sql`update channel_address set lost_at = ${at}, lost_why = ${why}
    where channel = ${channel} and address_hash = ${hash} and lost_at is null`.execute(ground.db)
  if (numAffectedRows === 0n && channel === 'sms')
    await sql`insert into channel_address (person_id, contact_id, channel, address_hash, mask, lost_at, lost_why, made_at)
      values (${personId}, ${contactId}, 'sms', ${hash}, ${mask}, ${at}, ${why}, ${at})`.execute(ground.db)
}

/** A phone that was proven again is somebody's again. */
export const regain = (tx: Tx, phoneHash: Buffer) =>
  sql`delete from channel_address where channel = 'sms' and address_hash = ${phoneHash} and lost_at is not null`.execute(
    tx,
  )

/**
 * Binds an address that the vendor itself vouches for; the one before is given up. Answers false where it is somebody else's.
 */
export async function bindAddress(
  ground: Ground,
  tx: Tx,
  owner: Owner,
  channel: Channel,
  address: string,
  mask: string,
): Promise<boolean> {
  const at = ground.clock()
  const hash = addressHash(ground, channel, address)
  const { rows } = await sql<{ mine: boolean }>`select ${isOf(owner)} as mine from channel_address
    where channel = ${channel} and address_hash = ${hash} and proven_at is not null and lost_at is null for update`.execute(
    tx,
  )
  if (rows[0]) return rows[0].mine
  await dropAddress(tx, owner, channel)
  const { personId, contactId } = columnsFor(owner)
  await sql`insert into channel_address (person_id, contact_id, channel, address_sealed, address_hash, mask, proven_at, made_at)
    values (${personId}, ${contactId}, ${channel}, ${ground.secrets.encrypt(address)}, ${hash}, ${mask}, ${at}, ${at})`.execute(
    tx,
  )
  return true
}
/** Two who bind one account at once: the second is told as if it had come later. */
export const boundBeside = (error: unknown): boolean => sqlState(error) === '23505'

/** Given up by its owner: nothing of it stays. */
export const dropAddress = (tx: Tx, owner: Owner, channel: Channel) =>
  sql`delete from channel_address where ${isOf(owner)} and channel = ${channel}`
    .execute(tx)
    .then(result => Number(result.numAffectedRows ?? 0))

const CODE_MINUTES = 30
const CODE_TRIES = 5

/** Writes a code for an address that somebody says is theirs, and answers it; the one in use stays until the new one is proven. */
export async function askForProof(
  ground: Ground,
  tx: Tx,
  owner: Owner,
  mail: string,
  mask: string,
): Promise<string> {
  const at = ground.clock()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const { personId, contactId } = columnsFor(owner)
  await sql`delete from channel_address where ${isOf(owner)} and channel = 'mail' and proven_at is null`.execute(
    tx,
  )
  await sql`insert into channel_address (person_id, contact_id, channel, address_sealed, address_hash, mask, proof_hash, proof_until, made_at)
    values (${personId}, ${contactId}, 'mail', ${ground.secrets.encrypt(mail)}, ${addressHash(ground, 'mail', mail)}, ${mask},
      ${proofOf(ground, mail, code)}, ${new Date(at.getTime() + CODE_MINUTES * 60_000)}, ${at})`.execute(tx)
  return code
}
const proofOf = (ground: Ground, address: string, code: string) =>
  ground.secrets.lookup(`proof:${address.toLowerCase()}:${code}`)

/** Is the code right? Then the address is in use, in place of the one before. Each try counts. */
export async function proveAddress(
  ground: Ground,
  tx: Tx,
  owner: Owner,
  code: string,
): Promise<'proven' | 'wrong' | 'none'> {
  const at = ground.clock()
  const { rows } = await sql<AddressRow & { proofHash: Buffer }>`
    update channel_address set proof_tries = proof_tries + 1 where ${isOf(owner)} and channel = 'mail' and proven_at is null
      and proof_until > ${at} and proof_tries < ${CODE_TRIES} returning *`.execute(tx)
  const [row] = rows
  if (!row?.addressSealed) return 'none'
  const expected = proofOf(ground, ground.secrets.decrypt(row.addressSealed), code)
  if (!expected.equals(row.proofHash)) return 'wrong'
  await sql`delete from channel_address where ${isOf(owner)} and channel = 'mail' and id <> ${row.id}`.execute(
    tx,
  )
  await sql`update channel_address set proven_at = ${at}, proof_hash = null, proof_until = null where id = ${row.id}`.execute(
    tx,
  )
  return 'proven'
}

export const maskMail = (mail: string): string => mail.replace(/^(.).*(@.*)$/, '$1***$2')
