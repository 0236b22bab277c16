// What of the figures strangers do not read: tables of places and periods, each judged after those above it. Pure but for `heads`,
// which says how many people stand where; a veil holds what it has judged, so it is made anew when the figures have moved.
import { addDays } from '../../foundation/clock.ts'
import { ALL_TIME, DISTRICT, monthOf, type Period, periodOf, yearOf } from '../rules.ts'
import { type Hidden, hiddenIn, nothingAbove } from './hiding.ts'
import { type Dimension, type Grain, nowhereIn } from './rules.ts'

/** The places that add up to one: the district by itself, its towns, or the communities of a town by its code. */
type Rows = 'district' | 'towns' | (string & {})
/** The periods that add up to one: the whole time by itself, its years, the months of a year `2019`, the days of a month `2019-04`. */
type Columns = 'all' | 'years' | (string & {})

export type Heads = (of: {
  places: readonly string[]
  grain: Grain
  dimension: Dimension
  from: string
  until: string
}) => Promise<{ place: string; period: string; heads: Readonly<Record<string, number>> }[]>
/** The tree of places. */
export type Tree = {
  towns: readonly string[]
  communitiesOf: (town: string) => readonly string[]
  /** Of a community; undefined of a town. */
  townOf: (place: string) => string | undefined
}

export type Block = {
  rows: readonly string[]
  columns: readonly string[]
  values: readonly string[]
  hidden: Hidden
}
export type Veil = {
  /** The table in which a place and period stand. */
  block: (place: string, grain: Grain, period: string, dimension: Dimension) => Promise<Block>
}

const columnsOf = (grain: Grain, period: string): Columns =>
  ({ all: 'all', year: 'years', month: period.slice(0, 4), day: period.slice(0, 7) })[grain]

const grainOf = (columns: Columns): Grain =>
  columns === 'all' ? 'all' : columns === 'years' ? 'year' : columns.length === 4 ? 'month' : 'day'
const spanOf = (columns: Columns): Period => periodOf(columns === 'years' ? 'all' : columns)
/** The period to which these add up, and where it stands; none above the whole time. */
const above: Record<Grain, (first: string) => { columns: Columns; period: string } | null> = {
  all: () => null,
  year: () => ({ columns: 'all', period: ALL_TIME }),
  month: first => ({ columns: 'years', period: yearOf(first) }),
  day: first => ({ columns: columnsOf('month', first), period: monthOf(first) }),
}

export function veilOver(tree: Tree, heads: Heads): Veil {
  const blocks = new Map<string, Promise<Block>>()
  const rowsOf = (rows: Rows): readonly string[] =>
    rows === 'district'
      ? [DISTRICT]
      : rows === 'towns'
        ? tree.towns
        : [...tree.communitiesOf(rows), nowhereIn(rows)]
  const rowsWith = (place: string): Rows =>
    place === DISTRICT
      ? 'district'
      : place.endsWith('/')
        ? place.slice(0, -1)
        : (tree.townOf(place) ?? 'towns')
  /** The place to which these add up. */
  const placeAbove = (rows: Rows): string | null =>
    rows === 'district' ? null : rows === 'towns' ? DISTRICT : rows

  function block(rows: Rows, columns: Columns, dimension: Dimension): Promise<Block> {
    const name = `${rows}|${columns}|${dimension}`
    const known = blocks.get(name) ?? judged(rows, columns, dimension)
    blocks.set(name, known)
    return known
  }

  async function judged(rows: Rows, columns: Columns, dimension: Dimension): Promise<Block> {
    const places = rowsOf(rows)
    const grain = grainOf(columns)
    const { from, until } = spanOf(columns)
    const upper = placeAbove(rows)
    const later = above[grain](from)
    const [found, bySum, byPlace, whole] = await Promise.all([
      heads({ places, grain, dimension, from, until }),
      later && block(rows, later.columns, dimension),
      upper === null ? null : block(rowsWith(upper), columns, dimension),
      dimension === 'whole' ? null : block(rows, columns, 'whole'),
    ])
    const at = new Map(found.map(one => [`${one.place}|${one.period}`, one.heads]))
    const periods = [...new Set(found.map(one => one.period))].sort()
    const values =
      dimension === 'whole' ? [''] : [...new Set(found.flatMap(one => Object.keys(one.heads)))].sort()
    const hidden = hiddenIn(
      {
        rows: places,
        columns: periods,
        values,
        heads: (row, column, value) => at.get(`${row}|${column}`)?.[value] ?? 0,
      },
      {
        row: bySum && later ? (row, value) => bySum.hidden(row, later.period, value) : nothingAbove.row,
        column:
          byPlace && upper !== null
            ? (column, value) => byPlace.hidden(upper, column, value)
            : nothingAbove.column,
        whole: whole ? (row, column) => whole.hidden(row, column, '') : nothingAbove.whole,
      },
    )
    return { rows: places, columns: periods, values, hidden }
  }

  return {
    block: (place, grain, period, dimension) => block(rowsWith(place), columnsOf(grain, period), dimension),
  }
}

/** The periods shown within one: days of a month, months of a year, years of the whole time. */
export const within = (period: Period): { grain: Grain; first: string } => ({
  grain: ({ all: 'year', year: 'month', month: 'day' } as const)[period.grain],
  first: period.start,
})

/** The first days of the months that hold these days. */
export function monthsOf(from: string, until: string): string[] {
  const months: string[] = []
  for (let day = monthOf(from); day <= until; day = monthOf(addDays(day, 31))) months.push(day)
  return months
}
