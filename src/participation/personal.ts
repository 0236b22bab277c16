// What this room holds of a person: every sign-up and when they came and went.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'

export const signupData: Personal = {
  name: 'signups',
  async export(ground, personIds) {
    const { rows } =
      await sql`select s.title, s.place_name, s.starts_at, s.ends_at, g.state, g.at, g.reason, a.in_at, a.in_how, a.out_at, a.out_how
      from signup g join slot s on s.id = g.slot_id left join attendance a on a.signup_id = g.id
      where g.person_id = any(${[...personIds]}::bigint[]) order by s.starts_at, g.id`.execute(ground.db)
    return rows
  },
}
