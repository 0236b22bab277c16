// Sign-in codes: six digits, five minutes, three tries, used once. Only a keyed hash is kept.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/database.ts'
import type { Secrets } from '../secrets/secrets.ts'

export const CODE_LIFETIME_SECONDS = 300
export const CODE_TRIES = 3

const hashOf = (secrets: Secrets, name: string, code: string) => secrets.lookup(`code:${name}:${code}`)

/** A new code for the account of this name; the one before is worth nothing any more. */
export async function makeCode(pool: pg.Pool, secrets: Secrets, clock: Clock, name: string): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const until = new Date(clock().getTime() + CODE_LIFETIME_SECONDS * 1000)
  await pool.query(
    `insert into sign_in_code (name, hash, tries, until) values ($1, $2, 0, $3)
     on conflict (name) do update set hash = excluded.hash, tries = 0, until = excluded.until`,
    [name, hashOf(secrets, name, code), until],
  )
  return code
}

/** Takes back a code that never went out. */
export const dropCode = (pool: pg.Pool, name: string): Promise<unknown> =>
  pool.query('delete from sign_in_code where name = $1', [name])

/** Is it this code? Every try counts, and of two who bring the right one at once, one gets in. */
export async function takeCode(
  pool: pg.Pool,
  secrets: Secrets,
  clock: Clock,
  name: string,
  code: string,
): Promise<boolean> {
  const { rows } = await pool.query<{ hash: Buffer }>(
    'update sign_in_code set tries = tries + 1 where name = $1 and until > $2 and tries < $3 returning hash',
    [name, clock(), CODE_TRIES],
  )
  const hash = hashOf(secrets, name, code)
  if (!rows[0]?.hash.equals(hash)) return false
  const taken = await pool.query('delete from sign_in_code where name = $1 and hash = $2', [name, hash])
  return taken.rowCount === 1
}

/** Codes that nobody used. */
export const forgetCodes = (ground: { db: Db; clock: Clock }): Promise<number> =>
  sql`delete from sign_in_code where until < ${ground.clock()}`
    .execute(ground.db)
    .then(result => Number(result.numAffectedRows ?? 0))
