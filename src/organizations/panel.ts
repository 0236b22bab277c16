// What this room says of a person on the person's page.
import { sql } from 'kysely'
import { demand } from '../foundation/access/access.ts'
import type { Panel } from '../foundation/ground.ts'
import { entriesOf } from '../people/service.ts'

export const teamsPanel: Panel = {
  of: 'person',
  name: 'teams',
  permission: 'people.read',
  async show(ground, actor, id) {
    demand(actor, 'people.read')
    const { rows } = await sql<{ id: number; name: string; role: 'leader' | 'member' }>`
      select t.id, t.name, m.role from team_member m join team t on t.id = m.team_id
      where m.person_id = any(${await entriesOf(ground.db, id)}::bigint[]) and m.until is null order by m.role, t.name`.execute(
      ground.db,
    )
    return rows.length === 0
      ? null
      : rows.map(one => ({ label: `teams.${one.role}`, value: one.name, to: `/desk/teams/${one.id}` }))
  },
}
