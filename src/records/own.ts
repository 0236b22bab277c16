// A volunteer's own hours.
import { actingFor, type Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { entriesOf } from '../people/service.ts'
import type { OwnHours } from './contract.ts'
import { hoursOf, recordPolicies, starsOf, waitReasons } from './rules.ts'
import * as store from './store.ts'

/** A volunteer's hours: total, what is not there yet and why, the next star. Each record in its state is `ownRecords`. */
export async function ownHours(
  ground: Ground,
  actor: Principal,
  query: { for?: number | undefined } = {},
): Promise<OwnHours> {
  const { personId } = actingFor(actor, query.for)
  const same = await entriesOf(ground.db, personId)
  const today = localDay(ground.clock())
  const [total, year, waiting] = await Promise.all([
    store.totalOf(ground.db, same),
    store.minutesSince(ground.db, same, `${today.slice(0, 4)}-01-01`),
    store.waitingFor(ground.db, same, [...waitReasons]),
  ])
  const stars = starsOf(total.minutes, ground.policies.at(recordPolicies.stars, today).value.hours)
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
  }
}
