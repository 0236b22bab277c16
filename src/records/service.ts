// What other rooms ask of hours.
import type { Ground } from '../foundation/ground.ts'
import { entriesOf } from '../people/service.ts'
import * as store from './store.ts'

/** The counted records of a person (all entries of them), newest first, within a period if one is given. */
export async function countedRecords(
  ground: Ground,
  personId: number,
  period: { from?: string; until?: string },
): Promise<store.ServiceRecord[]> {
  const records = await store.countedBetween(ground.db, await entriesOf(ground.db, personId))
  return records
    .filter(one => (!period.from || one.day >= period.from) && (!period.until || one.day <= period.until))
    .reverse()
}

/** What still counts of these records for the living person whom an entry belongs to. */
export const stillCounting = (
  ground: Ground,
  personId: number,
  recordIds: readonly number[],
): Promise<{ records: number; minutes: number }> => store.sumStillCounting(ground.db, personId, recordIds)
