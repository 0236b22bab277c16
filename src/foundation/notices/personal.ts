// What is kept of a person: what they were told, how they want to be told, where they are reached.
import { sql } from 'kysely'
import type { Personal } from '../ground.ts'

export const noticeData: Personal = {
  name: 'notices',
  async export(ground, personIds) {
    const ids = [...personIds]
    const { rows: told } = await sql`select kind, subject, facts, at, read_at from notice
      where person_id = any(${ids}::bigint[]) or concerns = any(${ids}::bigint[]) order by at`.execute(
      ground.db,
    )
    const { rows: choices } =
      await sql`select quiet_from, quiet_until, ask, soon, later, digest, language, changed_at
      from notice_choice where person_id = any(${ids}::bigint[])`.execute(ground.db)
    const { rows: addresses } = await sql<{ addressSealed: Buffer | null }>`
      select channel, mask, address_sealed, proven_at, lost_at from channel_address where person_id = any(${ids}::bigint[])`.execute(
      ground.db,
    )
    return {
      told,
      choices,
      addresses: addresses.map(({ addressSealed, ...one }) => ({
        ...one,
        address: addressSealed ? ground.secrets.decrypt(addressSealed) : null,
      })),
    }
  },
}
