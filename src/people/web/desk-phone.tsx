// Somebody whose number turned out to be another's: whoever has them before their eyes, with the document, writes down the new one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf } from '../../kit/api.ts'
import { toast } from '../../kit/toast.tsx'
import './person-texts.ts'

export function NewPhone({ id }: { id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [phone, setPhone] = useState('')
  const renew = useMutation({
    mutationFn: () => ask(api.POST('/api/people/{id}/phone', { params: { path: { id } }, body: { phone } })),
    onSuccess: () => {
      toast(t('person.phone.noted'))
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <section className="panel">
      <h2>{t('person.phone.gone')}</h2>
      <p className="second">{t('person.phone.goneLead')}</p>
      <div className="token">
        <Input
          inputMode="tel"
          aria-label={t('person.phone.now')}
          placeholder={t('person.phone.now')}
          value={phone}
          onChange={event => setPhone(event.target.value)}
        />
        <Button
          type="primary"
          loading={renew.isPending}
          disabled={phone === ''}
          onClick={() => renew.mutate()}
        >
          {t('person.phone.note')}
        </Button>
      </div>
    </section>
  )
}
