// What this room holds of a person: every record in its state, and what they disputed.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'

export const recordData: Personal = {
  name: 'records',
  async export(ground, personIds) {
    const { rows } =
      await sql`select title, kind, place_name, day, from_at, to_at, minutes, state, waits, how, counted_at
      from service_record where person_id = any(${[...personIds]}::bigint[]) order by from_at, id`.execute(
        ground.db,
      )
    const { rows: disputes } =
      await sql`select r.title, r.day, c.kind, c.asked_minutes, c.reason, c.at, c.state
      from record_correction c join service_record r on r.id = c.record_id
      where c.by_person = any(${[...personIds]}::bigint[]) order by c.at`.execute(ground.db)
    return { records: rows, disputes }
  },
}
