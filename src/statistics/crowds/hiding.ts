// Which cells of a table strangers do not read. A table is places × periods × values, where places add up to the place above them,
// periods to the period above them and values to the cell of the place and period. Invariant: from everything shown, and from all
// that was shown above, no sum of fewer than five people can be had (the test of this file solves for it).
//
// A small cell would be had by subtraction from each of its three sums. So it is hidden together with a whole rectangle: in another
// place and another period as well, each with at least five people wherever the sum needs them; and one other value is hidden
// wherever any value is. Then whatever is taken from one corner may be given to the next, and no shown figure would change.
import { FEWEST, small } from './rules.ts'

export type Table = {
  rows: readonly string[]
  columns: readonly string[]
  /** By what the cells are cut; only '' where they are not. */
  values: readonly string[]
  /** People in a cell; five where they are more. */
  heads: (row: string, column: string, value: string) => number
}

/** What is hidden already. Whatever is hidden above is hidden below. */
export type Above = {
  /** Is the row's own sum over the columns hidden? Then no subtraction reaches into the row. */
  row: (row: string, value: string) => boolean
  /** The same of a column. */
  column: (column: string, value: string) => boolean
  /** Is the cell hidden before it is cut by value? */
  whole: (row: string, column: string) => boolean
}
export const nothingAbove: Above = { row: () => false, column: () => false, whole: () => false }

export type Hidden = (row: string, column: string, value: string) => boolean

/** A rectangle of rows and columns. */
type Rectangle = { rows: ReadonlySet<string>; columns: ReadonlySet<string> }
const nowhere: Rectangle = { rows: new Set(), columns: new Set() }

/** The nearest by the order of the list to any of the first that will do, so that a choice stays while figures grow. */
function nearest(
  list: readonly string[],
  first: ReadonlySet<string>,
  does: (one: string) => boolean,
): string | undefined {
  const taken = list.flatMap((one, i) => (first.has(one) ? [i] : []))
  const away = (one: string) => Math.min(...taken.map(i => Math.abs(i - list.indexOf(one))))
  return list.filter(one => !first.has(one) && does(one)).sort((a, b) => away(a) - away(b))[0]
}

/** The rectangle that covers the small cells of one value. */
function covering({ rows, columns, heads }: Table, above: Above, value: string): Rectangle {
  const loose = {
    row: (row: string) => above.row(row, value),
    column: (it: string) => above.column(it, value),
  }
  const isSmall = (row: string, column: string) => small(heads(row, column, value))
  const inReach = rows.flatMap(row =>
    columns
      .filter(column => isSmall(row, column) && !(loose.row(row) && loose.column(column)))
      .map(column => [row, column] as const),
  )
  if (inReach.length === 0) return nowhere
  const smallRows = new Set(inReach.map(([row]) => row))
  const smallColumns = new Set(inReach.map(([, column]) => column))
  const enough = (row: string, column: string) => heads(row, column, value) >= FEWEST
  const besideRows = (row: string) =>
    [...smallColumns].every(column => loose.column(column) || enough(row, column))
  const beside =
    nearest(rows, smallRows, row => loose.row(row) && besideRows(row)) ?? nearest(rows, smallRows, besideRows)
  const inRows = beside === undefined ? new Set(rows) : new Set([...smallRows, beside])
  const tight = [...inRows].filter(row => !loose.row(row))
  if (tight.length === 0) return { rows: inRows, columns: smallColumns }
  const besideColumns = (column: string) =>
    tight.every(row => (smallRows.has(row) || row === beside ? enough(row, column) : !isSmall(row, column)))
  const after =
    nearest(columns, smallColumns, column => loose.column(column) && besideColumns(column)) ??
    nearest(columns, smallColumns, besideColumns)
  return { rows: inRows, columns: after === undefined ? new Set(columns) : new Set([...smallColumns, after]) }
}

/** Which cells of the table are hidden, whatever is hidden above among them. */
export function hiddenIn(table: Table, above: Above): Hidden {
  const rectangles = new Map(table.values.map(value => [value, covering(table, above, value)]))
  const own: Hidden = (row, column, value) => {
    const { rows, columns } = rectangles.get(value) ?? nowhere
    return above.row(row, value) || above.column(column, value) || (rows.has(row) && columns.has(column))
  }
  if (table.values.length === 1 && table.values[0] === '') return own
  const touched = placesOf(table, above, own)
  const partner = partnerOf(table, touched)
  const hasHidden = new Set(touched.map(one => `${one.row}|${one.column}`))
  return (row, column, value) =>
    above.whole(row, column) ||
    own(row, column, value) ||
    ((partner === null || value === partner) && hasHidden.has(`${row}|${column}`))
}

/** A place and period of which some value is hidden. */
type Touched = { row: string; column: string; hidden: readonly string[] }
const placesOf = ({ rows, columns, values }: Table, above: Above, own: Hidden): Touched[] =>
  rows.flatMap(row =>
    columns
      .filter(column => !above.whole(row, column))
      .map(column => ({ row, column, hidden: values.filter(value => own(row, column, value)) }))
      .filter(one => one.hidden.length > 0),
  )

/**
 * The value that is hidden wherever any other is, so that what is hidden of a place and period is always of several values and,
 * where it is anybody's, of enough people: the one that hides least beyond what is hidden. Null: none does, all are hidden there.
 */
function partnerOf({ values, heads }: Table, touched: readonly Touched[]): string | null {
  const told = touched.map(({ row, column, hidden }) => {
    const behind = hidden.map(value => heads(row, column, value))
    return {
      of: (value: string) => heads(row, column, value),
      hidden: new Set(hidden),
      enough: behind.some(n => n >= FEWEST),
      none: behind.every(n => n === 0),
    }
  })
  const does = (value: string) =>
    told.every(
      ({ of, hidden, enough, none }) =>
        (hidden.size > 1 || !hidden.has(value)) &&
        (enough || of(value) >= FEWEST || (none && of(value) === 0)),
    )
  const beyond = (value: string) => told.filter(one => !one.hidden.has(value)).length
  return values.filter(does).sort((a, b) => beyond(a) - beyond(b))[0] ?? null
}
