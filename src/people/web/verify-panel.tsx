// Verifying somebody who stands before one: what the document must say is shown after a reason, then it is declared.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { clockOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { toast } from '../../kit/toast.tsx'
import { documentWords } from '../identity.ts'
import { READ_REASON_MIN } from '../rules.ts'
import { useShown } from './read-panel.tsx'
import './person-texts.ts'
import './read-texts.ts'
import './person.css'

export function VerifyPanel({ id }: { id: number }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const { shown, show, hide } = useShown<Schemas['OnPaper']>()
  const open = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/people/{id}/paper', { params: { path: { id } }, body: { reason: reason.trim() } })),
    onSuccess: paper => {
      show(paper)
      return client.invalidateQueries({ queryKey: ['person', id] })
    },
    onError: error => toast(messageOf(error)),
  })
  const verify = useMutation({
    mutationFn: () => ask(api.POST('/api/people/{id}/verify', { params: { path: { id } } })),
    onSuccess: () => {
      toast(t('person.verified'))
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <section className="panel person-read" id="verify">
      <h2>{t('person.verifyTitle')}</h2>
      <p className="second">{t('person.verifyLead')}</p>
      {shown ? (
        <>
          <dl className="person-paper">
            {(
              [
                ['name', shown.what.name],
                ['document', `${documentWords[shown.what.documentType][language]} ${shown.what.document}`],
                ['sex', t(`person.sexes.${shown.what.sex}`)],
                ['birth', shown.what.birthDate],
              ] as const
            ).map(([name, value]) => (
              <div key={name} className="panel-line">
                <dt>{t(`person.paper.${name}`)}</dt>
                <dd className="num">{value}</dd>
              </div>
            ))}
          </dl>
          <p className="second">
            {t('read.hides', { clock: clockOf(shown.until) })}{' '}
            <Button type="link" size="small" onClick={hide}>
              {t('read.hide')}
            </Button>
          </p>
          <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
            {t('person.verify')}
          </Button>
        </>
      ) : (
        <>
          <Input
            aria-label={t('read.why')}
            placeholder={t('person.verifyHint')}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
          <Button
            disabled={reason.trim().length < READ_REASON_MIN}
            loading={open.isPending}
            onClick={() => open.mutate()}
          >
            {t('person.verifyShow')}
          </Button>
        </>
      )}
    </section>
  )
}
