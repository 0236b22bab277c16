// Registering on the phone. "Already registered" is not a dead end: the same page then claims what is there.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { api, ask, codeOf, type Schemas } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'
import type { Word } from '../../kit/words.ts'

type DocumentType = Schemas['Person']['documentType']
const TYPES: DocumentType[] = [
  'resident-card',
  'hmt-residence-permit',
  'hm-travel-permit',
  'taiwan-travel-permit',
  'permanent-residence',
  'passport',
]

/** A resident card says its holder's birth date; others are asked. */
const birthIn = (type: DocumentType, text: string) =>
  type === 'resident-card' && /^\d{17}[\dXx]$/.test(text)
    ? `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
    : ''
const isMinor = (birth: string) => birth !== '' && Date.parse(birth) > Date.now() - 18 * 365.25 * 86_400_000

export default function RegisterPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const session = useSession()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const [form, setForm] = useState({
    name: '',
    documentType: 'resident-card' as DocumentType,
    document: '',
    sex: 'female' as 'male' | 'female',
    birthDate: '',
    phone: '',
    town: '',
    communityCode: '',
    guardianName: '',
    guardianPhone: '',
    consent: false,
  })
  const set = (part: Partial<typeof form>) => setForm(before => ({ ...before, ...part }))
  const card = form.documentType === 'resident-card' || form.documentType === 'hmt-residence-permit'
  const minor = isMinor(birthIn(form.documentType, form.document) || form.birthDate)
  const arrive = async (text: string) => {
    toast(text)
    await client.invalidateQueries()
    await client.refetchQueries({ queryKey: ['session'] })
    navigate('/me', { replace: true })
  }
  const register = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/me/registration', {
          body: {
            name: form.name,
            documentType: form.documentType,
            document: form.document,
            phone: form.phone,
            communityCode: form.communityCode,
            consent: form.consent,
            skills: [],
            interests: [],
            ...(!card && { sex: form.sex, birthDate: form.birthDate }),
            ...(minor && { guardian: { name: form.guardianName, phone: form.guardianPhone } }),
          },
        }),
      ),
    onSuccess: () => arrive(t('people.register')),
  })
  const claim = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/me/claim', {
          body: {
            name: form.name,
            documentType: form.documentType,
            document: form.document,
            phone: form.phone,
            consent: form.consent,
          },
        }),
      ),
    onSuccess: () => arrive(t('people.claimed')),
  })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/register" replace />
  const already = codeOf(register.error) === 'person.already-registered'
  const text = (label: Word, value: string, onChange: (next: string) => void, more: object = {}) => (
    <label className="field">
      <span>{t(label)}</span>
      <input value={value} onChange={event => onChange(event.target.value)} required {...more} />
    </label>
  )
  return (
    <PhonePage title={t('people.register')}>
      <p className="second">{t('people.lead')}</p>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (already) claim.mutate()
          else register.mutate()
        }}
      >
        {text('people.name', form.name, name => set({ name }), { autoComplete: 'name' })}
        <label className="field">
          <span>{t('people.documentType')}</span>
          <select
            value={form.documentType}
            onChange={event => set({ documentType: event.target.value as DocumentType })}
          >
            {TYPES.map(type => (
              <option key={type} value={type}>
                {t(`people.types.${type}`)}
              </option>
            ))}
          </select>
        </label>
        {text('people.document', form.document, document => set({ document: document.trim() }), {
          autoCapitalize: 'characters',
          autoComplete: 'off',
        })}
        {!card && (
          <>
            <label className="field">
              <span>{t('people.sex')}</span>
              <select
                value={form.sex}
                onChange={event => set({ sex: event.target.value as 'male' | 'female' })}
              >
                <option value="female">{t('people.female')}</option>
                <option value="male">{t('people.male')}</option>
              </select>
            </label>
            {text('people.birth', form.birthDate, birthDate => set({ birthDate }), { type: 'date' })}
          </>
        )}
        {text('people.phone', form.phone, phone => set({ phone }), { type: 'tel', inputMode: 'numeric' })}
        <label className="field">
          <span>{t('people.town')}</span>
          <select
            value={form.town}
            onChange={event => set({ town: event.target.value, communityCode: '' })}
            required
          >
            <option value="">{t('people.choose')}</option>
            {places.data?.places
              .filter(one => one.level === 'town')
              .map(one => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <span>{t('people.community')}</span>
          <select
            value={form.communityCode}
            onChange={event => set({ communityCode: event.target.value })}
            required
            disabled={!form.town}
          >
            <option value="">{t('people.choose')}</option>
            {places.data?.places
              .filter(one => one.parentCode === form.town && one.level === 'community')
              .map(one => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
          </select>
        </label>
        {minor && (
          <>
            <p className="notice" style={{ marginTop: 12 }}>
              {t('people.minor')}
            </p>
            {text('people.guardian', form.guardianName, guardianName => set({ guardianName }))}
            {text('people.guardianPhone', form.guardianPhone, guardianPhone => set({ guardianPhone }), {
              type: 'tel',
            })}
          </>
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={form.consent}
            onChange={event => set({ consent: event.target.checked })}
          />
          <span>{t('people.consent')}</span>
        </label>
        {already ? (
          <p className="notice" role="alert" style={{ marginTop: 12 }}>
            {t('people.alreadyLead')}
          </p>
        ) : (
          register.error && <Broken error={register.error} />
        )}
        {claim.error && <Broken error={claim.error} />}
        <button
          type="submit"
          className="big"
          style={{ marginTop: 20 }}
          disabled={!form.consent || register.isPending || claim.isPending}
        >
          {already ? t('people.claim') : t('people.submit')}
        </button>
      </form>
    </PhonePage>
  )
}
