// One thing of an identity in full: what for and why first, then shown for ten minutes.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf } from '../../kit/api.ts'
import { clockOf } from '../../kit/format.ts'
import { toast } from '../../kit/toast.tsx'
import { READ_REASON_MIN, type ReadField, type ReadKind, readFields, readKinds } from '../rules.ts'
import './read-texts.ts'
import './person.css'

const SHOWN_MS = 10 * 60_000

/** What was shown, until when; gone by itself. */
export function useShown<T>() {
  const [shown, setShown] = useState<{ what: T; until: Date } | null>(null)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(null), shown.until.getTime() - Date.now())
    return () => clearTimeout(timer)
  }, [shown])
  return {
    shown,
    show: (what: T) => setShown({ what, until: new Date(Date.now() + SHOWN_MS) }),
    hide: () => setShown(null),
  }
}

export function ReadPanel({ id }: { id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<ReadKind>('contact')
  const [field, setField] = useState<ReadField>('phone')
  const [reason, setReason] = useState('')
  const { shown, show, hide } = useShown<{ field: ReadField; value: string }>()
  const read = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/people/{id}/full', {
          params: { path: { id } },
          body: { field, kind, reason: reason.trim() },
        }),
      ),
    onSuccess: ({ value }) => {
      show({ field, value })
      setReason('')
      return client.invalidateQueries({ queryKey: ['person', id] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <section className="panel person-read">
      <h2>{t('read.title')}</h2>
      <p className="second">{t('read.lead')}</p>
      {shown && (
        <p className="person-shown" role="status">
          <small className="second">{t(`read.what.${shown.what.field}`)}</small>
          <b className="num">{shown.what.value || t('read.nothing')}</b>
          <small className="second">
            {t('read.hides', { clock: clockOf(shown.until) })}{' '}
            <Button type="link" size="small" onClick={hide}>
              {t('read.hide')}
            </Button>
          </small>
        </p>
      )}
      <Segmented
        block
        aria-label={t('read.which')}
        value={field}
        onChange={setField}
        options={readFields.map(value => ({ value, label: t(`read.what.${value}`) }))}
      />
      <Segmented
        block
        aria-label={t('read.whatFor')}
        value={kind}
        onChange={setKind}
        options={readKinds.map(value => ({ value, label: t(`read.kind.${value}`) }))}
      />
      <Input
        aria-label={t('read.why')}
        placeholder={t('read.whyHint')}
        maxLength={500}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      <Button
        disabled={reason.trim().length < READ_REASON_MIN}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        {t('read.show')}
      </Button>
    </section>
  )
}
