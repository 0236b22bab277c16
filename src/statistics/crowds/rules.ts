// How many people stand behind a figure, exactly where they are few: each cell that strangers may read keeps its people by their
// living ids, five at most. Invariant: a set of fewer than five is complete; a union of such sets is complete below five as well.
import { weekday } from '../../foundation/clock.ts'
import { ALL_TIME, DISTRICT, monthOf, type Told, yearOf } from '../rules.ts'

/** A count of fewer people than this could tell who they are. */
export const FEWEST = 5
export const small = (people: number): boolean => people > 0 && people < FEWEST

export type Grain = 'day' | 'month' | 'year' | 'all'
/** By what a figure is cut: not at all, by kind of service, by age and sex, by weekday and hour. */
export type Dimension = 'whole' | 'kind' | 'age' | 'hour'
export type Cell = { place: string; grain: Grain; dimension: Dimension; period: string; value: string }

/** What of a place is counted, and so may be shown to everybody. */
type Depth = Record<Grain, readonly Dimension[]>
const everything: readonly Dimension[] = ['whole', 'kind', 'age', 'hour']
/** The district and its towns. */
export const deep: Depth = { day: ['whole'], month: everything, year: everything, all: everything }
/** A community's months and hours are nearly all few people's: they are cut no further. */
export const shallow: Depth = {
  day: [],
  month: ['whole'],
  year: ['whole', 'kind', 'age'],
  all: ['whole', 'kind', 'age'],
}

/** What a town's own communities leave over: service in no community, which can be had by subtraction. */
export const nowhereIn = (town: string): string => `${town}/`

export const kindValue = (of: { kind: string }): string => of.kind
export const ageValue = (of: { ageBand: string; sex: string }): string => `${of.ageBand}:${of.sex}`
export const hourValue = (of: { weekday: number; hour: number }): string => `${of.weekday}:${of.hour}`

/** Every cell in which a record stands. */
export function cellsOf(it: Omit<Told, 'sign' | 'person' | 'minutes'>): Cell[] {
  const periods: Record<Grain, string> = {
    day: it.day,
    month: monthOf(it.day),
    year: yearOf(it.day),
    all: ALL_TIME,
  }
  const values: Record<Dimension, string> = {
    whole: '',
    kind: kindValue(it),
    age: ageValue(it),
    hour: hourValue({ weekday: weekday(it.day) || 7, hour: it.hour }),
  }
  const at = (place: string, depth: Depth): Cell[] =>
    (Object.keys(depth) as Grain[]).flatMap(grain =>
      depth[grain].map(dimension => ({
        place,
        grain,
        dimension,
        period: periods[grain],
        value: values[dimension],
      })),
    )
  return [
    ...at(DISTRICT, deep),
    ...at(it.town, deep),
    ...at(it.community === '' ? nowhereIn(it.town) : it.community, shallow),
  ]
}

export const nameOf = (cell: Cell): string =>
  `${cell.place}|${cell.grain}|${cell.dimension}|${cell.period}|${cell.value}`

/** A set after some came and some went. One that was full and lost somebody is no longer complete: it must be filled again. */
export function crowdAfter(
  before: readonly number[],
  came: Iterable<number>,
  gone: ReadonlySet<number>,
): { people: number[]; fill: boolean } {
  const stay = before.filter(person => !gone.has(person))
  const people = [...new Set([...stay, ...came])].sort((a, b) => a - b).slice(0, FEWEST)
  return { people, fill: before.length === FEWEST && people.length < FEWEST }
}
