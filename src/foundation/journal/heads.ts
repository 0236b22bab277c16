// The head of the chain, signed and published at the end of every day, and whether the chain still contains it.
// Invariant: a published head never changes, and its position holds its hash.
import { sql } from 'kysely'
import { addDays, type LocalDay, localDay } from '../clock.ts'
import type { Db } from '../database/database.ts'
import type { Ground, Room } from '../ground.ts'
import { sealAll } from './sealer.ts'

export type Head = { day: LocalDay; position: number; hash: Buffer; signature: Buffer }

/** What is signed, so that anybody can check it with the district's public key. */
export const headText = (district: string, head: { day: string; position: number; hash: Buffer }): Buffer =>
  Buffer.from(
    `yunjian journal head\n${district}\n${head.day}\n${head.position}\n${head.hash.toString('hex')}\n`,
  )

/** Publishes the head as it stands, for the day that ended last; doing it again changes nothing. */
export async function publishHead(ground: Ground): Promise<void> {
  await sealAll(ground.database.pool)
  const at = ground.clock()
  const day = addDays(localDay(at), -1)
  await ground.transact(async tx => {
    const head = await signedHead(ground, tx, day)
    if (!head) return
    await sql`insert into journal_head (day, position, hash, signature, published_at)
      values (${day}, ${head.position}, ${head.hash}, ${head.signature}, ${at}) on conflict (day) do nothing`.execute(
      tx,
    )
  })
}

/** The head as it stands, signed for a day; undefined while nothing is sealed. */
export async function signedHead(ground: Ground, db: Db, day: LocalDay): Promise<Head | undefined> {
  const { rows } = await sql<{
    position: number
    hash: Buffer
  }>`select position, hash from journal_seal order by position desc limit 1`.execute(db)
  const [head] = rows
  return (
    head && {
      day,
      ...head,
      signature: ground.secrets.sign(headText(ground.config.district, { day, ...head })),
    }
  )
}

export type CheckedHead = Head & {
  /** Signed by this district's key. */
  signed: boolean
  /** The chain still has this hash at this position. */
  inChain: boolean
}

/** The published heads, newest first and all where no limit is given, each checked against the key and the chain. */
export async function headsOf(
  ground: Ground,
  limit: number | null,
  before?: LocalDay,
): Promise<CheckedHead[]> {
  const { rows } = await sql<Head & { now: Buffer | null }>`
    select h.day, h.position, h.hash, h.signature, s.hash as now from journal_head h left join journal_seal s on s.position = h.position
    where ${before ?? null}::date is null or h.day < ${before ?? null}::date
    order by h.day desc limit ${limit}`.execute(ground.db)
  return rows.map(({ now, ...head }) => ({
    ...head,
    signed: ground.secrets.verifySignature(headText(ground.config.district, head), head.signature),
    inChain: now?.equals(head.hash) ?? false,
  }))
}

/** How many heads stand one day after another without a gap, up to the newest. */
export async function unbrokenDays(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select day, row_number() over (order by day desc) as n, max(day) over () as newest from journal_head) h
    where day = newest - (n - 1)::integer`.execute(db)
  return rows[0]?.n ?? 0
}

/** Where an entry about a subject stands in the chain, and the first published head that holds it. */
export async function sealOf(db: Db, subject: string, kind: string) {
  const { rows } = await sql<{
    id: number
    at: Date
    position: number | null
    hash: Buffer | null
    headDay: LocalDay | null
    headPosition: number | null
  }>`select j.id, j.at, s.position, s.hash, h.day as head_day, h.position as head_position
    from journal j left join journal_seal s on s.journal_id = j.id
    left join lateral (select day, position from journal_head h where h.position >= s.position order by day limit 1) h on true
    where j.subject = ${subject} and j.kind = ${kind} order by j.id desc limit 1`.execute(db)
  return rows[0]
}

/** What must hold of heads beyond the rows: the district's key signed each. */
export const headChecks: NonNullable<Room['checks']> = {
  'every published head is signed by this district': async ground =>
    (await headsOf(ground, null)).filter(one => !one.signed).map(one => one.day),
}

export const headInvariants: Record<string, string> = {
  'every published head is still in the chain': `select h.position as id from journal_head h left join journal_seal s on s.position = h.position where s.hash is distinct from h.hash`,
  'published heads follow each other': `select position as id from (select position, lag(position) over (order by day) as before from journal_head) x where before > position`,
}
