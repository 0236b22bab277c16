// Every invariant that the rooms announce, looked for in the rows: each query answers what breaks its rule, a sound district none; `:now` is the moment.
import { sql } from 'kysely'
import type { Ground } from '../foundation/ground.ts'
import { verifyChain } from '../foundation/journal/chain.ts'
import { sealAll } from '../foundation/journal/sealer.ts'

export type Check = { name: string; broken: number; example?: string }

/** Runs every rule in one snapshot, what must hold beyond the rows, and the journal's chain. */
export async function verifyDistrict(
  ground: Ground,
  progress: (name: string) => void = () => {},
): Promise<Check[]> {
  const checks: Check[] = await ground.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async tx => {
      const found: Check[] = []
      for (const [name, query] of ground.rooms.flatMap(room => Object.entries(room.invariants ?? {}))) {
        progress(name)
        const { rows } = await sql<{
          id: number
        }>`${sql.raw(query.replaceAll(':now', `timestamptz '${ground.clock().toISOString()}'`))}`.execute(tx)
        found.push({ name, broken: rows.length, ...(rows[0] && { example: String(rows[0].id) }) })
      }
      return found
    })
  for (const [name, check] of ground.rooms.flatMap(room => Object.entries(room.checks ?? {}))) {
    progress(name)
    const broken = await check(ground)
    checks.push({ name, broken: broken.length, ...(broken[0] && { example: broken[0] }) })
  }
  progress('journal')
  await sealAll(ground.database.pool)
  const chain = await verifyChain(ground.database.pool)
  return [
    ...checks,
    {
      name: 'the journal is whole and unchanged',
      broken: chain.ok ? 0 : 1,
      ...(chain.why && { example: `position ${chain.brokenAt ?? '-'}: ${chain.why}` }),
    },
  ]
}
