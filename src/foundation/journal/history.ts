// Journal rows of a past that is loaded in bulk, sealed as they are written: the chain goes on from its head.
import type { Bulk, BulkTable } from '../database/bulk.ts'
import { chainHash, GENESIS, rowText } from './chain.ts'
import type { Entry } from './journal.ts'

type Row = {
  id: number
  at: Date
  person: number | null
  kind: string
  subject: string
  policyId: number | null
  facts: string
}
const journal: BulkTable<Row> = {
  table: 'journal',
  columns: {
    id: row => row.id,
    at: row => row.at,
    actor_person: row => row.person,
    kind: row => row.kind,
    subject: row => row.subject,
    policy_id: row => row.policyId,
    facts: row => row.facts,
  },
}
const seal: BulkTable<{ position: number; journalId: number; hash: Buffer }> = {
  table: 'journal_seal',
  columns: {
    position: row => row.position,
    journal_id: row => row.journalId,
    hash: row => row.hash,
  },
}
export const journalTables = ['journal', 'journal_seal']

/** Begins to tell a past. @throws Error when rows wait for the sealer: their place in the chain is before. */
export async function tellPast(bulk: Bulk): Promise<(entry: Entry) => void> {
  const { rows: waiting } = await bulk.query('select 1 from journal_unsealed limit 1')
  if (waiting.length > 0) throw new Error('the journal must be sealed before a past is loaded')
  const { rows } = await bulk.query<{ position: number; hash: Buffer }>(
    'select position, hash from journal_seal order by position desc limit 1',
  )
  let { position, hash } = rows[0] ?? { position: 0, hash: GENESIS }
  let id = await bulk.nextId(journal)
  return entry => {
    const row = {
      id: id++,
      at: entry.at,
      person: entry.by?.personId ?? null,
      kind: entry.kind,
      subject: entry.subject,
      policyId: entry.policyId ?? null,
      facts: JSON.stringify(entry.facts ?? {}),
    }
    hash = chainHash(hash, rowText({ ...row, actorAccount: null, actorPerson: row.person, onBehalfOf: null }))
    bulk.add(journal, row)
    bulk.add(seal, { position: ++position, journalId: row.id, hash })
  }
}
