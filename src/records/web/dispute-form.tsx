// The volunteer says the hours are wrong: what they should be, and why. Kept on the device until it is sent.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { later } from '../../kit/apart.tsx'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { PhoneField, PhoneForm } from '../../kit/form/phone-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import type { Problems } from '../../kit/form/values.ts'
import { toast } from '../../kit/toast.tsx'
import { disputeRequest } from '../contract.ts'
import './texts.ts'

/** What sends files comes after the form. */
const Proofs = later(() => import('./proofs.tsx'))

export function DisputeForm({ record, done }: { record: Schemas['OwnRecord']; done: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({
    shape: disputeRequest,
    start: { minutes: record.minutes },
    draft: { key: `dispute.${record.id}`, personal: true, without: ['files'] },
    check: (values): Problems =>
      values.minutes === record.minutes ? { minutes: t('hours.sameMinutes') } : {},
    send: (body, key) =>
      ask(
        api.POST('/api/records/{id}/dispute', {
          params: { path: { id: record.id } },
          body,
          headers: { 'idempotency-key': key },
        }),
      ),
    done: async () => {
      toast(t('hours.disputeSent'))
      await client.invalidateQueries({ queryKey: ['hours'] })
      done()
    },
  })
  return (
    <PhoneForm form={form} submit={t('hours.sendDispute')} quiet>
      <PhoneField form={form} path="minutes" />
      <PhoneField form={form} path="reason" />
      <Proofs onChange={ids => form.set('files', [...ids])} />
    </PhoneForm>
  )
}
