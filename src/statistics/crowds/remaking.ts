// The crowds made anew from the counted records, by other means than folding: the smallest cells from the records, each larger one
// from the smaller. That is exact below five, since a set of fewer than five is complete.
import { filling } from '../facts.ts'
import { ALL_TIME } from '../rules.ts'
import { type Dimension, FEWEST, type Grain } from './rules.ts'

const VALUE: Record<Dimension, string> = {
  whole: `''`,
  kind: 'kind',
  age: `age_band || ':' || sex`,
  hour: `extract(isodow from day) || ':' || hour`,
}
const COMMUNITY = `case served_community when '' then served_town || '/' else served_community end`
const some = (person: string) => `(array_agg(distinct ${person} order by ${person}))[1:${FEWEST}]`

/** One statement: the cells of a dimension in every place of a level, from the records of its shortest period upwards. */
function statement(
  into: string,
  dimension: Dimension,
  {
    place,
    from,
    grains,
    district,
  }: { place: string; from: Grain; grains: readonly Grain[]; district: boolean },
): string {
  const larger = (grain: Grain, below: string) =>
    `select place, ${grain === 'all' ? `'${ALL_TIME}'::date` : `date_trunc('${grain}', period)::date`} as period, value, ${some('p')} as people
      from ${below}, unnest(people) as p group by 1, 2, 3`
  const steps = grains.map((grain, i) => {
    const below = i === 0 ? undefined : `by_${grains[i - 1]}`
    return `by_${grain} as materialized (${
      below
        ? larger(grain, below)
        : `select * from base${
            district
              ? ` union all select '', period, value, ${some('p')} from base, unnest(people) as p group by period, value`
              : ''
          }`
    })`
  })
  return filling(
    `${into}stat_crowd`,
    'place, grain, dimension, period, value, people',
    `with base as materialized (
      select ${place} as place, date_trunc('${from}', day)::date as period, ${VALUE[dimension]} as value, ${some('living_id')} as people
      from counted_record join person_life on person_life.id = person_id group by 1, 2, 3
    ), ${steps.join(', ')}
    ${grains.map(grain => `select place, '${grain}' as grain, '${dimension}' as dimension, period, value, people from by_${grain}`).join(' union all ')}`,
  )
}

/** The statements that fill the table, `into` being a prefix for a proof beside it. */
export function crowdStatements(into: string): string[] {
  const towns = { place: 'served_town', district: true }
  const communities = { place: COMMUNITY, district: false }
  return [
    statement(into, 'whole', { ...towns, from: 'day', grains: ['day', 'month', 'year', 'all'] }),
    ...(['kind', 'age', 'hour'] as const).map(dimension =>
      statement(into, dimension, { ...towns, from: 'month', grains: ['month', 'year', 'all'] }),
    ),
    statement(into, 'whole', { ...communities, from: 'month', grains: ['month', 'year', 'all'] }),
    ...(['kind', 'age'] as const).map(dimension =>
      statement(into, dimension, { ...communities, from: 'year', grains: ['year', 'all'] }),
    ),
  ]
}
