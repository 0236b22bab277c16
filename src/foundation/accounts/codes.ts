// Sign-in codes: six digits, five minutes, used once. Only a keyed hash is kept. Invariant: a code that somebody asked for stays good
// whoever else asks for one to the same phone, or guesses; how often may be guessed is code-limits.ts.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/database.ts'
import type { Secrets } from '../secrets/secrets.ts'

export const CODE_LIFETIME_SECONDS = 300
export const CODE_TRIES = 3

const hashOf = (secrets: Secrets, name: string, code: string) => secrets.lookup(`code:${name}:${code}`)
const askerOf = (secrets: Secrets, ticket: string) => secrets.lookup(`asked:${ticket}`)
const lifetimeFrom = (now: Date) => new Date(now.getTime() + CODE_LIFETIME_SECONDS * 1000)

/**
 * A new code for the account of this name; the one before of the same browser is worth nothing any more.
 * @param ticket what the browser that asked for it shows for its own
 */
export async function makeCode(
  pool: pg.Pool,
  secrets: Secrets,
  clock: Clock,
  name: string,
  ticket: string,
): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await pool.query(
    `insert into sign_in_code (name, asker, hash, until) values ($1, $2, $3, $4)
     on conflict (name, asker) do update set hash = excluded.hash, until = excluded.until`,
    [name, askerOf(secrets, ticket), hashOf(secrets, name, code), lifetimeFrom(clock())],
  )
  return code
}

/** Takes back a code that never went out. */
export const dropCode = (pool: pg.Pool, secrets: Secrets, name: string, ticket: string): Promise<unknown> =>
  pool.query('delete from sign_in_code where name = $1 and asker = $2', [name, askerOf(secrets, ticket)])

/** Did the browser with this ticket ask for a code to this phone that is good still? */
export async function askedFor(
  pool: pg.Pool,
  secrets: Secrets,
  clock: Clock,
  name: string,
  ticket: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from sign_in_code where name = $1 and asker = $2 and until > $3',
    [name, askerOf(secrets, ticket), clock()],
  )
  return rowCount === 1
}

/**
 * Is it a code that went to this phone? Of two who bring the right one at once, one gets in, and no other code is good after it.
 * One that would last longer than codes do was made by a clock that has been set back since.
 */
export async function takeCode(
  pool: pg.Pool,
  secrets: Secrets,
  clock: Clock,
  name: string,
  code: string,
): Promise<boolean> {
  const now = clock()
  const taken = await pool.query(
    'delete from sign_in_code where name = $1 and hash = $2 and until > $3 and until <= $4',
    [name, hashOf(secrets, name, code), now, lifetimeFrom(now)],
  )
  if (!taken.rowCount) return false
  await pool.query('delete from sign_in_code where name = $1', [name])
  return true
}

/** Codes that nobody used. */
export const forgetCodes = (ground: { db: Db; clock: Clock }): Promise<number> =>
  sql`delete from sign_in_code where until < ${ground.clock()}`
    .execute(ground.db)
    .then(result => Number(result.numAffectedRows ?? 0))
