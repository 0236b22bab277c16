// The desk's table of duties by its tabs: those in force, ending, proposed, over. What membership gives is not in it.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { rowsOf } from '../lists/rows.ts'
import { FROM, type GrantRow, SELECTED } from './grants.ts'

export type Tab = 'in-force' | 'deputies' | 'ending' | 'excluded' | 'ended' | 'proposed' | 'to-come'
const NAMED = sql`g.role <> 'team-leader'`
const tabCondition = (tab: Tab, at: Date): RawBuilder<unknown> => {
  const now = sql`g.state = 'live' and g.since <= ${at} and (g.until is null or g.until > ${at})`
  switch (tab) {
    case 'in-force':
      return now
    case 'to-come':
      return sql`g.state = 'live' and g.since > ${at}`
    case 'deputies':
      return sql`${now} and g.deputy_for is not null`
    case 'ending':
      return sql`${now} and g.until < ${new Date(at.getTime() + 30 * 86_400_000)}`
    case 'excluded':
      return sql`g.ended_why = 'excluded'`
    case 'ended':
      return sql`(g.state in ('ended', 'returned') or (g.state = 'live' and g.until <= ${at}))`
    case 'proposed':
      return sql`g.state = 'proposed' and (g.until is null or g.until > ${at})`
  }
}
/** A tab of the desk's table, within a scope; ended ones newest first, the others by their end. */
export const grantsIn = (
  db: Db,
  scope: RawBuilder<boolean>,
  tab: Tab,
  at: Date,
  after: string | undefined,
  limit: number,
) => {
  const ended = tab === 'ended' || tab === 'excluded'
  return rowsOf<GrantRow>(
    db,
    {
      select: SELECTED,
      from: FROM,
      where: [NAMED, scope, tabCondition(tab, at)],
      id: sql`g.id`,
      keys: {
        ended: { by: sql`coalesce(g.ended_at, g.until, '-infinity')`, type: 'timestamptz' },
        term: { by: sql`coalesce(g.until, 'infinity')`, type: 'timestamptz' },
      },
    },
    { sort: { name: ended ? 'ended' : 'term', down: ended }, after, limit },
  )
}
export const countTabs = (db: Db, scope: RawBuilder<boolean>, at: Date) =>
  sql<Record<string, number>>`select ${sql.join(
    (['in-force', 'deputies', 'ending', 'excluded', 'ended', 'proposed', 'to-come'] as const).map(
      tab => sql`count(*) filter (where ${tabCondition(tab, at)}) as ${sql.ref(tab)}`,
    ),
  )} from access_grant g join scope_node n on n.id = g.node_id where ${NAMED} and ${scope}`
    .execute(db)
    .then(result => result.rows[0] ?? {})
