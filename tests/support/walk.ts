// A list as somebody reads it who does not stop before its end.
import { expect } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { Ground, List, ListRow } from '../../src/foundation/ground.ts'
import { sortedBy } from '../../src/foundation/lists/lists.ts'

type Turn = (n: number) => Promise<void>

/** Every page of a list, one after another; `between` happens after each. */
export async function walkList<Row extends ListRow>(
  ground: Ground,
  list: List<Row>,
  actor: Principal,
  query: object = {},
  { sort, limit = 50, between }: { sort?: string; limit?: number; between?: Turn } = {},
): Promise<Row[]> {
  const rows: Row[] = []
  const order = sortedBy(list.listing, sort)
  for (let after: string | undefined, n = 0; ; n++) {
    const page = await list.rows(ground, actor, query, { sort: order, after, limit })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    rows.push(...page.items)
    if (page.next === null) return rows
    expect(page.items).toHaveLength(limit)
    await between?.(n)
    after = page.next
  }
}
