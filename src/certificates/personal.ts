// What this room holds of a person: the certificates that were issued.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'

export const certificateData: Personal = {
  name: 'certificates',
  async export(ground, personIds) {
    const { rows } = await sql`select no, issued_at, minutes, records, revoked_at from certificate
      where person_id = any(${[...personIds]}::bigint[]) order by issued_at`.execute(ground.db)
    return rows
  },
}
