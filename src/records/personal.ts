// What this room holds of a person: every record in its state.
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
    return rows
  },
}
