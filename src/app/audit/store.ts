// Sums anew from what records publish, by another road than the folded figures.
import { sql } from 'kysely'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Db } from '../../foundation/database/database.ts'

/** Minutes and records that count, and how many of them begin before an earlier one of the same person ended. */
export async function countedSum(
  db: Db,
  of: { town?: string; community?: string; from?: LocalDay; until?: LocalDay },
): Promise<{ minutes: number; records: number; overlapping: number }> {
  const { rows } = await sql<{ minutes: number; records: number; overlapping: number }>`
    with chosen as (
      select r.minutes, r.from_at, max(r.to_at) over (partition by l.living_id order by r.from_at, r.id rows between unbounded preceding and 1 preceding) as before
      from counted_record c join record_times r on r.id = c.id join person_life l on l.id = c.person_id
      where (${of.town ?? null}::text is null or c.served_town = ${of.town ?? null})
        and (${of.community ?? null}::text is null or c.served_community = ${of.community ?? null})
        and (${of.from ?? null}::date is null or c.day >= ${of.from ?? null}::date)
        and (${of.until ?? null}::date is null or c.day <= ${of.until ?? null}::date))
    select coalesce(sum(minutes), 0)::bigint as minutes, count(*) as records, count(*) filter (where before > from_at) as overlapping from chosen`.execute(
    db,
  )
  return rows[0] ?? { minutes: 0, records: 0, overlapping: 0 }
}
