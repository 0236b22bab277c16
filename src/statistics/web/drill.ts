// From a figure to the records it counts: the address of the desk's list with the figure's own conditions.
import { periodOf } from '../rules.ts'

type Conditions = {
  town?: string | null
  community?: string
  kind?: string
  ageBand?: string
  sex?: string
  hour?: number
  weekday?: number
  day?: string
}

/** @param period `2020-04`, `2019` or `all`. */
export function recordsOf(period: string, conditions: Conditions = {}): string {
  const { day, ...rest } = conditions
  const query = new URLSearchParams({ state: 'counted' })
  const { grain, from, until } = periodOf(period)
  if (day) {
    query.set('from', day)
    query.set('until', day)
  } else if (grain !== 'all') {
    query.set('from', from)
    query.set('until', new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10))
  }
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null) query.set(name, String(value))
  return `/desk/records?${query}`
}

type Place = { town: string | null; community?: string | null | undefined }

/** Verified people who live there. */
export const verifiedOf = ({ town, community }: Place): string =>
  `/desk/people?${new URLSearchParams({
    state: 'active',
    tier: 'real-name',
    ...(community ? { community } : town && { town }),
  })}`

/** Projects published in a period, served in a town. */
export function projectsOf(period: string, town: string | null): string {
  const { grain, from, until } = periodOf(period)
  const last = new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10)
  return `/desk/projects?${new URLSearchParams({
    ...(grain === 'all' ? { published: 'yes' } : { from, until: last }),
    ...(town && { town }),
  })}`
}

/** Whoever served in a period, in a town. */
export const servedIn = (period: string, town: string | null): string =>
  `/desk/served?${new URLSearchParams({ period, ...(town && { town }) })}`
