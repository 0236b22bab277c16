// Who somebody is, as they register themselves or one of their household. "Already registered" is not a dead end: the same form
// then claims what is there.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tidyNumber } from '../../foundation/cleaning.ts'
import type { Words } from '../../foundation/words.ts'
import { api, ask, codeOf } from '../../kit/api.ts'
import { PhoneField, PhoneForm } from '../../kit/form/phone-form.tsx'
import { type Form, useForm } from '../../kit/form/use-form.ts'
import type { Problems, Values } from '../../kit/form/values.ts'
import { useSettings } from '../../kit/settings.ts'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { claimRequest, registration } from '../contract.ts'
import {
  birthDefect,
  birthIn,
  birthInWords,
  birthSpan,
  CHECK_SPAN,
  type DocumentType,
  defectWords,
  documentTypes,
  readDocument,
  type Span,
} from '../identity.ts'
import './register.css'
import './register-texts.ts'

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const typeOf = (values: Values): DocumentType =>
  documentTypes.find(one => one === values.documentType) ?? 'resident-card'
const today = () => new Date().toISOString().slice(0, 10)

type Read = { birth: string; wrong: Words | null; span: Span | null }
/** What the number says, and what is wrong with it and where, before anything is sent. */
function readNumber(values: Values): Read {
  const number = text(values.document)
  if (number.trim() === '') return { birth: '', wrong: null, span: null }
  const read = readDocument(typeOf(values), number)
  const says =
    'defect' in read ? (read.defect === 'id-checksum' ? birthIn(number) : '') : (read.says?.birth ?? '')
  const defect = says === '' ? undefined : birthDefect(says, today())
  if (defect) return { birth: says, wrong: birthInWords(says, defect), span: birthSpan(says, defect) }
  if ('defect' in read)
    return {
      birth: '',
      wrong: defectWords[read.defect],
      span: read.defect === 'id-checksum' ? CHECK_SPAN : null,
    }
  return { birth: says, wrong: null, span: null }
}

/** Grown up for this form; the district's own rule may ask for a guardian at less. */
const MINOR_BELOW = 18
const isMinor = (birth: string) =>
  birth !== '' && birth > `${Number(today().slice(0, 4)) - MINOR_BELOW}${today().slice(4)}`

export function RegisterForm({
  household,
  onDone,
}: {
  household: boolean
  onDone: (how: 'registered' | 'claimed') => void
}) {
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
        ...(wrong && { document: `${wrong[language]}${t('joining.lookAgain')}` }),
        ...(values.consent !== true && { consent: t('joining.consentFirst') }),
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
      onDone(how)
      await client.invalidateQueries()
    },
  })
  const { birth, span } = readNumber(form.values)
  const card = ['resident-card', 'hmt-residence-permit'].includes(typeOf(form.values))
  const minor = isMinor(card ? birth : text(form.values.birthDate))
  const claims = known !== null && known === text(form.values.document).trim()
  return (
    <PhoneForm
      form={form}
      submit={claims ? t('joining.claim') : household ? t('joining.addFamily') : t('joining.submit')}
    >
      <PhoneField form={form} path="name" />
      <PhoneField form={form} path="documentType" />
      <PhoneField form={form} path="document" />
      {span && form.problems.document && <WrongDigits number={text(form.values.document)} span={span} />}
      {!card && (
        <>
          <PhoneField form={form} path="sex" />
          <PhoneField form={form} path="birthDate" />
        </>
      )}
      <PhoneField form={form} path="phone" label={t(household ? 'joining.familyPhone' : 'joining.phone')} />
      <PhoneField form={form} path="communityCode" />
      {minor && (
        <section className="card">
          <h3>{t('joining.minor')}</h3>
          <p className="second">{t('joining.minorWhy')}</p>
          <PhoneField form={form} path="guardian.name" />
          <PhoneField form={form} path="guardian.phone" />
        </section>
      )}
      <Ability form={form} />
      <PhoneField
        form={form}
        path="consent"
        label={t(household ? 'joining.familyConsent' : 'joining.consent')}
      />
    </PhoneForm>
  )
}

/** The number with its wrong digits underlined; what is wrong with them stands beside the field in words. */
function WrongDigits({ number, span: [from, to] }: { number: string; span: Span }) {
  const digits = tidyNumber(number)
  return (
    <p className="digits num" aria-hidden="true">
      {digits.slice(0, from)}
      <mark>{digits.slice(from, to)}</mark>
      {digits.slice(to)}
    </p>
  )
}

/** What somebody can do, would like to do and when: as they like, and used for finding. */
function Ability({ form }: { form: Form }) {
  const { t } = useTranslation()
  const [skills, languages, kinds] = [
    useVocabulary('people.skills'),
    useVocabulary('people.languages'),
    useVocabulary('projects.kinds'),
  ]
  return (
    <details className="card" {...(form.problems.nationalNo && { open: true })}>
      <summary>{t('joining.more')}</summary>
      <p className="second">{t('joining.moreWhy')}</p>
      <PhoneField form={form} path="skills" options={skills.list} />
      <PhoneField form={form} path="languages" options={languages.list} />
      <PhoneField form={form} path="freeTimes" />
      <PhoneField form={form} path="interests" options={kinds.list} />
      <PhoneField form={form} path="nationalNo" />
    </details>
  )
}
