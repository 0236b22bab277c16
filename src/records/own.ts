// A volunteer's own hours.
import { actingFor, type Principal } from '../foundation/access/access.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { entriesOf } from '../people/service.ts'
import type { OwnHours } from './contract.ts'
import { hoursOf, recordPolicies, starsOf } from './rules.ts'
import * as store from './store.ts'
import { viewOf } from './view.ts'

/** A volunteer's hours: total, what is not there yet and why, the next star, each record in its state. */
export async function ownHours(
  ground: Ground,
  actor: Principal,
  query: { for?: number; before?: number; limit: number },
): Promise<OwnHours> {
  const { personId } = actingFor(actor, query.for)
  const same = await entriesOf(ground.db, personId)
  const today = localDay(ground.clock())
  const [total, year, rows, waiting] = await Promise.all([
    store.totalOf(ground.db, same),
    store.minutesSince(ground.db, same, `${today.slice(0, 4)}-01-01`),
    store.recordsOf(ground.db, same, query.before ?? null, query.limit),
    store.waitingFor(ground.db, same, ['confirmation', 'acceptance', 'consent', 'real-name', 'overlap']),
  ])
  const stars = starsOf(total.minutes, ground.policies.at(recordPolicies.stars, today).value.hours)
  const { disputeDays } = ground.policies.at(recordPolicies.hours, today).value
  return {
    personId,
    totalMinutes: total.minutes,
    total: hoursOf(total.minutes),
    thisYear: hoursOf(year),
    records: total.records,
    stars: stars.stars,
    nextStarHours: stars.nextHours,
    missingHours: stars.missingMinutes === null ? null : hoursOf(stars.missingMinutes),
    waitingHours: hoursOf(waiting.reduce((sum, one) => sum + one.minutes, 0)),
    waitingDue:
      waiting
        .filter(one => one.waits.includes('confirmation'))
        .map(one => one.dueOn)
        .sort()[0] ?? null,
    list: rows.map(row => ({
      ...viewOf(ground, row),
      correctedFrom: row.correctedFrom === null ? null : hoursOf(row.correctedFrom),
      dispute:
        row.disputeId === null || row.disputeState === null
          ? null
          : { id: row.disputeId, state: row.disputeState },
      mayDispute:
        row.state !== 'reversed' && row.disputeState !== 'open' && today <= addDays(row.day, disputeDays),
      mayAccept: row.waits.includes('acceptance'),
    })),
  }
}
