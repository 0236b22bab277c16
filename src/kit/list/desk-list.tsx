// A list of the desk: head with total and sum, views as tabs, filters as chips, a table that says where one is, a bar for many rows.
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type Listing, wordOf } from '../../foundation/lists/listing.ts'
import { count } from '../format.ts'
import { useSettings } from '../settings.ts'
import { Bones, Broken, Empty } from '../states.tsx'
import { type BulkAction, BulkBar } from './bulk-bar.tsx'
import { Head } from './head.tsx'
import './list.css'
import { type Cells, ListTable } from './table.tsx'
import './texts.ts'
import { Tools } from './tools.tsx'
import { type ListRow, type Read, type UsedList, useList } from './use-list.ts'
import { Views } from './views.tsx'

const DENSE = 'yunjian.list.dense'

export function DeskList<Filter extends z.ZodObject, Row extends ListRow>({
  listing,
  read,
  to,
  cells = {},
  title,
  fixed,
  bulk,
  children,
}: {
  listing: Listing<Filter>
  read: Read<Filter, Row>
  /** The page of a row. */
  to: (row: Row) => string
  /** Cells that this page draws itself. */
  cells?: Cells<Row>
  title?: string
  fixed?: Record<string, string>
  bulk?: BulkAction | undefined
  /** Buttons at the head. */
  children?: ReactNode
}) {
  const list = useList(listing, read, fixed)
  const [dense, setDense] = useState(() => localStorage.getItem(DENSE) === 'true')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [all, setAll] = useState(false)
  const [chosenOf, setChosenOf] = useState('')
  const clear = () => {
    setChosen(new Set())
    setAll(false)
  }
  // Other conditions are other rows: what was chosen is not carried along.
  const conditions = JSON.stringify(list.query)
  if (chosenOf !== conditions) {
    setChosenOf(conditions)
    clear()
  }
  const choose = (ids: readonly number[], on: boolean) => {
    setAll(false)
    setChosen(before => {
      const next = new Set(before)
      for (const id of ids)
        if (on) next.add(id)
        else next.delete(id)
      return next
    })
  }
  return (
    <div className="desk-list">
      <Head list={list} title={title}>
        {children}
      </Head>
      {(listing.views ?? []).length > 0 && <Views list={list} />}
      <div className="list-card">
        <Tools
          list={list}
          chosen={all ? [] : [...chosen]}
          dense={dense}
          setDense={next => {
            localStorage.setItem(DENSE, String(next))
            setDense(next)
          }}
        />
        <Rows list={list}>
          <ListTable
            list={list}
            to={to}
            cells={cells}
            dense={dense}
            chosen={chosen}
            choose={bulk && choose}
          />
        </Rows>
      </div>
      {bulk && chosen.size > 0 && (
        <BulkBar
          list={list}
          action={bulk}
          chosen={chosen}
          all={all}
          takeAll={() => setAll(true)}
          clear={clear}
        />
      )}
    </div>
  )
}

function Rows<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  children,
}: {
  list: UsedList<Filter, Row>
  children: ReactNode
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { pages, items, first, listing } = list
  const title = wordOf(listing.title, language)
  const filtered = Object.keys(list.query).length > 0
  const liftAll = (
    <Button type="link" onClick={list.liftAll}>
      {t('list.liftAll')}
    </Button>
  )
  if (!list.fits)
    return (
      <Empty action={liftAll}>
        {t('list.unfit')} {t('list.unfitWhy')}
      </Empty>
    )
  if (pages.error && items.length === 0) return <Broken error={pages.error} retry={() => pages.refetch()} />
  if (pages.isPending) return <Bones rows={8} height={40} />
  if (items.length === 0)
    return (
      <Empty action={filtered ? liftAll : undefined}>
        {t(filtered ? 'list.none' : 'list.noneAtAll', { title })}
      </Empty>
    )
  const unit = wordOf(listing.unit, language)
  const left = first?.total === undefined || first.more ? undefined : Math.max(0, first.total - items.length)
  const order = listing.orders[(list.sort ?? Object.keys(listing.orders)[0] ?? '').replace(/^-/, '')]
  return (
    <>
      {children}
      {pages.error && <Broken error={pages.error} retry={() => pages.fetchNextPage()} />}
      <div className="list-foot">
        <span className="second" role="status">
          {t('list.shown', { n: count(items.length), unit })}
          {' · '}
          {!pages.hasNextPage
            ? t('list.end')
            : left === undefined
              ? t('list.leftMore')
              : t('list.left', { n: count(left), unit })}
          {order && ` · ${wordOf(order.words, language)}`}
        </span>
        {pages.hasNextPage && (
          <Button loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {t('list.next', { n: left === undefined ? 50 : Math.min(50, left), unit })}
          </Button>
        )}
      </div>
    </>
  )
}
