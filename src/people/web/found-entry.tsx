// "Is this you?": somebody whom a list or a station entered with this phone. Yes and "my family" are proved by name and last six; a
// double no tells the town, and nothing more of it is shown.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { PhoneField, PhoneForm } from '../../kit/form/phone-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import type { Problems } from '../../kit/form/values.ts'
import { dateOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { toast } from '../../kit/toast.tsx'
import { foundClaim } from '../contract.ts'
import './register.css'
import './register-texts.ts'

type As = 'own' | 'household'
const SEXES = { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } }

/** @param own whether it may be oneself: not where the account has its own registration */
export function FoundEntry({
  of: it,
  own,
  onClaimed,
}: {
  of: Schemas['FoundEntry']
  own: boolean
  onClaimed: (as: As) => void
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [step, setStep] = useState<'ask' | 'family' | As>(own ? 'ask' : 'family')
  const notMine = useMutation({
    mutationFn: () => ask(api.POST('/api/me/found/{id}/not-mine', { params: { path: { id: it.id } } })),
    onSuccess: () => {
      toast(t('joining.found.noted'))
      return client.invalidateQueries({ queryKey: ['found'] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <section className="card" aria-labelledby="found">
      <p className="second">
        {t(it.source === 'sheet' ? 'joining.found.listed' : 'joining.found.entered', {
          town: it.townName,
          day: dateOf(it.enteredAt, language, false),
        })}
      </p>
      <div className="who">
        <i aria-hidden="true">{[...it.maskedName][0]}</i>
        <span>
          <b>{it.maskedName}</b>
          <span className="second">
            {t('joining.found.born', {
              sex: SEXES[it.sex][language],
              year: it.birthYear,
              place: `${it.townName}${it.communityName}`,
            })}
            <br />
            {t('joining.found.proven', { phone: it.maskedPhone })}
            {it.guardian && (
              <>
                <br />
                {t('joining.found.guardian', { name: it.guardian })}
              </>
            )}
          </span>
        </span>
      </div>
      {step === 'ask' && (
        <>
          <h2 id="found">{t('joining.found.ask')}</h2>
          <div className="yes-no">
            <button type="button" className="big line yes" onClick={() => setStep('own')}>
              {t('joining.found.yes')}
            </button>
            <button type="button" className="big line" onClick={() => setStep('family')}>
              {t('joining.found.no')}
            </button>
          </div>
        </>
      )}
      {step === 'family' && (
        <>
          <h2 id="found">{t('joining.found.family')}</h2>
          <p className="second">{t('joining.found.familyWhy')}</p>
          <div className="yes-no">
            <button type="button" className="big line yes" onClick={() => setStep('household')}>
              {t('joining.found.familyYes')}
            </button>
            <button
              type="button"
              className="big line"
              disabled={notMine.isPending}
              onClick={() => notMine.mutate()}
            >
              {t('joining.found.familyNo')}
            </button>
          </div>
        </>
      )}
      {(step === 'own' || step === 'household') && (
        <>
          <h2 id="found">{t(step === 'own' ? 'joining.found.prove' : 'joining.found.proveFamily')}</h2>
          <ClaimForm id={it.id} as={step} onClaimed={onClaimed} />
          <button
            type="button"
            className="big quiet"
            onClick={() => setStep(step === 'own' ? 'ask' : 'family')}
          >
            {t('joining.found.back')}
          </button>
        </>
      )}
    </section>
  )
}

function ClaimForm({ id, as, onClaimed }: { id: number; as: As; onClaimed: (as: As) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({
    shape: foundClaim,
    start: { as },
    check: (values): Problems => (values.consent === true ? {} : { consent: t('joining.consentFirst') }),
    send: (body, key) =>
      ask(
        api.POST('/api/me/found/{id}/claim', {
          params: { path: { id } },
          body,
          headers: { 'idempotency-key': key },
        }),
      ),
    done: async answer => {
      onClaimed(answer.as)
      await client.invalidateQueries()
    },
  })
  return (
    <PhoneForm form={form} submit={t(as === 'own' ? 'joining.found.mine' : 'joining.found.theirs')}>
      <PhoneField form={form} path="name" />
      <PhoneField form={form} path="last" />
      <PhoneField
        form={form}
        path="consent"
        label={t(as === 'own' ? 'joining.consent' : 'joining.familyConsent')}
      />
    </PhoneForm>
  )
}
