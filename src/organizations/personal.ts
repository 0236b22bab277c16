// What this room holds of a person.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'

export const memberships: Personal = {
  name: 'teams',
  async export(ground, personIds) {
    const { rows } =
      await sql`select t.name, m.role, m.since, m.until from team_member m join team t on t.id = m.team_id
      where m.person_id = any(${[...personIds]}::bigint[]) order by m.since`.execute(ground.db)
    return rows
  },
}
