// Which parts of the week a service takes: working days and days off by the district's calendar, morning until noon, evening from six. Pure.
import { addDays, atLocal, type LocalDay, localDay } from '../foundation/clock.ts'
import type { FreeTime } from '../people/rules.ts'

const PARTS = [
  { part: 'morning', from: '00:00', until: '12:00' },
  { part: 'afternoon', from: '12:00', until: '18:00' },
  { part: 'evening', from: '18:00', until: null },
] as const

/** Every part that it touches; one that ends as a part begins does not touch it. */
export function partsTaken(
  span: { startsAt: Date; endsAt: Date },
  isWorkday: (day: LocalDay) => boolean,
): FreeTime[] {
  const taken = new Set<FreeTime>()
  for (let day = localDay(span.startsAt); atLocal(day, '00:00') < span.endsAt; day = addDays(day, 1))
    for (const { part, from, until } of PARTS)
      if (
        span.startsAt < (until ? atLocal(day, until) : atLocal(addDays(day, 1), '00:00')) &&
        span.endsAt > atLocal(day, from)
      )
        taken.add(`${isWorkday(day) ? 'workday' : 'dayoff'}-${part}`)
  return [...taken]
}
