// Who somebody is, as they register themselves or one of their household. "Already registered" is not a dead end: the same form
// then claims what is there.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, codeOf } from '../../kit/api.ts'
import { PhoneField, PhoneForm } from '../../kit/form/phone-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import type { Problems, Values } from '../../kit/form/values.ts'
import { useSettings } from '../../kit/settings.ts'
import { toast } from '../../kit/toast.tsx'
import { claimRequest, registration } from '../contract.ts'
import {
  birthDefect,
  birthInWords,
  type DocumentType,
  defectWords,
  documentTypes,
  readDocument,
} from '../identity.ts'
import './texts.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const typeOf = (values: Values): DocumentType =>
  documentTypes.find(one => one === values.documentType) ?? 'resident-card'
const today = () => new Date().toISOString().slice(0, 10)

/** What the number says, and what is wrong with it, before anything is sent. */
function readNumber(values: Values) {
  const number = text(values.document)
  if (number.trim() === '') return { birth: '', wrong: null }
  const read = readDocument(typeOf(values), number)
  if ('defect' in read) return { birth: '', wrong: defectWords[read.defect] }
  if (!read.says) return { birth: '', wrong: null }
  const defect = birthDefect(read.says.birth, today())
  return { birth: read.says.birth, wrong: defect ? birthInWords(read.says.birth, defect) : null }
}

/** Grown up for this form; the district's own rule may ask for a guardian at less. */
const MINOR_BELOW = 18
const isMinor = (birth: string) =>
  birth !== '' && birth > `${Number(today().slice(0, 4)) - MINOR_BELOW}${today().slice(4)}`

export function RegisterForm({ household, onDone }: { household: boolean; onDone: () => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  /** The number that turned out to be registered. */
  const [known, setKnown] = useState<string | null>(null)
  const path = household ? '/api/me/household' : '/api/me/registration'
  const form = useForm({
    shape: registration,
    start: { documentType: 'resident-card' },
    draft: {
      key: household ? 'household' : 'registration',
      without: ['document', 'consent'],
      personal: true,
    },
    check: (values): Problems => {
      const { wrong } = readNumber(values)
      return {
        ...(wrong && { document: `${wrong[language]}${t('people.lookAgain')}` }),
        ...(values.consent !== true && { consent: t('people.consentFirst') }),
      }
    },
    send: async (value, key) => {
      const headers = { 'idempotency-key': key }
      if (known !== null && known === value.document) {
        await ask(api.POST('/api/me/claim', { body: claimRequest.parse(value), headers }))
        return 'claimed' as const
      }
      try {
        await ask(api.POST(path, { body: value, headers }))
        return 'registered' as const
      } catch (problem) {
        if (codeOf(problem) === 'person.already-registered') setKnown(value.document)
        throw problem
      }
    },
    done: async how => {
      toast(how === 'claimed' ? t('people.claimed') : t('people.registered'))
      await client.invalidateQueries()
      await client.refetchQueries({ queryKey: ['session'] })
      onDone()
    },
  })
  const { birth } = readNumber(form.values)
  const card = ['resident-card', 'hmt-residence-permit'].includes(typeOf(form.values))
  const minor = isMinor(card ? birth : text(form.values.birthDate))
  const claims = known !== null && known === text(form.values.document).trim()
  return (
    <PhoneForm
      form={form}
      submit={claims ? t('people.claim') : household ? t('people.addFamily') : t('people.submit')}
    >
      <PhoneField form={form} path="name" />
      <PhoneField form={form} path="documentType" />
      <PhoneField form={form} path="document" />
      {!card && (
        <>
          <PhoneField form={form} path="sex" />
          <PhoneField form={form} path="birthDate" />
        </>
      )}
      <PhoneField form={form} path="phone" label={t(household ? 'people.familyPhone' : 'people.phone')} />
      <PhoneField form={form} path="communityCode" />
      {minor && (
        <section className="card">
          <h3>{t('people.minor')}</h3>
          <p className="second">{t('people.minorWhy')}</p>
          <PhoneField form={form} path="guardian.name" />
          <PhoneField form={form} path="guardian.phone" />
        </section>
      )}
      <PhoneField
        form={form}
        path="consent"
        label={t(household ? 'people.familyConsent' : 'people.consent')}
      />
    </PhoneForm>
  )
}
