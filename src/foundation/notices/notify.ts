// Telling somebody something, in the caller's transaction: an inbox row that stands or falls with what it tells. By which ways it
// goes out besides is decided afterwards (planning.ts). A role is never addressed: what a role must do is in its queue.
import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { columnsOf, recordset } from '../database/records.ts'
import type { FactsOf, FactTypes, NoticeKind } from './kinds.ts'

export type Addressee = { person: number } | { contact: number }
export type Telling<Types extends FactTypes> = {
  to: Addressee
  /** `kind:id`; its page is where the notice leads. */
  subject: string
  facts: FactsOf<Types>
  /** Until when it can be answered, or is of any use. */
  by?: Date
  /** The person it is about, where that is not the one who is told. */
  concerns?: number
}

const COLUMNS = {
  personId: 'bigint',
  contactId: 'bigint',
  concerns: 'bigint',
  kind: 'text',
  subject: 'text',
  facts: 'jsonb',
  mergeKey: 'text',
  at: 'timestamptz',
  answerBy: 'timestamptz',
}

/**
 * One statement whatever the number of people told. Repeats that nobody has read become one row, with how often and
 * the last facts; it goes out again when the one before is a day old.
 */
export async function notify<const Types extends FactTypes>(
  tx: Tx,
  at: Date,
  kind: NoticeKind<Types>,
  ...tellings: readonly Telling<Types>[]
): Promise<void> {
  const rows = tellings.map(one => {
    const [personId, contactId] = 'person' in one.to ? [one.to.person, null] : [null, one.to.contact]
    return {
      personId,
      contactId,
      concerns: one.concerns ?? null,
      kind: kind.kind,
      subject: one.subject,
      facts: one.facts,
      mergeKey: kind.merges ? `${personId ?? `c${contactId}`}/${kind.kind}/${one.subject}` : null,
      at,
      answerBy: one.by ?? null,
    }
  })
  // Two about one subject in one call would meet in one statement: the later one stands.
  const once = kind.merges ? [...new Map(rows.map(row => [row.mergeKey, row])).values()] : rows
  if (once.length === 0) return
  await sql`insert into notice (${columnsOf(COLUMNS)}) select * from ${recordset(COLUMNS, once)}
    on conflict (merge_key) where merge_key is not null and read_at is null
    do update set times = notice.times + 1, facts = excluded.facts, at = excluded.at, answer_by = excluded.answer_by,
      planned_at = case when excluded.at - notice.at > interval '1 day' then null else notice.planned_at end`.execute(
    tx,
  )
}

/** What was asked about these subjects is answered, or no longer asked: it leaves the head of the inbox, and goes out no more. */
export async function settleNotices(tx: Tx, at: Date, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await sql`update notice set settled_at = ${at}
    where subject = any(${[...subjects]}::text[]) and settled_at is null and answer_by is not null`.execute(
    tx,
  )
}
