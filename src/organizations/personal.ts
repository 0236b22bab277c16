// What this room holds of a person.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'

export const memberships: Personal = {
  name: 'teams',
  async export(ground, personIds) {
    const { rows } =
      await sql`select t.name, m.role, m.since, m.until from team_member m join team t on t.id = m.team_id
      where m.person_id = any(${[...personIds]}::bigint[]) order by m.since`.execute(ground.db)
    const { rows: invitations } =
      await sql`select t.name, i.at, i.answer, i.answered_at from team_invitation i
      join team t on t.id = i.team_id where i.person_id = any(${[...personIds]}::bigint[]) order by i.at`.execute(
        ground.db,
      )
    return [...rows, ...invitations]
  },
}
