// Somebody whose number turned out to be another's: whoever has them before their eyes, with the document, writes down the new one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf } from '../../kit/api.ts'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'

export function NewPhone({ id }: { id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [phone, setPhone] = useState('')
  const renew = useMutation({
    mutationFn: () => ask(api.POST('/api/people/{id}/phone', { params: { path: { id } }, body: { phone } })),
    onSuccess: () => {
      toast(t('people.phoneNoted'))
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <section className="panel">
      <h2>{t('people.phoneGone')}</h2>
      <p className="second">{t('people.phoneGoneLead')}</p>
      <div className="token">
        <Input
          inputMode="tel"
          aria-label={t('people.newPhone')}
          placeholder={t('people.newPhone')}
          value={phone}
          onChange={event => setPhone(event.target.value)}
        />
        <Button
          type="primary"
          loading={renew.isPending}
          disabled={phone === ''}
          onClick={() => renew.mutate()}
        >
          {t('people.notePhone')}
        </Button>
      </div>
    </section>
  )
}
