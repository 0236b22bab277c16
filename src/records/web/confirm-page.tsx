// Confirming the hours of a shift in one list; each stands or falls alone.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import { clockOf, plainDay } from '../../kit/format.ts'
import { everyRow } from '../../kit/list/pages.ts'
import { PhonePage } from '../../kit/page.tsx'
import '../../kit/phone.css'
import { useSettings } from '../../kit/settings.ts'
import { Answer, Broken, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'

/** As many as one request takes. */
const AT_ONCE = 500
const SETTLED = new Set(['counted', 'pending'])

export default function ConfirmPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const shiftId = Number(useParams().id)
  const client = useQueryClient()
  /** Unticked of the crowd, and ticked of those with a flag, which are looked at one by one. */
  const [turned, setTurned] = useState<number[]>([])
  const records = useQuery({
    queryKey: ['confirm', shiftId],
    queryFn: () =>
      everyRow(turn =>
        ask(
          api.GET('/api/desk/records', {
            params: { query: { ...turn, shiftId, waits: 'confirmation', limit: 200 } },
          }),
        ),
      ),
  })
  const confirm = useMutation({
    mutationFn: async (ids: number[]) => {
      const outcomes: { id: number; outcome: string }[] = []
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const part = ids.slice(at, at + AT_ONCE)
        const body = { ids: part, looked: part.filter(id => turned.includes(id)) }
        outcomes.push(...(await ask(api.POST('/api/desk/records/confirm', { body }))).outcomes)
      }
      return { outcomes }
    },
    onSuccess: async answer => {
      toast(
        t('hours.confirmed', {
          n: answer.outcomes.filter(one => SETTLED.has(one.outcome)).length,
        }),
      )
      await client.invalidateQueries()
    },
  })
  const refused = (confirm.data?.outcomes ?? []).filter(one => !SETTLED.has(one.outcome))
  return (
    <PhonePage title={t('hours.confirmTitle')}>
      <Answer of={records}>
        {waiting => {
          const ticked = (one: (typeof waiting)[number]) => one.flags.length > 0 === turned.includes(one.id)
          const ids = waiting.filter(ticked).map(one => one.id)
          const flagged = waiting.filter(one => one.flags.length > 0).length
          const [first] = waiting
          if (!first) return <Empty>{t('hours.nothingToConfirm')}</Empty>
          return (
            <>
              <h2 className="thing-name">{first.title}</h2>
              <p className="second">
                {plainDay(first.day, language)} · {t('hours.due', { day: plainDay(first.dueOn, language) })}{' '}
                {first.overdue && <span className="tag">{t('hours.overdue')}</span>}
              </p>
              {flagged > 0 && <p className="notice">{t('hours.lookFirst', { n: flagged })}</p>}
              <div className="list">
                {waiting.map(one => (
                  <label key={one.id}>
                    <span className="in-row">
                      <input
                        type="checkbox"
                        className="tick-box"
                        checked={ticked(one)}
                        onChange={() =>
                          setTurned(
                            turned.includes(one.id)
                              ? turned.filter(id => id !== one.id)
                              : [...turned, one.id],
                          )
                        }
                      />
                      <span>
                        <b>{one.maskedName}</b>
                        <small>
                          {clockOf(one.fromAt)} – {clockOf(one.toAt)}{' '}
                          {one.flags.map(flag => (
                            <span key={flag} className="tag amber">
                              {coded(t, 'hours.flags', flag)}
                            </span>
                          ))}
                        </small>
                      </span>
                    </span>
                    <b className="num">{one.hours}</b>
                  </label>
                ))}
              </div>
              {confirm.error && <Broken error={confirm.error} />}
              {refused.length > 0 && (
                <p className="notice bad gap">
                  {[...new Set(refused.map(one => coded(t, 'hours.outcomes', one.outcome)))].join('；')}
                </p>
              )}
              <button
                type="button"
                className="big gap"
                disabled={ids.length === 0 || confirm.isPending}
                onClick={() => confirm.mutate(ids)}
              >
                {t('hours.confirmAll', { n: ids.length })}
              </button>
            </>
          )
        }}
      </Answer>
    </PhonePage>
  )
}
