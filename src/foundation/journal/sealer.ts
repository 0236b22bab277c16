// Gives committed journal rows their position and their link in the hash chain.
// Invariant: positions have no gaps, and each hash is over the one before and the row as it is stored.
import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../database/database.ts'
import { chainHash, GENESIS, ROW_TEXT } from './chain.ts'

export const COLUMNS = `j.id, j.at, j.actor_account as "actorAccount", j.actor_person as "actorPerson",
  j.on_behalf_of as "onBehalfOf", j.kind, j.subject, j.policy_id as "policyId", j.facts`
export const BATCH = 5000
export const SEALER_LOCK = 7_310_117

/** Seals up to `batch` waiting rows; returns how many. Only one sealer works at a time, others return 0. */
export async function sealBatch(pool: pg.Pool, batch = BATCH): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const lock = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock($1, hashtext(current_schema())) as mine`,
      [SEALER_LOCK],
    )
    const sealed = lock.rows[0]?.mine ? await sealWith(client, batch) : 0
    await client.query('commit')
    return sealed
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Seals everything told so far. A sealer at work is waited for: what it has in hand is sealed when this returns. */
export async function sealAll(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1, hashtext(current_schema()))', [SEALER_LOCK])
    while ((await sealWith(client)) > 0);
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Seals in the caller's transaction, which holds the sealer's lock. */
export async function sealWith(client: pg.ClientBase, batch = BATCH): Promise<number> {
  const { rows } = await client.query<Waiting>(
    `select j.id, ${ROW_TEXT} as text from journal_unsealed u join journal j on j.id = u.journal_id order by u.journal_id limit $1`,
    [batch],
  )
  if (rows.length > 0) await sealRows(client, rows)
  return rows.length
}

type Waiting = { id: number; text: string }

async function sealRows(client: pg.ClientBase, rows: readonly Waiting[]) {
  const head = await client.query<{ position: number; hash: Buffer }>(
    'select position, hash from journal_seal order by position desc limit 1',
  )
  let { position, hash }: { position: number; hash: Buffer } = head.rows[0] ?? { position: 0, hash: GENESIS }
  const positions: number[] = []
  const hashes: Buffer[] = []
  for (const row of rows) {
    hash = chainHash(hash, row.text)
    positions.push(++position)
    hashes.push(hash)
  }
  const ids = rows.map(row => row.id)
  await client.query(
    'insert into journal_seal (position, journal_id, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])',
    [positions, ids, hashes],
  )
  await client.query('delete from journal_unsealed where journal_id = any($1)', [ids])
}

/** How many rows wait to be sealed. */
export const unsealed = (db: Db) =>
  sql<{ n: number }>`select count(*) as n from journal_unsealed`
    .execute(db)
    .then(result => result.rows[0]?.n ?? 0)
