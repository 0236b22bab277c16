// A dispute: what was recorded, what is asked and why, the evidence, and the decision.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { Answer, Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { RecordFacts } from './desk-record.tsx'
import { Trail } from './trail.tsx'
import './texts.ts'

export default function DeskCorrection() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const page = useQuery({
    queryKey: ['correction', id],
    queryFn: () => ask(api.GET('/api/desk/corrections/{id}', { params: { path: { id } } })),
  })
  const decide = useMutation({
    mutationFn: (verdict: 'pass' | 'refuse') =>
      ask(
        api.POST('/api/desk/corrections/{id}/decision', {
          params: { path: { id } },
          body: { verdict, reason },
        }),
      ),
    onSuccess: async () => {
      toast(t('hours.decided'))
      await client.invalidateQueries()
      navigate('/desk')
    },
  })
  return (
    <Answer of={page}>
      {data => (
        <>
          <RecordFacts record={data.record} />
          <section className="panel">
            <h2>{t('hours.decide')}</h2>
            <p>
              <del>{t('hours.original', { h: data.record.hours })}</del>{' '}
              <ins>{t('hours.askedTo', { h: data.askedHours })}</ins>
            </p>
            <p>「{data.reason}」</p>
          </section>
          <section className="panel">
            <h2>{t('hours.trail')}</h2>
            <Trail chain={data.evidence} />
          </section>
          {data.state === 'open' && (
            <div className="decide">
              {decide.error && <Broken error={decide.error} />}
              <Input
                aria-label={t('hours.correctionReason')}
                placeholder={t('hours.correctionReason')}
                value={reason}
                onChange={event => setReason(event.target.value)}
                style={{ maxWidth: 420 }}
              />
              <span style={{ display: 'flex', gap: 8 }}>
                <Button
                  danger
                  disabled={reason.trim() === ''}
                  loading={decide.isPending}
                  onClick={() => decide.mutate('refuse')}
                >
                  {t('hours.refuse')}
                </Button>
                <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('pass')}>
                  {t('hours.grant')}
                </Button>
              </span>
            </div>
          )}
        </>
      )}
    </Answer>
  )
}
