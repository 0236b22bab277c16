// The figures as strangers read them: what is hidden is null, and stands in its list all the same, so that nobody learns from its
// absence whether it was few people's or nobody's.
import type { Principal } from '../foundation/access/access.ts'
import type { LocalDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { peopleByPlace } from '../people/service.ts'
import { places } from '../places/service.ts'
import type { Dashboard } from './contract.ts'
import { ageValue, type Dimension, deep, hourValue, kindValue, nowhereIn, shallow } from './crowds/rules.ts'
import { monthsOf, type Veil, within } from './crowds/veil.ts'
import { DISTRICT, type Period, periodBefore, periodOf } from './rules.ts'
import { dashboardOf, headline, type OpenDashboard, openDashboard } from './service.ts'
import {
  firstHidden,
  headlineHidden,
  opens,
  type PeopleHidden,
  partHidden,
  peopleHidden,
  unless,
  veilOf,
  wholeHidden,
} from './showing.ts'

/** Nothing of a row but its names. */
const HIDDEN = { minutes: null, records: null }

/**
 * The dashboard as this reader may read it.
 * @throws Refusal `not-found` for a place there is not.
 */
export async function dashboardFor(
  ground: Ground,
  actor: Principal,
  text: string,
  place: string | null,
): Promise<Dashboard> {
  if (await opens(ground, actor, place)) return { ...(await dashboardOf(ground, text, place)), hides: false }
  const { dashboard, days } = await openDashboard(ground, text, place)
  return forStrangers(ground, dashboard, days)
}

/** The district's first figures, for everybody. */
export async function headlineForAll(ground: Ground) {
  const figures = await headline(ground)
  const { whole, registered, verified } = await headlineHidden(ground)
  return {
    ...figures,
    minutes: unless(whole, figures.minutes),
    records: unless(whole, figures.records),
    active: unless(whole, figures.active),
    registered: unless(registered, figures.registered),
    verified: unless(verified, figures.verified),
  }
}

type Days = { from: LocalDay; until: LocalDay }
async function forStrangers(ground: Ground, open: OpenDashboard, days: Days): Promise<Dashboard> {
  const period = periodOf(open.period)
  const place = open.community ?? open.town
  const veil = await veilOf(ground)
  const [book, registered] = await Promise.all([places(ground), peopleByPlace(ground)])
  const people = peopleHidden(book, registered)
  const before = periodBefore(period)
  const [whole, past, first, towns, communities, trend, calendar, kinds, ages, hours] = await Promise.all([
    wholeHidden(veil, place, period),
    before && wholeHidden(veil, place, before),
    open.total.first === null ? false : firstHidden(ground, open.town, period),
    shownTowns(veil, open, period, people),
    shownCommunities(veil, open, period, code => book.byCode(code)?.name ?? ''),
    shownTrend(veil, open, period),
    shownCalendar(veil, open, days),
    cut(veil, open, period, 'kind', open.kinds, kindValue, value => ({ kind: value, ...HIDDEN })),
    cut(veil, open, period, 'age', open.ages, ageValue, value => {
      const [ageBand = '', sex = ''] = value.split(':')
      return { ageBand, sex, ...HIDDEN }
    }),
    cut(veil, open, period, 'hour', open.hours, hourValue, value => {
      const [weekday, hour] = value.split(':').map(Number)
      return { weekday: weekday ?? 0, hour: hour ?? 0, records: null }
    }),
  ])
  const { total } = open
  const of = people(place)
  const shown = {
    ...open,
    total: {
      minutes: unless(whole, total.minutes),
      records: unless(whole, total.records),
      active: unless(whole, total.active),
      first: unless(whole || first, total.first),
      returned: unless(
        whole || (total.returned !== null && partHidden(total.returned, total.active ?? 0)),
        total.returned,
      ),
      projects: total.projects,
    },
    before: unless(past === true, open.before),
    people: {
      ...open.people,
      registered: unless(of.registered, open.people.registered),
      verified: unless(of.verified, open.people.verified),
    },
    towns,
    communities,
    trend,
    calendar,
    kinds: kinds.rows,
    ages: ages.rows,
    hours: hours.rows,
  }
  const cells = [...towns, ...communities, ...trend, ...calendar]
  return {
    ...shown,
    hides:
      whole ||
      of.verified ||
      kinds.hides ||
      ages.hides ||
      hours.hides ||
      cells.some(one => one.minutes === null),
  }
}

/** A whole cut by kind, by age or by hour. */
async function cut<Row, Bare>(
  veil: Veil,
  { town, community, total }: OpenDashboard,
  { grain, start }: Period,
  dimension: Dimension,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  bare: (value: string) => Bare,
): Promise<{ rows: (Row | Bare)[]; hides: boolean }> {
  const depth = community === null ? deep : shallow
  if (!depth[grain].includes(dimension)) return { rows: [], hides: rows.length > 0 }
  const place = community ?? town ?? DISTRICT
  const [block, whole] = await Promise.all([
    veil.block(place, grain, start, dimension),
    veil.block(place, grain, start, 'whole'),
  ])
  if (whole.hidden(place, start, '')) return { rows: [], hides: true }
  if (total.records === 0) return { rows: [], hides: false }
  const hidden = block.values.filter(value => block.hidden(place, start, value))
  return {
    rows: [...rows.filter(row => !block.hidden(place, start, nameOf(row))), ...hidden.map(bare)],
    hides: hidden.length > 0,
  }
}

async function shownTowns(
  veil: Veil,
  open: OpenDashboard,
  { grain, start }: Period,
  people: (code: string) => PeopleHidden,
): Promise<Dashboard['towns']> {
  const [first] = open.towns
  if (!first) return []
  const block = await veil.block(first.code, grain, start, 'whole')
  return open.towns.map(one => {
    const hidden = block.hidden(one.code, start, '')
    return {
      ...one,
      ...(hidden && { ...HIDDEN, active: null }),
      verified: unless(people(one.code).verified, one.verified),
    }
  })
}

async function shownCommunities(
  veil: Veil,
  open: OpenDashboard,
  { grain, start }: Period,
  nameOf: (code: string) => string,
): Promise<Dashboard['communities']> {
  const known = new Map(open.communities.map(one => [one.code, one]))
  const towns = open.town === null ? open.towns.map(one => one.code) : [open.town]
  const blocks = await Promise.all(towns.map(town => veil.block(nowhereIn(town), grain, start, 'whole')))
  const rows = towns.flatMap((town, i) =>
    (blocks[i]?.rows ?? []).flatMap((place): Dashboard['communities'] => {
      // What all towns' communities leave over is no sum of any place: of the district it is not told.
      if (place === nowhereIn(town) && open.town === null) return []
      const code = place === nowhereIn(town) ? '' : place
      if (blocks[i]?.hidden(place, start, '')) return [{ code, name: nameOf(code), ...HIDDEN }]
      const one = known.get(code)
      return one ? [one] : []
    }),
  )
  return rows.sort((a, b) => (b.minutes ?? -1) - (a.minutes ?? -1))
}

/** Single days tell their minutes only: the records of days and those of weekdays and hours would give away each other. */
async function shownTrend(veil: Veil, open: OpenDashboard, period: Period): Promise<Dashboard['trend']> {
  const place = open.community ?? open.town ?? DISTRICT
  const { grain, first } = within(period)
  if (grain === 'day' && open.community !== null) return []
  const { columns, hidden } = await veil.block(place, grain, first, 'whole')
  return [
    ...open.trend
      .filter(one => !hidden(place, one.at, ''))
      .map(one => (grain === 'day' ? { ...one, records: null } : one)),
    ...columns.filter(at => hidden(place, at, '')).map(at => ({ at, ...HIDDEN, active: null })),
  ].sort((a, b) => a.at.localeCompare(b.at))
}

async function shownCalendar(
  veil: Veil,
  open: OpenDashboard,
  { from, until }: Days,
): Promise<Dashboard['calendar']> {
  if (open.community !== null) return []
  const place = open.town ?? DISTRICT
  const blocks = await Promise.all(
    monthsOf(from, until).map(month => veil.block(place, 'day', month, 'whole')),
  )
  const hidden = new Set(
    blocks
      .flatMap(block => block.columns.filter(day => block.hidden(place, day, '')))
      .filter(day => day >= from && day <= until),
  )
  return [
    ...open.calendar.filter(one => !hidden.has(one.day)).map(one => ({ ...one, records: null })),
    ...[...hidden].map(day => ({ day, ...HIDDEN })),
  ].sort((a, b) => a.day.localeCompare(b.day))
}
