// What the ground holds of a person as somebody with duties.
import { sql } from 'kysely'
import type { Personal } from '../ground.ts'

export const dutyData: Personal = {
  name: 'duties',
  async export(ground, personIds) {
    const { rows } =
      await sql`select g.role, n.name as place, g.sector, g.case_of, g.since, g.until, g.state, g.ended_why, g.reason
      from access_grant g join scope_node n on n.id = g.node_id
      where g.person_id = any(${[...personIds]}::bigint[]) order by g.since, g.id`.execute(ground.db)
    return rows
  },
}
