// Figures that this room declares; statistics folds, rebuilds and proves them.
import { addDays, localDay } from '../foundation/clock.ts'
import type { Fact } from '../foundation/ground.ts'

/** 发布的项目 by the town where they serve and by kind of service. */
export const publishedFact: Fact = {
  name: 'projects.published',
  kind: 'flow',
  told: row => {
    if (row.kind !== 'project.published') return []
    const { town, serviceKind } = JSON.parse(row.facts)
    return [{ day: localDay(row.at), place: town, dimension: serviceKind, amount: 1 }]
  },
  raw: `select (published_at at time zone 'Asia/Shanghai')::date as day, town_code as place, kind as dimension, null::bigint as person, 1 as amount
    from project where published_at is not null`,
  opens: ({ from, until, place }) =>
    `/desk/projects?${new URLSearchParams({ from, until: addDays(until, -1), ...(place && { town: place }) })}`,
}
