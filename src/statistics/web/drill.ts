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
  const query = new URLSearchParams({ filter: 'counted' })
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
