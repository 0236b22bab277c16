// What can be done to the chosen rows. The bar says what would become of them before its button does anything.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { COUNTED_TO } from '../../foundation/lists/listing.ts'
import { api, ask, messageOf } from '../api.ts'
import { count } from '../format.ts'
import { toast } from '../toast.tsx'
import { useSay } from './say.ts'
import { useTask } from './tasks.ts'
import type { ListRow, UsedList } from './use-list.ts'
import './texts.ts'

/** An action of a list as its page words it. */
export type BulkAction = {
  name: string
  /** 确认时长. */
  title: string
  /** What an outcome says of how many: what would become of them, or what became. */
  outcome: (outcome: string, done: boolean) => string
  /** The button: 确认 12 条. */
  button: (n: number) => string
}

export function BulkBar<Filter extends z.ZodObject, Row extends ListRow>({
  list,
  action,
  chosen,
  all,
  takeAll,
  clear,
}: {
  list: UsedList<Filter, Row>
  action: BulkAction
  chosen: ReadonlySet<number>
  /** Every row of the conditions, those that are not on the page too. */
  all: boolean
  takeAll: () => void
  clear: () => void
}) {
  const { t } = useTranslation()
  const { say } = useSay()
  const client = useQueryClient()
  const unit = say(list.listing.unit)
  const [task, setTask] = useState<number | null>(null)
  const what = JSON.stringify([all, all ? list.query : [...chosen].sort((a, b) => a - b)])
  const weigh = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/lists/{list}/tasks', {
          params: { path: { list: list.listing.name } },
          body: {
            kind: 'action',
            action: action.name,
            query: { ...list.query, ...list.fixed },
            columns: [],
            ...(!all && { ids: [...chosen] }),
          },
        }),
      ),
    onSuccess: made => setTask(made.id),
    onError: error => toast(messageOf(error)),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have another effect
  useEffect(() => setTask(null), [what])
  const watched = useQuery(useTask(task))
  const state = watched.data?.state
  const outcomes = watched.data?.outcomes ?? []
  const does = outcomes.filter(one => one.does).reduce((sum, one) => sum + one.n, 0)
  const confirm = useMutation({
    mutationFn: () => ask(api.POST('/api/list-tasks/{id}/confirm', { params: { path: { id: task ?? 0 } } })),
    onError: error => toast(messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['list-task', task] }),
  })
  useEffect(() => {
    if (state !== 'done') return
    toast(t('list.acted', { n: count(does), unit }))
    void client.invalidateQueries({ queryKey: ['list'] })
  }, [state, does, unit, client, t])
  const total = list.first?.total ?? 0
  const n = all ? total : chosen.size
  return (
    <section className="list-bulk" aria-label={action.title}>
      <div>
        <b>{t('list.chosen', { n: count(n), unit })}</b>
        <span>
          {!all && total > chosen.size && !list.first?.more && total <= COUNTED_TO && (
            <Button type="link" onClick={takeAll}>
              {t('list.takeAll', { n: count(total), unit })}
            </Button>
          )}
          <Button type="link" onClick={clear}>
            {t('list.clear')}
          </Button>
        </span>
      </div>
      <div className="list-effect" role="status">
        <b>{action.title}</b>
        {weigh.isPending || state === 'waiting' ? (
          <span className="second">{t('list.weighing')}</span>
        ) : state === 'confirmed' ? (
          <span className="second">
            {t('list.doing')} {count(watched.data?.done ?? 0)} / {count(does)}
          </span>
        ) : state === 'failed' ? (
          <span className="few">{watched.data?.why}</span>
        ) : (
          <span className="list-outcomes">
            {outcomes.map(one => (
              <span key={one.outcome} className={`dot ${one.does ? 'jade' : 'grey'}`}>
                {count(one.n)} {unit} {action.outcome(one.outcome, state === 'done')}
              </span>
            ))}
            {state === 'weighed' && does === 0 && <span className="few">{t('list.nothing')}</span>}
          </span>
        )}
      </div>
      {state === 'weighed' && does > 0 ? (
        <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {action.button(does)}
        </Button>
      ) : (
        <Button
          loading={weigh.isPending || state === 'waiting' || state === 'confirmed'}
          onClick={() => weigh.mutate()}
        >
          {t(task === null ? 'list.weigh' : 'list.again')}
        </Button>
      )}
    </section>
  )
}
