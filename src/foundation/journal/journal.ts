// The journal: who did what to which subject, on whose behalf, under which policy, with which facts.
// Appended last in the caller's transaction and never updated; position and hash come later, from the sealer.
import { type Generated, type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { spokenOf } from '../http/claims.ts'

export type JournalTables = {
  journal: {
    id: Generated<number>
    at: Date
    actorAccount: string | null
    actorPerson: number | null
    onBehalfOf: number | null
    kind: string
    subject: string
    policyId: number | null
    facts: string
  }
  journalUnsealed: { journalId: number }
  journalSeal: { position: number; journalId: number; hash: Buffer }
  journalListener: {
    name: string
    position: number
    tries: number
    error: string | null
    failedAt: Date | null
    nextAt: Date | null
  }
  journalSetAside: {
    id: Generated<number>
    listener: string
    position: number
    error: string
    tries: number
    at: Date
  }
}

export type Fact = string | number | boolean | null | Fact[] | { [name: string]: Fact }

export type Entry = {
  at: Date
  /** Who acted; null for the system itself. */
  by: { accountId: string | null; personId: number | null } | null
  onBehalfOf?: number | null
  /** Past tense, `room.what-happened`: `signup.admitted`, `record.counted`. */
  kind: string
  /** `kind:id`, as in `person:12`. */
  subject: string
  policyId?: number | null
  facts?: { [name: string]: Fact }
}

/** Appends entries in the caller's transaction. No shared lock is taken. */
export async function tell(tx: Tx, ...entries: Entry[]): Promise<void> {
  if (!entries[0]) return
  spokenOf(entries[0].subject)
  await sql`with ${telling(entries)} select 1`.execute(tx)
}

/**
 * The same as part of a caller's `with …`, for use cases in which a round trip to the database counts. Subjects that the
 * statement itself makes come from `subjects`, a relation `(n, subject)` with the entry's place in the list from 1.
 */
export function telling(entries: readonly Entry[], subjects?: RawBuilder<unknown>): RawBuilder<unknown> {
  const column = <Value>(of: (entry: Entry) => Value) => entries.map(of)
  // Arrays, so that one entry and a thousand are the same statement.
  return sql`told as (
      insert into journal (at, actor_account, actor_person, on_behalf_of, kind, subject, policy_id, facts)
      select at, actor_account, actor_person, on_behalf_of, kind, ${subjects ? sql`s.subject` : sql`e.subject`}, policy_id, facts
      from unnest(${column(one => one.at)}::timestamptz[], ${column(one => one.by?.accountId ?? null)}::text[],
        ${column(one => one.by?.personId ?? null)}::bigint[], ${column(one => one.onBehalfOf ?? null)}::bigint[],
        ${column(one => one.kind)}::text[], ${column(one => one.subject)}::text[], ${column(one => one.policyId ?? null)}::bigint[],
        ${column(one => JSON.stringify(one.facts ?? {}))}::text[])
        with ordinality as e(at, actor_account, actor_person, on_behalf_of, kind, subject, policy_id, facts, n)
        ${subjects ? sql`join ${subjects} s using (n)` : sql``}
      order by n returning id
    ), queued as (
      insert into journal_unsealed (journal_id) select id from told
    )`
}

export type StoredEntry = {
  id: number
  at: Date
  actorAccount: string | null
  actorPerson: number | null
  onBehalfOf: number | null
  kind: string
  subject: string
  policyId: number | null
  facts: string
}

export type Sealed = StoredEntry & { position: number }

export type HistoryEntry = {
  id: number
  at: Date
  kind: string
  actorPerson: number | null
  onBehalfOf: number | null
  facts: Record<string, Fact>
}

/** What happened to one subject, newest first. */
export async function historyOf(db: Db, subject: string): Promise<HistoryEntry[]> {
  const rows = await db
    .withTables<JournalTables>()
    .selectFrom('journal')
    .select(['id', 'at', 'kind', 'actorPerson', 'onBehalfOf', 'facts'])
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(row => ({ ...row, facts: JSON.parse(row.facts) }))
}
