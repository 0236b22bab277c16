// The head of a list: what it is, how many rows and what they add up to, and whether the figures say the same.
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { COUNTED_TO } from '../../foundation/lists/listing.ts'
import { api, ask, messageOf } from '../api.ts'
import { count } from '../format.ts'
import { Icon } from '../icons.tsx'
import { toast } from '../toast.tsx'
import { hoursWithCommas, useSay } from './say.ts'
import { useTask } from './tasks.ts'
import type { ListRow, UsedList } from './use-list.ts'
import './texts.ts'

export function Head<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  title,
  children,
}: {
  list: UsedList<Filter, Row>
  title?: string | undefined
  children?: ReactNode
}) {
  const { say } = useSay()
  return (
    <div className="titled">
      <div>
        <h1>{title ?? say(list.listing.title)}</h1>
        {list.fits && <Sums list={list} />}
      </div>
      {children && <div className="list-head-actions">{children}</div>}
    </div>
  )
}

function Sums<Filter extends z.ZodObject, Row extends ListRow>({ list }: { list: UsedList<Filter, Row> }) {
  const { t } = useTranslation()
  const { say } = useSay()
  const { listing, first } = list
  const counted = useCountToEnd(list)
  if (first?.total === undefined) return <p className="list-sums second">…</p>
  const figure = first.figure
  const exact = counted.result ?? (first.more ? figure && { n: figure.total, sums: figure.sums } : undefined)
  const total = exact?.n ?? first.total
  const sums = exact?.sums ?? first.sums
  const byFigure = !counted.result && first.more && figure
  return (
    <p className="list-sums">
      <span role="status">
        <b className="num">
          {first.more && !exact ? t('list.more', { n: count(COUNTED_TO) }) : count(total)}
        </b>{' '}
        {say(listing.unit)}
        {sums &&
          Object.entries(listing.sums ?? {}).map(([name, one]) => (
            <span key={name}>
              {' · '}
              {t('list.total')}{' '}
              <b className="num">
                {one.kind === 'hours' ? hoursWithCommas(sums[name] ?? 0) : count(sums[name] ?? 0)}
              </b>{' '}
              {say(one.words)}
            </span>
          ))}
      </span>
      {first.more && !exact && (
        <button type="button" className="link" disabled={counted.runs} onClick={counted.begin}>
          {t(counted.runs ? 'list.counting' : 'list.countAll')}
        </button>
      )}
      {figure && !byFigure && <Agreement figure={figure} total={total} sums={sums} />}
      {first.beyond && <span className="second">{t('list.beyond')}</span>}
      {byFigure && <span className="second">{t('list.byFigure')}</span>}
    </p>
  )
}

function Agreement({
  figure,
  total,
  sums = {},
}: {
  figure: { total: number; sums: Record<string, number> }
  total: number
  sums: Record<string, number> | undefined
}) {
  const { t } = useTranslation()
  const agrees =
    figure.total === total &&
    Object.entries(figure.sums).every(([name, sum]) => sums[name] === undefined || sums[name] === sum)
  return agrees ? (
    <span className="list-agrees">
      <Icon name="check" size={16} /> {t('list.agrees')}
    </span>
  ) : (
    <span className="few">{t('list.differs', { n: count(figure.total) })}</span>
  )
}

/** A total beyond what a page counts is counted in the background. */
function useCountToEnd<Filter extends z.ZodObject, Row extends ListRow>(list: UsedList<Filter, Row>) {
  const [task, setTask] = useState<number | null>(null)
  const conditions = JSON.stringify([list.query, list.fixed])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other conditions are another count
  useEffect(() => setTask(null), [conditions])
  const begin = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/lists/{list}/tasks', {
          params: { path: { list: list.listing.name } },
          body: { kind: 'count', query: { ...list.query, ...list.fixed }, columns: [] },
        }),
      ),
    onSuccess: made => setTask(made.id),
    onError: error => toast(messageOf(error)),
  })
  const watched = useQuery(useTask(task))
  return {
    result: watched.data?.counted ?? undefined,
    runs: begin.isPending || watched.data?.state === 'waiting' || (task !== null && !watched.data),
    begin: () => begin.mutate(),
  }
}
