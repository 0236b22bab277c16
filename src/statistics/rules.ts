// How records become figures: pure sums over what the journal tells, and counts of people that do not add up over days.
// Invariant: what was counted and then reversed leaves every figure as if it had never been.
import { z } from 'zod'
import { type LocalDay, weekday } from '../foundation/clock.ts'
import { policyKey, whole } from '../foundation/policies/keys.ts'

/** Registered volunteers as a share of residents that a town should reach, in per cent. */
export const penetrationPolicy = policyKey({
  key: 'statistics.penetration',
  topic: 'statistics',
  title: { zh: '注册率目标', en: 'Target of registration' },
  lead: {
    zh: '注册志愿者占常住人口的目标，图上的目标线用它。',
    en: 'The share of residents that should be registered volunteers; the line in the charts.',
  },
  town: 'stricter',
  shape: z.object({
    percent: whole(1, 100, {
      zh: '占常住人口',
      en: 'Of residents',
      unit: 'percent',
      source: '中国注册志愿者目标 13%（2016–2020 规划）',
      stricter: 'higher',
    }),
  }),
})

/** A counted (+1) or reversed (-1) record. */
export type Told = {
  sign: 1 | -1
  person: number
  day: LocalDay
  hour: number
  minutes: number
  kind: string
  town: string
  community: string
  ageBand: string
  sex: string
}

export const monthOf = (day: LocalDay): LocalDay => `${day.slice(0, 7)}-01`
export const yearOf = (day: LocalDay): LocalDay => `${day.slice(0, 4)}-01-01`
export const ALL_TIME = '0001-01-01'
export const DISTRICT = ''

/** The tables of sums and the columns that make a row's key. All but `stat_community` hold the district as town ''. */
export const cells = {
  stat_day: ['day', 'town', 'kind'],
  stat_month: ['month', 'town', 'kind'],
  stat_community: ['month', 'town', 'community'],
  stat_age: ['month', 'town', 'age_band', 'sex'],
  stat_hour: ['month', 'town', 'weekday', 'hour'],
} as const
export type CellTable = keyof typeof cells
/** Those that hold each community as well, by its code where the town's would stand. Codes of towns and communities differ. */
export const withCommunities = ['stat_month', 'stat_age', 'stat_hour'] as const satisfies CellTable[]

const keysOf = (it: Told): Record<CellTable, (string | number)[]> => {
  const month = monthOf(it.day)
  return {
    stat_day: [it.day, it.town, it.kind],
    stat_month: [month, it.town, it.kind],
    stat_community: [month, it.town, it.community],
    stat_age: [month, it.town, it.ageBand, it.sex],
    stat_hour: [month, it.town, weekday(it.day) || 7, it.hour],
  }
}

export type Sum = { key: (string | number)[]; minutes: number; records: number }
export type Sums = Record<CellTable, Sum[]>

/** Adds up what was told, by table and key. Keys whose sums are nothing fall away. */
export function sumsOf(told: readonly Told[]): Sums {
  const tables = Object.fromEntries(Object.keys(cells).map(table => [table, new Map<string, Sum>()]))
  const add = (it: Told, table: string, key: (string | number)[]) => {
    const sums = tables[table] as Map<string, Sum>
    const name = key.join('|')
    const sum = sums.get(name) ?? { key, minutes: 0, records: 0 }
    sum.minutes += it.sign * it.minutes
    sum.records += it.sign
    sums.set(name, sum)
  }
  for (const it of told) {
    const inTown = keysOf(it)
    for (const [table, key] of Object.entries(inTown)) add(it, table, key)
    const { stat_community: _, ...inDistrict } = keysOf({ ...it, town: DISTRICT })
    for (const [table, key] of Object.entries(inDistrict)) add(it, table, key)
    if (it.community === '') continue
    const inCommunity = keysOf({ ...it, town: it.community })
    for (const table of withCommunities) add(it, table, inCommunity[table])
  }
  return Object.fromEntries(
    Object.entries(tables).map(([table, sums]) => [
      table,
      [...sums.values()].filter(sum => sum.records !== 0 || sum.minutes !== 0),
    ]),
  ) as Sums
}

/** One person's service in one month and town. */
export type Presence = { month: LocalDay; town: string; minutes: number; records: number }

/** A person's presences after more was told; those with no record left are gone. */
export function present(before: readonly Presence[], told: readonly Told[]): Presence[] {
  const after = new Map(before.map(one => [`${one.month}|${one.town}`, { ...one }]))
  for (const it of told) {
    const month = monthOf(it.day)
    const name = `${month}|${it.town}`
    const one = after.get(name) ?? { month, town: it.town, minutes: 0, records: 0 }
    one.minutes += it.sign * it.minutes
    one.records += it.sign
    after.set(name, one)
  }
  return [...after.values()].filter(one => one.records !== 0)
}

export type Headcount = { active: number; first: number; returned: number }

/** What one person adds to the counts of people, by `grain|period|town`. */
export function headcounts(presences: readonly Presence[]): Map<string, Headcount> {
  const counts = new Map<string, Headcount>()
  const at = (grain: string, period: string, town: string) => {
    const name = `${grain}|${period}|${town}`
    const known = counts.get(name) ?? { active: 0, first: 0, returned: 0 }
    counts.set(name, known)
    return known
  }
  const byTown = new Map<string, Set<LocalDay>>()
  for (const { month, town } of presences)
    for (const where of [town, DISTRICT]) byTown.set(where, (byTown.get(where) ?? new Set()).add(month))
  for (const [town, months] of byTown) {
    const years = new Set([...months].map(yearOf))
    for (const month of months) at('month', month, town).active = 1
    for (const year of years) {
      const count = at('year', year, town)
      count.active = 1
      if (years.has(`${String(Number(year.slice(0, 4)) - 1).padStart(4, '0')}-01-01`)) count.returned = 1
    }
    const first = [...months].sort()[0] as LocalDay
    at('month', first, town).first = 1
    at('year', yearOf(first), town).first = 1
    const all = at('all', ALL_TIME, town)
    all.active = 1
    all.first = 1
  }
  return counts
}

/** `after` less `before`, added to `into`. */
export function addDifference(
  into: Map<string, Headcount>,
  before: ReadonlyMap<string, Headcount>,
  after: ReadonlyMap<string, Headcount>,
): void {
  const none: Headcount = { active: 0, first: 0, returned: 0 }
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name) ?? none, after.get(name) ?? none]
    const sum = into.get(name) ?? { ...none }
    sum.active += is.active - was.active
    sum.first += is.first - was.first
    sum.returned += is.returned - was.returned
    into.set(name, sum)
  }
}

/** A month `2020-04`, a year `2019` or `all`. */
export type Period = {
  text: string
  grain: 'month' | 'year' | 'all'
  /** As stored. */
  start: LocalDay
  /** Days from `from` up to but not including `until`. */
  from: LocalDay
  until: LocalDay
}
export const periodPattern = /^(all|(19|2\d)\d\d(-(0[1-9]|1[0-2]))?)$/

/** @param text checked against `periodPattern` before. */
export function periodOf(text: string): Period {
  if (text === 'all') return { text, grain: 'all', start: ALL_TIME, from: ALL_TIME, until: '2999-12-31' }
  const year = Number(text.slice(0, 4))
  if (text.length === 4)
    return { text, grain: 'year', start: `${text}-01-01`, from: `${text}-01-01`, until: `${year + 1}-01-01` }
  const month = Number(text.slice(5))
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return { text, grain: 'month', start: `${text}-01`, from: `${text}-01`, until: next }
}

/** The same month or year one year earlier; nothing before the whole time. */
export function periodBefore(period: Period): Period | null {
  if (period.grain === 'all') return null
  const year = String(Number(period.text.slice(0, 4)) - 1).padStart(4, '0')
  return periodOf(year + period.text.slice(4))
}
