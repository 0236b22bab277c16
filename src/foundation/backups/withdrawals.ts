// What was withdrawn after a backup was made stays withdrawn when it is restored: read before the rows are replaced, laid over after.
// Invariant: only a row that says the same of what it is (`same`) is taken for the same row; ids alone may have been given twice.
import pg from 'pg'
import type { Ground, Withdrawal } from '../ground.ts'

export type Kept = { withdrawal: Withdrawal; rows: string; types: ReadonlyMap<string, string> }
const q = pg.escapeIdentifier

/** What stands withdrawn in the district that is there. */
export async function readWithdrawals(ground: Ground, client: pg.ClientBase): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const withdrawal of ground.rooms.flatMap(room => room.withdrawals ?? [])) {
    const { table, same, sets, withdrawn } = withdrawal
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attname = any($2)`,
      [table, ['id', ...same, ...sets]],
    )
    const { rows } = await client.query<{ rows: string }>(
      `select coalesce(json_agg(x), '[]')::text as rows from (select ${columns.map(one => q(one.name)).join(', ')}
         from ${q(table)} where ${withdrawn}) x`,
    )
    kept.push({
      withdrawal,
      rows: rows[0]?.rows ?? '[]',
      types: new Map(columns.map(one => [one.name, one.type])),
    })
  }
  return kept
}

/** Lays it over the restored rows that are not withdrawn there. Answers what was: `grant:12`. */
export async function keepWithdrawals(client: pg.ClientBase, kept: readonly Kept[]): Promise<string[]> {
  const subjects: string[] = []
  for (const { withdrawal, rows, types } of kept) {
    const { kind, table, same, sets, withdrawn } = withdrawal
    const given = [...types].map(([name, type]) => `${q(name)} ${type}`).join(', ')
    const isSame = ['id', ...same].map(name => `t.${q(name)} is not distinct from k.${q(name)}`).join(' and ')
    const { rows: changed } = await client.query<{ id: number }>(
      `update ${q(table)} t set ${sets.map(name => `${q(name)} = k.${q(name)}`).join(', ')}
       from json_to_recordset($1::json) as k(${given})
       where ${isSame} and t.id in (select id from ${q(table)} where not (${withdrawn})) returning t.id`,
      [rows],
    )
    subjects.push(...changed.map(one => `${kind}:${one.id}`))
  }
  return subjects
}
