// The hash chain: how a row is written down to be hashed, in SQL and here alike, and whether every row is still what was sealed.
// Invariant: a hash is SHA-256 over the one before and the row as it is stored, its moment to the microsecond.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { StoredEntry } from './journal.ts'

export const GENESIS = createHash('sha256').update('yunjian journal').digest()

/** The moment of a row of `journal j` as it is hashed. */
export const MOMENT = `to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** A row of `journal j` as it is hashed: each field as text behind its length in bytes, or a dash where there is none. */
export const ROW_TEXT = [
  'j.id::text',
  MOMENT,
  'j.actor_account',
  'j.actor_person::text',
  'j.on_behalf_of::text',
  'j.kind',
  'j.subject',
  'j.policy_id::text',
  'j.facts',
]
  .map(field => `coalesce(octet_length(${field}) || ':' || ${field} || ';', '-:;')`)
  .join(' || ')

/** The same of a row that is about to be written. A moment of ours has milliseconds. */
export const rowText = (row: StoredEntry): string =>
  [
    row.id,
    row.at.toISOString().replace('Z', '000Z'),
    row.actorAccount,
    row.actorPerson,
    row.onBehalfOf,
    row.kind,
    row.subject,
    row.policyId,
    row.facts,
  ]
    .map(field => (field === null ? '-:;' : `${Buffer.byteLength(String(field))}:${field};`))
    .join('')

export const chainHash = (previous: Buffer, text: string): Buffer =>
  createHash('sha256').update(previous).update(text).digest()

/** Where the chain ends, for a connection outside the pool. */
export async function headIn(client: pg.ClientBase): Promise<{ position: number; hash: string } | null> {
  const { rows } = await client.query<{ position: number; hash: string }>(
    `select position, encode(hash, 'hex') as hash from journal_seal order by position desc limit 1`,
  )
  return rows[0] ?? null
}

export type ChainVerdict = { ok: boolean; checked: number; head: string; brokenAt?: number; why?: string }

/** So many positions are recomputed by one statement. */
const SPAN = 200_000
type Broken = { position: number; before: number; gone: boolean }

/** Recomputes the whole chain where it lies. Finds one changed byte, a missing row and a gap in positions. */
export async function verifyChain(
  pool: pg.Pool,
  progress: (checked: number) => void = () => {},
): Promise<ChainVerdict> {
  const { rows: tops } = await pool.query<{ top: number }>(
    'select coalesce(max(position), 0) as top from journal_seal',
  )
  const top = tops[0]?.top ?? 0
  const headAt = async (position: number) => {
    const { rows } = await pool.query<{ hash: Buffer }>('select hash from journal_seal where position = $1', [
      position,
    ])
    return (rows[0]?.hash ?? GENESIS).toString('hex')
  }
  for (let from = 1; from <= top; from += SPAN) {
    const { rows } = await pool.query<Broken>(
      `select s.position, coalesce(s.before, 0) as before, j.id is null as gone
       from (select position, hash, journal_id, lag(position) over w as before, lag(hash) over w as previous
         from journal_seal where position >= $1::bigint - 1 and position < $2 window w as (order by position)) s
       left join journal j on j.id = s.journal_id
       where s.position >= $1 and (s.position <> coalesce(s.before, 0) + 1 or j.id is null
         or s.hash is distinct from sha256(coalesce(s.previous, $3) || convert_to(${ROW_TEXT}, 'UTF8')))
       order by s.position limit 1`,
      [from, Math.min(from + SPAN, top + 1), GENESIS],
    )
    const [broken] = rows
    if (broken) {
      const gap = broken.position !== broken.before + 1
      const brokenAt = gap ? Math.max(broken.before + 1, from) : broken.position
      return {
        ok: false,
        checked: brokenAt - 1,
        head: await headAt(brokenAt - 1),
        brokenAt,
        why: gap
          ? 'a position is missing'
          : broken.gone
            ? 'the row behind a seal is missing'
            : 'the row or its hash was changed',
      }
    }
    progress(Math.min(from + SPAN - 1, top))
  }
  const head = await headAt(top)
  const { rows: loose } = await pool.query<{ n: number }>(
    `select count(*) as n from journal j where not exists (select from journal_seal s where s.journal_id = j.id)
     and not exists (select from journal_unsealed u where u.journal_id = j.id)`,
  )
  if (loose[0]?.n)
    return { ok: false, checked: top, head, why: `${loose[0].n} rows are neither sealed nor waiting` }
  return { ok: true, checked: top, head }
}
