// The views of a list as tabs, each with its count: those that everybody has, then one's own.
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { api, ask, messageOf } from '../api.ts'
import { count } from '../format.ts'
import { toast } from '../toast.tsx'
import { useSay } from './say.ts'
import type { ListRow, Looked, UsedList } from './use-list.ts'
import './texts.ts'

type Tab = Looked & { key: string; name: string; own?: number }

const same = (tab: Looked, query: Record<string, string>, sort: string | null) =>
  tab.sort === sort &&
  Object.keys(tab.query).length === Object.keys(query).length &&
  Object.entries(tab.query).every(([name, value]) => query[name] === value)

export function Views<Filter extends z.ZodObject, Row extends ListRow>({
  list,
}: {
  list: UsedList<Filter, Row>
}) {
  const { t } = useTranslation()
  const { say } = useSay()
  const { listing, query, sort } = list
  const own = useQuery({
    queryKey: ['list-views', listing.name],
    queryFn: () => ask(api.GET('/api/lists/{list}/views', { params: { path: { list: listing.name } } })),
  })
  const first = own.data?.items.find(one => one.isFirst)
  const { untouched, look } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is opened without an address of its own
  useEffect(() => {
    if (untouched && first) look(first)
  }, [first?.id])
  const tabs: Tab[] = [
    ...(listing.views ?? []).map(one => ({
      key: one.words[1],
      name: say(one.words),
      query: { ...one.query },
      sort: null,
      columns: [],
    })),
    ...(own.data?.items ?? []).map(one => ({ ...one, key: `own-${one.id}`, own: one.id })),
  ]
  const counts = useQueries({
    queries: tabs.map(tab => ({
      queryKey: ['list', listing.name, 'count', tab.query, list.fixed],
      staleTime: 30_000,
      queryFn: () => list.countOf(tab.query),
    })),
  })
  const active = tabs.find(tab => same(tab, query, sort))
  const sizeOf = (i: number) => {
    const found = counts[i]?.data
    return found?.total === undefined ? '' : `${count(found.total)}${found.more ? '+' : ''}`
  }
  return (
    <div className="list-views">
      <nav aria-label={t('list.views')}>
        {tabs.map((tab, i) => (
          <button
            key={tab.key}
            type="button"
            aria-current={tab === active ? 'true' : undefined}
            onClick={() => look(tab)}
          >
            {tab.name} <span className="num">{sizeOf(i)}</span>
          </button>
        ))}
      </nav>
      <span className="list-view-actions">
        {active?.own !== undefined && <Drop id={active.own} name={active.name} list={listing.name} />}
        {!active && list.fits && <Save list={list} />}
      </span>
    </div>
  )
}

function Save<Filter extends z.ZodObject, Row extends ListRow>({ list }: { list: UsedList<Filter, Row> }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [isFirst, setFirst] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/lists/{list}/views', {
          params: { path: { list: list.listing.name } },
          body: { name, isFirst, query: list.query, sort: list.sort, columns: list.columns },
        }),
      ),
    onSuccess: async () => {
      setOpen(false)
      setName('')
      toast(t('list.viewSaved'))
      await client.invalidateQueries({ queryKey: ['list-views', list.listing.name] })
    },
  })
  return (
    <>
      <Button type="link" onClick={() => setOpen(true)}>
        {t('list.saveView')}
      </Button>
      <Modal
        open={open}
        title={t('list.saveView')}
        okText={t('kit.save')}
        cancelText={t('kit.cancel')}
        okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
        onOk={() => save.mutate()}
        onCancel={() => setOpen(false)}
      >
        <label className="list-field" htmlFor="view-name">
          {t('list.viewName')}
        </label>
        <Input id="view-name" value={name} maxLength={30} onChange={event => setName(event.target.value)} />
        <Checkbox checked={isFirst} onChange={event => setFirst(event.target.checked)}>
          {t('list.viewFirst')}
        </Checkbox>
        {save.error && (
          <p className="few" role="alert">
            {messageOf(save.error)}
          </p>
        )}
      </Modal>
    </>
  )
}

function Drop({ id, name, list }: { id: number; name: string; list: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const drop = useMutation({
    mutationFn: () => ask(api.DELETE('/api/list-views/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      toast(t('list.viewDropped'))
      await client.invalidateQueries({ queryKey: ['list-views', list] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Button type="link" loading={drop.isPending} onClick={() => drop.mutate()}>
      {t('list.viewDrop', { name })}
    </Button>
  )
}
