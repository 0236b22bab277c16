// Gathers from the rooms what waits for a staff member, by deadline, and the district's first figures.
import type { z } from 'zod'
import { type Principal, scopesOf } from '../../foundation/access/access.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { reviewQueue } from '../../foundation/reviews/service.ts'
import { findPeople } from '../../people/desk.ts'
import { maskName } from '../../people/identity.ts'
import { personFacts } from '../../people/service.ts'
import { places } from '../../places/service.ts'
import { hoursOf } from '../../records/rules.ts'
import { waitingShifts } from '../../records/service.ts'
import { headline } from '../../statistics/service.ts'
import type { figures, queueItem } from './routes.ts'

export type QueueItem = z.infer<typeof queueItem>

/** What waits for this actor: reviews they may decide, hours to confirm, people to verify. Earliest deadline first. */
export async function queueOf(ground: Ground, actor: Principal): Promise<QueueItem[]> {
  const today = localDay(ground.clock())
  const open = await reviewQueue(ground.db, actor)
  const authors = await personFacts(ground.db, [
    ...new Set(open.flatMap(one => (one.authorPerson === null ? [] : [one.authorPerson]))),
  ])
  const reviews = open.map(review => ({
    kind: review.kind as 'project' | 'dispute' | 'correction',
    subject: review.subject,
    title: review.title,
    from: maskName(authors.get(review.authorPerson ?? 0)?.name ?? ''),
    dueOn: review.dueOn,
    overdue: review.dueOn < today,
    count: 1,
  }))
  const shifts =
    scopesOf(actor, 'record.confirm').length === 0
      ? []
      : (await waitingShifts(ground, actor)).map(one => ({
          kind: 'confirm' as const,
          subject: `shift:${one.shiftId}`,
          title: one.title,
          from: one.day,
          dueOn: one.dueOn,
          overdue: one.overdue,
          count: one.people,
        }))
  const unverified =
    scopesOf(actor, 'people.verify').length === 0
      ? []
      : (await findPeople(ground, actor, { tier: 'phone', limit: 200 })).people
  const verify =
    unverified.length === 0
      ? []
      : [
          {
            kind: 'verify' as const,
            subject: 'people:phone',
            title: '',
            from: '',
            dueOn: null,
            overdue: false,
            count: unverified.length,
          },
        ]
  return [...reviews, ...shifts, ...verify].sort((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'))
}

export async function districtFigures(ground: Ground): Promise<z.infer<typeof figures>> {
  const [sums, book] = await Promise.all([headline(ground), places(ground)])
  return {
    volunteers: sums.registered,
    verified: sums.verified,
    projects: sums.projects,
    minutes: sums.minutes,
    hours: hoursOf(sums.minutes),
    records: sums.records,
    served: sums.active,
    towns: book.towns.length,
    stations: book.all.filter(one => one.level === 'community' && one.hasStation).length,
    population: book.district.population ?? 0,
  }
}
