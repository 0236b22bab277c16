// The table of a list: heads that sort, rows that are chosen, cells by their kind. On a narrow screen each row is a card.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { z } from 'zod'
import type { Column } from '../../foundation/lists/listing.ts'
import { useSay } from './say.ts'
import type { ListRow, UsedList } from './use-list.ts'
import './texts.ts'

export type Cells<Row> = Partial<Record<string, (row: Row) => ReactNode>>

const RIGHT = new Set<Column['kind']>(['number', 'hours'])

export function ListTable<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  to,
  cells,
  dense,
  chosen,
  choose,
}: {
  list: UsedList<Filter, Row>
  to: (row: Row) => string
  cells: Cells<Row>
  dense: boolean
  chosen: ReadonlySet<number>
  /** Where rows can be acted on. */
  choose?: ((ids: readonly number[], on: boolean) => void) | undefined
}) {
  const { t } = useTranslation()
  const { say } = useSay()
  const { listing, items } = list
  const columns = list.columns.flatMap(name => {
    const column = listing.columns[name]
    return column ? [{ name, column }] : []
  })
  const ids = items.map(one => one.id)
  const all = ids.length > 0 && ids.every(id => chosen.has(id))
  return (
    <table className={`list-table${dense ? ' dense' : ''}`} aria-busy={list.pages.isFetching}>
      <caption className="sr">{say(listing.title)}</caption>
      <thead>
        <tr>
          {choose && (
            <th scope="col" className="list-pick">
              <input
                type="checkbox"
                aria-label={t('list.chooseAll')}
                checked={all}
                ref={box => {
                  if (box) box.indeterminate = !all && ids.some(id => chosen.has(id))
                }}
                onChange={event => choose(ids, event.target.checked)}
              />
            </th>
          )}
          {columns.map(({ name, column }) => (
            <SortableHead key={name} list={list} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(row => (
          <tr key={row.id} className={chosen.has(row.id) ? 'chosen' : ''}>
            {choose && (
              <td className="list-pick">
                <input
                  type="checkbox"
                  aria-label={t('list.choose', { what: nameOf(row, list.listing.columns) })}
                  checked={chosen.has(row.id)}
                  onChange={event => choose([row.id], event.target.checked)}
                />
              </td>
            )}
            {columns.map(({ name, column }) => (
              <td
                key={name}
                data-label={say(column.words)}
                className={RIGHT.has(column.kind) ? 'right num' : ''}
              >
                {cells[name]?.(row) ?? <Cell column={column} value={fieldOf(row, name)} to={to(row)} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const fieldOf = (row: object, name: string): unknown => Object.entries(row).find(([key]) => key === name)?.[1]

const nameOf = (row: object, columns: Readonly<Record<string, Column>>): string => {
  const link = Object.entries(columns).find(([, column]) => column.kind === 'link')?.[0]
  return String(fieldOf(row, link ?? 'id'))
}

function SortableHead<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  column,
}: {
  list: UsedList<Filter, Row>
  column: Column
}) {
  const { t } = useTranslation()
  const { say } = useSay()
  const { orders } = list.listing
  const right = RIGHT.has(column.kind) ? 'right' : ''
  const order = column.sort === undefined ? undefined : orders[column.sort]
  if (!order || column.sort === undefined)
    return (
      <th scope="col" className={right}>
        {say(column.words)}
      </th>
    )
  const now = list.sort ?? Object.keys(orders)[0] ?? ''
  const other = now.startsWith('-')
  const mine = (other ? now.slice(1) : now) === column.sort
  const down = (order.begins === 'down') !== other
  return (
    <th scope="col" className={right} aria-sort={mine ? (down ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        title={t('list.sortBy', { column: say(column.words) })}
        onClick={() => list.setSort(mine && !other ? `-${column.sort}` : (column.sort ?? null))}
      >
        {say(column.words)} <i aria-hidden="true">{mine ? (down ? '▾' : '▴') : '↕'}</i>
      </button>
    </th>
  )
}

function Cell({ column, value, to }: { column: Column; value: unknown; to: string }) {
  const words = useSay()
  const text = words.cell(column, value)
  if (column.kind === 'link') return <Link to={to}>{text}</Link>
  if (column.kind === 'code' && value !== null)
    return <span className={`dot ${column.colours?.[String(value)] ?? 'plain'}`}>{text}</span>
  if (column.kind === 'codes' && text !== '—') return <span className="dot amber">{text}</span>
  if (column.kind === 'day' || column.kind === 'moment')
    return <span title={value === null ? undefined : String(value)}>{text}</span>
  return text
}
