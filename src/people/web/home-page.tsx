// Where I live, or whom I act for, and that we moved.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { PhoneField, PhoneForm } from '../../kit/form/phone-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { PhonePage } from '../../kit/page.tsx'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { moveAsked } from '../contract.ts'
import './move-texts.ts'

export default function HomePage() {
  const { t } = useTranslation()
  const { id } = useActing()
  const profile = useQuery({
    queryKey: ['profile', id],
    queryFn: () =>
      ask(api.GET('/api/me/profile', { params: { query: id === undefined ? {} : { for: id } } })),
    enabled: id !== undefined,
  })
  return (
    <PhonePage title={t('move.title')}>
      <Answer of={profile}>
        {data => (
          <>
            <section className="card">
              <small className="second">{t('move.now')}</small>
              <h2>
                {data.townName} {data.communityName}
              </h2>
            </section>
            <p className="second gap">{t('move.lead')}</p>
            <Move key={data.communityCode} person={id} />
          </>
        )}
      </Answer>
    </PhonePage>
  )
}

function Move({ person }: { person: number | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useForm({
    shape: moveAsked,
    send: body =>
      ask(api.POST('/api/me/home', { body: { ...body, ...(person !== undefined && { for: person }) } })),
    done: () => {
      toast(t('move.moved'))
      navigate('/me/mine')
      return client.invalidateQueries()
    },
  })
  return (
    <PhoneForm form={form} submit={t('move.move')}>
      <PhoneField form={form} path="communityCode" label={t('move.to')} />
    </PhoneForm>
  )
}
