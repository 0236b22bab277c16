// Gathers from the rooms what waits for a staff member, and the district's first figures.
import { demand, holds, type Principal, scopesOf } from '../../foundation/access/access.ts'
import type { Ground, QueueItem } from '../../foundation/ground.ts'
import { reviewQueue, type WaitingReview } from '../../foundation/reviews/queue.ts'
import { pageOf, titlesOf } from '../../foundation/subjects.ts'
import { places } from '../../places/service.ts'
import { hoursOf } from '../../records/rules.ts'
import { headlineForAll } from '../../statistics/public.ts'
import { dashboardOf } from '../../statistics/service.ts'
import type { DeskFigures, Figures, QueueRow } from './contract.ts'

/** Of each source; the next ones come when these are done. */
const LIMIT = 200

async function reviewsFor(ground: Ground, actor: Principal): Promise<QueueItem[]> {
  const waiting = await reviewQueue(ground, actor, LIMIT)
  const now = ground.clock()
  const teamOf = (one: WaitingReview) =>
    Number(one.concerns.find(it => it.startsWith('team:'))?.slice(5) ?? 0)
  const [authors, teams] = await Promise.all([
    titlesOf(
      ground,
      'person',
      waiting.flatMap(one => one.authorPerson ?? []),
    ),
    titlesOf(
      ground,
      'team',
      waiting.map(teamOf).filter(id => id > 0),
    ),
  ])
  return waiting.map(one => ({
    kind: one.kind,
    subject: one.subject,
    title: one.title,
    from: [teams.get(teamOf(one)), authors.get(one.authorPerson ?? 0)].filter(Boolean).join(' · '),
    page: pageOf(ground, one.subject) ?? `/desk/reviews/${one.id}`,
    review: one.id,
    dueAt: one.dueAt,
    overdue: one.dueAt <= now,
    count: 1,
    below: one.below,
  }))
}

/** What waits for this actor: reviews they may decide, and whatever the rooms add. What is first theirs first, then by deadline. */
export async function queueOf(
  ground: Ground,
  actor: Principal,
): Promise<{ items: QueueRow[]; more: boolean }> {
  const sources = ground.rooms
    .flatMap(room => room.queue ?? [])
    .filter(source => holds(actor, source.permission))
  const lists = await Promise.all([
    reviewsFor(ground, actor),
    ...sources.map(source => source.waiting(ground, actor, LIMIT)),
  ])
  const due = (item: QueueItem) => item.dueAt?.getTime() ?? Number.POSITIVE_INFINITY
  const items = lists
    .flat()
    .sort((a, b) => Number(a.below ?? false) - Number(b.below ?? false) || due(a) - due(b) || 0)
  return {
    items: items.map(item => ({
      ...item,
      dueAt: item.dueAt?.toISOString() ?? null,
      below: item.below ?? false,
      review: item.review ?? null,
    })),
    more: lists.some(list => list.length >= LIMIT),
  }
}

/** The highest place that the actor's roles reach, with its figures: a town's desk sees the town's. */
export async function figuresOfDesk(ground: Ground, actor: Principal): Promise<DeskFigures | null> {
  demand(actor, 'roster.read')
  const scopes = new Set(scopesOf(actor, 'roster.read'))
  const book = await places(ground)
  const place = ['district', 'town', 'community']
    .flatMap(level => book.all.filter(one => one.level === level))
    .find(one => scopes.has(one.nodeId))
  if (!place) return null
  const { total, people } = await dashboardOf(ground, 'all', place.level === 'district' ? null : place.code)
  return {
    place: { code: place.code, name: place.name, level: place.level },
    minutes: total.minutes,
    registered: people.registered,
    projects: total.projects,
    served: total.active,
  }
}

export async function districtFigures(ground: Ground): Promise<Figures> {
  const [sums, book] = await Promise.all([headlineForAll(ground), places(ground)])
  return {
    volunteers: sums.registered,
    verified: sums.verified,
    projects: sums.projects,
    minutes: sums.minutes,
    hours: sums.minutes === null ? null : hoursOf(sums.minutes),
    records: sums.records,
    served: sums.active,
    towns: book.towns.length,
    stations: book.all.filter(one => one.level === 'community' && one.hasStation).length,
    population: book.district.population ?? 0,
  }
}
