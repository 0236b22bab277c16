// Dashboards: every figure from the folded tables, in a few milliseconds whatever the district's size.
import { addDays, type LocalDay, localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { refuse } from '../foundation/refusals.ts'
import { peopleByTown } from '../people/service.ts'
import type { PlaceBook } from '../places/rules.ts'
import { places } from '../places/service.ts'
import type { ServiceKind } from '../projects/kinds.ts'
import { projectsPublished } from '../projects/service.ts'
import type { Dashboard } from './contract.ts'
import { type Period, penetrationPolicy, periodBefore, periodOf } from './rules.ts'
import * as store from './store.ts'

const CALENDAR_DAYS = 371

/** The figures of a period, of the district or one town. @throws Refusal `not-found` for a town there is not. */
export async function dashboardOf(ground: Ground, text: string, town: string | null): Promise<Dashboard> {
  const book = await places(ground)
  if (town !== null && book.byCode(town)?.level !== 'town') throw refuse('not-found', { what: '街镇' })
  const period = periodOf(text)
  const before = periodBefore(period)
  const { db } = ground
  const [extent, kinds, towns, communities, ages, hours, trend, people, published, count] = await Promise.all(
    [
      store.extent(db),
      store.kindSums(db, period, town),
      store.townSums(db, period),
      town === null ? [] : store.communitySums(db, period, town),
      store.ageSums(db, period, town),
      store.hourSums(db, period, town),
      store.trend(db, period, town),
      peopleByTown(ground),
      projectsPublished(ground, period.from, period.until, town),
      store.headcount(db, period, town),
    ],
  )
  const lastDay = calendarEnd(period, extent.last ?? localDay(ground.clock()))
  const [calendar, past] = await Promise.all([
    store.daySums(db, addDays(lastDay, -CALENDAR_DAYS), lastDay, town),
    before ? sumBefore(ground, before, town) : null,
  ])
  const sum = (rows: readonly { minutes: number; records: number }[]) => ({
    minutes: rows.reduce((all, one) => all + one.minutes, 0),
    records: rows.reduce((all, one) => all + one.records, 0),
  })
  return {
    period: text,
    months: { first: extent.first?.slice(0, 7) ?? null, last: extent.last?.slice(0, 7) ?? null },
    town,
    total: { ...sum(kinds), ...count, projects: published },
    before: past,
    people: peopleOf(ground, book, people, town),
    trend,
    kinds: kinds.map(one => ({ ...one, kind: one.kind as ServiceKind })),
    towns: towns.map(({ town: code, ...one }) => ({
      ...one,
      code,
      name: book.byCode(code)?.name ?? code,
      verified: people.get(code)?.verified ?? 0,
      population: book.byCode(code)?.population ?? 0,
    })),
    communities: communities.map(({ community, ...one }) => ({
      ...one,
      code: community,
      name: book.byCode(community)?.name ?? '',
    })),
    ages,
    hours,
    calendar,
  }
}

async function sumBefore(ground: Ground, before: Period, town: string | null) {
  const [kinds, count] = await Promise.all([
    store.kindSums(ground.db, before, town),
    store.headcount(ground.db, before, town),
  ])
  return {
    minutes: kinds.reduce((all, one) => all + one.minutes, 0),
    records: kinds.reduce((all, one) => all + one.records, 0),
    active: count.active,
  }
}

/** The calendar shows the year that ends with the period, or with the last service. */
const calendarEnd = (period: Period, last: LocalDay): LocalDay => {
  const end = period.grain === 'all' ? last : addDays(period.until, -1)
  return end < last ? end : last
}

type Registered = Awaited<ReturnType<typeof peopleByTown>>
function peopleOf(ground: Ground, book: PlaceBook, people: Registered, town: string | null) {
  const own = [...people].filter(([code]) => town === null || code === town).map(([, one]) => one)
  const residents =
    town === null
      ? book.towns.reduce((all, one) => all + (one.population ?? 0), 0)
      : (book.byCode(town)?.population ?? 0)
  return {
    registered: own.reduce((all, one) => all + one.registered, 0),
    verified: own.reduce((all, one) => all + one.verified, 0),
    population: residents,
    target: ground.policies.at(penetrationPolicy, localDay(ground.clock()), town ?? undefined).value.percent,
  }
}

/** The first figures of the whole time, for the portal and the big screen. */
export async function headline(ground: Ground) {
  const all = periodOf('all')
  const [kinds, count, people, projects] = await Promise.all([
    store.kindSums(ground.db, all, null),
    store.headcount(ground.db, all, null),
    peopleByTown(ground),
    projectsPublished(ground, all.from, all.until, null),
  ])
  const verified = [...people.values()].reduce((sum, one) => sum + one.verified, 0)
  const registered = [...people.values()].reduce((sum, one) => sum + one.registered, 0)
  return {
    minutes: kinds.reduce((sum, one) => sum + one.minutes, 0),
    records: kinds.reduce((sum, one) => sum + one.records, 0),
    active: count.active,
    registered,
    verified,
    projects,
  }
}
