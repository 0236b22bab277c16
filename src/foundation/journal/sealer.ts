// Gives committed journal rows their position and their link in the hash chain, and reads them to listeners in that order.
// Invariant: positions have no gaps, and a listener sees every row exactly once per position it has recorded.
import type pg from 'pg'
import { chainHash, GENESIS, type StoredEntry } from './journal.ts'

export type Sealed = StoredEntry & { position: number }
/** Called with consecutive rows, at least once each. Must not throw for good: it is called again with the same rows. */
export type Listener = {
  name: string
  hear: (rows: Sealed[]) => Promise<void> | void
  /** Holds nothing that outlives the process: it begins at what is sealed when it first listens. */
  presentOnly?: boolean
}

const COLUMNS = `j.id, j.at, j.actor_account as "actorAccount", j.actor_person as "actorPerson",
  j.on_behalf_of as "onBehalfOf", j.kind, j.subject, j.policy_id as "policyId", j.facts`
const BATCH = 5000
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

/** Seals in the caller's transaction, which holds the sealer's lock. */
export async function sealWith(client: pg.ClientBase, batch = BATCH): Promise<number> {
  const { rows } = await client.query<StoredEntry>(
    `select ${COLUMNS} from journal_unsealed u join journal j on j.id = u.journal_id order by u.journal_id limit $1`,
    [batch],
  )
  if (rows.length > 0) await sealRows(client, rows)
  return rows.length
}

async function sealRows(client: pg.ClientBase, rows: StoredEntry[]) {
  const head = await client.query<{ position: number; hash: Buffer }>(
    'select position, hash from journal_seal order by position desc limit 1',
  )
  let { position, hash }: { position: number; hash: Buffer } = head.rows[0] ?? { position: 0, hash: GENESIS }
  const positions: number[] = []
  const hashes: Buffer[] = []
  for (const row of rows) {
    hash = chainHash(hash, row)
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

/** Where those stand that begin anew with each process. */
const present = new WeakMap<Listener, number>()

async function positionOf(pool: pg.Pool, listener: Listener): Promise<number> {
  const here = present.get(listener)
  if (here !== undefined) return here
  const { rows } = await pool.query<{ position: number }>(
    listener.presentOnly
      ? 'select coalesce(max(position), 0) as position from journal_seal'
      : {
          text: 'select position from journal_listener where name = $1',
          values: [listener.name],
        },
  )
  const position = rows[0]?.position ?? 0
  if (listener.presentOnly) present.set(listener, position)
  return position
}

/** Reads sealed rows after the listener's position to it, and records how far it came. */
export async function readTo(pool: pg.Pool, listener: Listener, batch = BATCH): Promise<number> {
  const from = await positionOf(pool, listener)
  const { rows } = await pool.query<Sealed>(
    `select s.position, ${COLUMNS} from journal_seal s join journal j on j.id = s.journal_id
     where s.position > $1 order by s.position limit $2`,
    [from, batch],
  )
  const last = rows.at(-1)
  if (!last) return 0
  await listener.hear(rows)
  if (listener.presentOnly) present.set(listener, last.position)
  else
    await pool.query(
      `insert into journal_listener (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position`,
      [listener.name, last.position],
    )
  return rows.length
}

/** Seals and reads until `stop` is called; failures are reported and tried again. */
export function startSealer(
  pool: pg.Pool,
  listeners: readonly Listener[],
  report: (error: unknown) => void,
  everyMs = 300,
): { stop: () => Promise<void> } {
  let stopping = false
  let wake = () => {}
  const run = async () => {
    while (!stopping) {
      const busy = await round(pool, listeners).catch(error => {
        if (!stopping) report(error)
        return false
      })
      if (!busy && !stopping)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, everyMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping = true
      wake()
      await running
    },
  }
}

/** Is there more than one round's work? In a rush, many small rounds would cost more than they bring. */
async function round(pool: pg.Pool, listeners: readonly Listener[]): Promise<boolean> {
  let full = (await sealBatch(pool, BATCH)) === BATCH
  for (const listener of listeners) full = (await readTo(pool, listener, BATCH)) === BATCH || full
  return full
}

export type ChainVerdict = { ok: boolean; checked: number; head: string; brokenAt?: number; why?: string }

/** Walks the whole chain and recomputes every hash. Finds one changed byte, a missing row and a gap in positions. */
export async function verifyChain(
  pool: pg.Pool,
  progress: (checked: number) => void = () => {},
): Promise<ChainVerdict> {
  let hash: Buffer = GENESIS
  let checked = 0
  for (;;) {
    const { rows } = await pool.query<Sealed & { hash: Buffer }>(
      `select s.position, s.hash, ${COLUMNS} from journal_seal s left join journal j on j.id = s.journal_id
       where s.position > $1 order by s.position limit 10000`,
      [checked],
    )
    if (rows.length === 0) break
    for (const row of rows) {
      const position = checked + 1
      const broken = (why: string): ChainVerdict => ({
        ok: false,
        checked,
        head: hash.toString('hex'),
        brokenAt: position,
        why,
      })
      if (row.position !== position) return broken('a position is missing')
      if (row.id === null) return broken('the row behind a seal is missing')
      hash = chainHash(hash, row)
      if (!hash.equals(row.hash)) return broken('the row or its hash was changed')
      checked = position
    }
    progress(checked)
  }
  const loose = await pool.query<{ n: number }>(
    `select count(*) as n from journal j where not exists (select from journal_seal s where s.journal_id = j.id)
     and not exists (select from journal_unsealed u where u.journal_id = j.id)`,
  )
  if (loose.rows[0]?.n)
    return {
      ok: false,
      checked,
      head: hash.toString('hex'),
      why: `${loose.rows[0].n} rows are neither sealed nor waiting`,
    }
  return { ok: true, checked, head: hash.toString('hex') }
}
