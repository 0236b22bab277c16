// What somebody looks at in a list, as its address says it: conditions, order, columns. A list is sent to a colleague as a link.
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { z } from 'zod'
import type { Listing } from '../../foundation/lists/listing.ts'
import { type Page, type Turn, usePages } from './pages.ts'

export type ListRow = { id: number }
/** How a page asks for rows: the list's own conditions, checked, with an order and a place. */
export type Read<Filter extends z.ZodObject, Row> = (
  query: z.output<Filter> & Turn & { sort?: string; limit?: number },
) => Promise<Page<Row>>

const ORDER = 'sort'
const COLUMNS = 'columns'
/** Says that the plain list is meant, where another view comes first. */
const PLAIN = 'view'
const PAGE = 50

const kept = (name: string): string[] => {
  try {
    const columns: unknown = JSON.parse(localStorage.getItem(`yunjian.list.${name}`) ?? '[]')
    return Array.isArray(columns) ? columns.filter(one => typeof one === 'string') : []
  } catch {
    return []
  }
}

export type Looked = { query: Record<string, string>; sort: string | null; columns: string[] }

/** @param fixed conditions that belong to the page, not to its reader */
export function useList<Filter extends z.ZodObject, Row extends ListRow>(
  listing: Listing<Filter>,
  read: Read<Filter, Row>,
  fixed: Record<string, string> = {},
) {
  const [search, setSearch] = useSearchParams()
  const [remembered, setRemembered] = useState(() => kept(listing.name))
  const query = Object.fromEntries(
    Object.keys(listing.conditions).flatMap(name => {
      const value = search.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const sort = search.get(ORDER)
  const shown = Object.entries(listing.columns).flatMap(([name, column]) => (column.hidden ? [] : [name]))
  const asked = search.get(COLUMNS)?.split(',') ?? (remembered.length > 0 ? remembered : shown)
  const columns = Object.keys(listing.columns).filter(name => asked.includes(name))
  const parsed = listing.filter.safeParse({ ...query, ...fixed })
  const list = usePages<Row>(
    ['list', listing.name, query, fixed, sort],
    turn => {
      if (!parsed.success) throw parsed.error
      return read({ ...parsed.data, ...turn, ...(sort && { sort }), limit: PAGE })
    },
    { enabled: parsed.success },
  )
  /** Sets or (with null) lifts; what is not named stays. */
  const change = (next: Record<string, string | null>) =>
    setSearch(
      before => {
        const address = new URLSearchParams(before)
        address.delete(PLAIN)
        for (const [name, value] of Object.entries(next))
          if (value === null) address.delete(name)
          else address.set(name, value)
        return address
      },
      { replace: true },
    )
  return {
    listing,
    query,
    fixed,
    sort,
    columns: columns.length > 0 ? columns : shown,
    fits: parsed.success,
    untouched: search.size === 0,
    ...list,
    setCondition: (name: string, value: string | null) => change({ [name]: value }),
    liftAll: () => setSearch({}, { replace: true }),
    setSort: (order: string | null) => change({ [ORDER]: order }),
    setColumns: (next: readonly string[]) => {
      localStorage.setItem(`yunjian.list.${listing.name}`, JSON.stringify(next))
      setRemembered([...next])
      change({ [COLUMNS]: null })
    },
    look: (view: Looked) => {
      const address = new URLSearchParams(view.query)
      if (view.sort) address.set(ORDER, view.sort)
      if (view.columns.length > 0) address.set(COLUMNS, view.columns.join(','))
      if (address.size === 0) address.set(PLAIN, 'all')
      setSearch(address, { replace: true })
    },
    /** How many rows other conditions have. */
    countOf: (other: Record<string, string>) => {
      const wanted = listing.filter.safeParse({ ...other, ...fixed })
      return wanted.success
        ? read({ ...wanted.data, count: 'true', limit: 1 })
        : Promise.reject(new Error(`no such view of ${listing.name}`))
    },
  }
}
export type UsedList<Filter extends z.ZodObject, Row extends ListRow> = ReturnType<
  typeof useList<Filter, Row>
>
