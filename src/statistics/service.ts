// Dashboards: every figure from the folded tables, in a few milliseconds whatever the district's size.
import { addDays, type LocalDay, localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import { peopleByPlace, type Registered } from '../people/service.ts'
import type { PlaceBook } from '../places/rules.ts'
import { places } from '../places/service.ts'
import { projectPolicies } from '../projects/policies.ts'
import { projectsPublished } from '../projects/service.ts'
import { type Period, penetrationPolicy, periodBefore, periodOf } from './rules.ts'
import * as store from './store.ts'

const CALENDAR_DAYS = 371

/**
 * The figures of a period, of the district, a town or a community, with nothing hidden: for those who may open them.
 * @param place the code of a town or community; null is the district.
 * @throws Refusal `not-found` for a place there is not.
 */
export const dashboardOf = async (ground: Ground, text: string, place: string | null) =>
  (await openDashboard(ground, text, place)).dashboard
export type OpenDashboard = Awaited<ReturnType<typeof dashboardOf>>

/** The same, with the days that its calendar shows. */
export async function openDashboard(ground: Ground, text: string, place: string | null) {
  const book = await places(ground)
  const { town, community } = whereOf(book, place)
  const period = periodOf(text)
  const before = periodBefore(period)
  const { db } = ground
  const [extent, kinds, towns, communities, ages, hours, trend, people, own, past] = await Promise.all([
    store.extent(db),
    store.kindSums(db, period, place),
    store.townSums(db, period),
    store.communitySums(db, period, town),
    store.ageSums(db, period, place),
    store.hourSums(db, period, place),
    store.trend(db, period, place),
    peopleByPlace(ground),
    // People, projects and single days are kept of towns, not of communities.
    community === null ? ownOf(ground, period, town) : null,
    before ? sumBefore(ground, before, place, community === null) : null,
  ])
  const lastDay = calendarEnd(period, extent.last ?? localDay(ground.clock()))
  const days = { from: addDays(lastDay, -CALENDAR_DAYS), until: lastDay }
  const calendar = community === null ? await store.daySums(db, days.from, days.until, town) : []
  const dashboard = {
    period: text,
    months: { first: extent.first?.slice(0, 7) ?? null, last: extent.last?.slice(0, 7) ?? null },
    town,
    community,
    total: { ...sumOf(kinds), ...(own ?? { active: null, first: null, returned: null, projects: null }) },
    before: past,
    people: peopleOf(ground, book, people, place),
    trend,
    kinds,
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
  return { dashboard, days }
}

function whereOf(book: PlaceBook, code: string | null): { town: string | null; community: string | null } {
  if (code === null) return { town: null, community: null }
  const place = book.byCode(code)
  if (place?.level === 'town') return { town: code, community: null }
  if (place?.level === 'community') return { town: place.parentCode, community: code }
  throw notFound('街镇或村居', 'The town or community')
}

const sumOf = (rows: readonly { minutes: number; records: number }[]) => ({
  minutes: rows.reduce((all, one) => all + one.minutes, 0),
  records: rows.reduce((all, one) => all + one.records, 0),
})

async function ownOf(ground: Ground, period: Period, town: string | null) {
  const [count, projects] = await Promise.all([
    store.headcount(ground.db, period, town),
    projectsPublished(ground, period.from, period.until, town),
  ])
  return { ...count, projects }
}

async function sumBefore(ground: Ground, before: Period, place: string | null, withPeople: boolean) {
  const [kinds, count] = await Promise.all([
    store.kindSums(ground.db, before, place),
    withPeople ? store.headcount(ground.db, before, place) : null,
  ])
  return { ...sumOf(kinds), active: count?.active ?? null }
}

/** The calendar shows the year that ends with the period, or with the last service. */
const calendarEnd = (period: Period, last: LocalDay): LocalDay => {
  const end = period.grain === 'all' ? last : addDays(period.until, -1)
  return end < last ? end : last
}

function peopleOf(
  ground: Ground,
  book: PlaceBook,
  people: ReadonlyMap<string, Registered>,
  place: string | null,
) {
  const among = place === null ? book.towns : [book.byCode(place)]
  const own = among.map(one => people.get(one?.code ?? ''))
  const town = book.byCode(place ?? '')?.level === 'community' ? book.byCode(place ?? '')?.parentCode : place
  return {
    registered: own.reduce((all, one) => all + (one?.registered ?? 0), 0),
    verified: own.reduce((all, one) => all + (one?.verified ?? 0), 0),
    population: among.reduce((all, one) => all + (one?.population ?? 0), 0),
    target: ground.policies.at(penetrationPolicy, localDay(ground.clock()), town ?? undefined).value.percent,
  }
}

/** The first figures of the whole time, with nothing hidden. */
export async function headline(ground: Ground) {
  const all = periodOf('all')
  const [kinds, count, people, projects, book] = await Promise.all([
    store.kindSums(ground.db, all, null),
    store.headcount(ground.db, all, null),
    peopleByPlace(ground),
    projectsPublished(ground, all.from, all.until, null),
    places(ground),
  ])
  const { registered, verified } = peopleOf(ground, book, people, null)
  return { ...sumOf(kinds), active: count.active, registered, verified, projects }
}

/** 服务类别 as documents say them: as they are called today, those out of use as well. */
export const kindNames = (ground: Ground): Record<string, string> =>
  Object.fromEntries(
    ground.policies
      .at(projectPolicies.kinds, localDay(ground.clock()))
      .value.list.map(one => [one.id, one.zh]),
  )
