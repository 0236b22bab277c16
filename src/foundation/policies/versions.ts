// One version of a rule by its id, as decisions store it.
import { sql } from 'kysely'
import type { LocalDay } from '../clock.ts'
import type { Db } from '../database/database.ts'

export async function ruleVersion(
  db: Db,
  id: number,
): Promise<{ id: number; key: string; since: LocalDay; source: string } | null> {
  const { rows } = await sql<{ id: number; key: string; since: LocalDay; source: string }>`
    select id, key, effective_from as since, source from policy where id = ${id}`.execute(db)
  return rows[0] ?? null
}
