// What stands over a list's table: its own search, chips, link, columns, density, and the sheet that is being written.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, type InputRef, Popover } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { z } from 'zod'
import { api, ask, messageOf } from '../api.ts'
import { count } from '../format.ts'
import { Icon } from '../icons.tsx'
import { toast } from '../toast.tsx'
import { Chips } from './chips.tsx'
import { useSay } from './say.ts'
import { useNewestSheets, useStop } from './tasks.ts'
import type { ListRow, UsedList } from './use-list.ts'
import './texts.ts'

type Of<Filter extends z.ZodObject, Row extends ListRow> = { list: UsedList<Filter, Row> }

export function Tools<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  dense,
  setDense,
  chosen,
}: Of<Filter, Row> & { dense: boolean; setDense: (dense: boolean) => void; chosen: readonly number[] }) {
  const { t } = useTranslation()
  const [begun, setBegun] = useState<number>()
  return (
    <>
      <div className="list-tools">
        <Search list={list} />
        <Chips list={list} />
        <span className="list-right">
          <Button
            type="link"
            onClick={() =>
              void navigator.clipboard.writeText(location.href).then(() => toast(t('list.copied')))
            }
          >
            {t('list.copy')}
          </Button>
          <ColumnChoice list={list} />
          <Button type="link" aria-pressed={dense} onClick={() => setDense(!dense)}>
            {t(dense ? 'list.roomy' : 'list.dense')}
          </Button>
          <WriteSheet list={list} chosen={chosen} begun={setBegun} />
          <Link to="/desk/sheets" className="list-link">
            {t('list.sheets')}
          </Link>
        </span>
      </div>
      <SheetBar list={list.listing.name} begun={begun} />
    </>
  )
}

function Search<Filter extends z.ZodObject, Row extends ListRow>({ list }: Of<Filter, Row>) {
  const { t } = useTranslation()
  const { say } = useSay()
  const field = useRef<InputRef>(null)
  const [name, condition] =
    Object.entries(list.listing.conditions).find(([, one]) => one.kind === 'search') ?? []
  const value = name === undefined ? '' : (list.query[name] ?? '')
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  if (name === undefined || !condition) return null
  const total = list.first?.total
  const label =
    total === undefined
      ? t('list.findAny')
      : t('list.find', { n: `${count(total)}${list.first?.more ? '+' : ''}`, unit: say(list.listing.unit) })
  return (
    <search className="list-search">
      <form
        onSubmit={event => {
          event.preventDefault()
          list.setCondition(name, typed.trim() || null)
        }}
      >
        <Input
          ref={field}
          data-slash=""
          aria-label={`${t('list.findAny')}: ${say(condition.words)}`}
          title={say(condition.words)}
          placeholder={label}
          value={typed}
          allowClear
          prefix={<Icon name="search" size={16} />}
          suffix={<kbd>/</kbd>}
          onChange={event => setTyped(event.target.value)}
          onClear={() => list.setCondition(name, null)}
        />
      </form>
    </search>
  )
}

function ColumnChoice<Filter extends z.ZodObject, Row extends ListRow>({ list }: Of<Filter, Row>) {
  const { t } = useTranslation()
  const { say } = useSay()
  const all = Object.entries(list.listing.columns)
  const unasked = all.flatMap(([name, column]) => (column.hidden ? [] : [name]))
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('list.columnsTitle')}
      content={
        <div className="list-columns">
          <Checkbox.Group
            value={list.columns}
            onChange={next => next.length > 0 && list.setColumns(next)}
            options={all.map(([value, column]) => ({ value, label: say(column.words) }))}
          />
          <Button type="link" onClick={() => list.setColumns(unasked)}>
            {t('list.columnsReset')}
          </Button>
        </div>
      }
    >
      <Button type="link">{t('list.columns', { n: list.columns.length, all: all.length })}</Button>
    </Popover>
  )
}

function WriteSheet<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  chosen,
  begun,
}: Of<Filter, Row> & { chosen: readonly number[]; begun: (id: number) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const write = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/lists/{list}/tasks', {
          params: { path: { list: list.listing.name } },
          body: {
            kind: 'sheet',
            query: { ...list.query, ...list.fixed },
            columns: list.columns,
            ...(list.sort && { sort: list.sort }),
            ...(chosen.length > 0 && { ids: [...chosen] }),
          },
        }),
      ),
    onSuccess: async made => {
      begun(made.id)
      toast(t('list.sheetBegun'))
      await client.invalidateQueries({ queryKey: ['sheets'] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Button type="link" loading={write.isPending} disabled={!list.fits} onClick={() => write.mutate()}>
      {t('list.sheet')}
    </Button>
  )
}

/** The newest sheet of this list while it is written, and when it has just been: a short one is done before anybody looks. */
function SheetBar({ list, begun }: { list: string; begun: number | undefined }) {
  const { t } = useTranslation()
  const sheets = useNewestSheets()
  const stop = useStop()
  const seen = useRef<number>(undefined)
  const newest = sheets.data?.items.find(one => one.list === list)
  if (newest?.state === 'waiting') seen.current = newest.id
  if (!newest || (newest.id !== seen.current && newest.id !== begun) || newest.state === 'stopped')
    return null
  const share = newest.of ? Math.round((newest.done / newest.of) * 100) : 0
  if (newest.state === 'waiting')
    return (
      <div className="list-sheet" role="status">
        <b>{t('list.sheetRuns')}</b>
        <progress max={100} value={share} aria-label={t('list.sheetRuns')} />
        <span>
          {newest.of === null
            ? t('list.sheetStarts')
            : t('list.sheetRows', { done: count(newest.done), of: count(newest.of) })}
        </span>
        <Button type="link" onClick={() => stop.mutate(newest.id)}>
          {t('list.sheetStop')}
        </Button>
      </div>
    )
  return (
    <div className="list-sheet" role="status">
      <b>{newest.state === 'done' ? t('list.sheetDone', { n: count(newest.done) }) : newest.why}</b>
      {newest.state === 'done' && (
        <a href={`/api/list-tasks/${newest.id}/file`} download>
          {t('list.sheetTake')}
        </a>
      )}
      <Link to="/desk/sheets">{t('list.sheets')}</Link>
    </div>
  )
}
