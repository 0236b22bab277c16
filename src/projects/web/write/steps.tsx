// The other steps of writing a project: what it is, where, what protects people, and sending it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../kit/api.ts'
import { PhoneField } from '../../../kit/form/phone-form.tsx'
import { Spot } from '../../../kit/form/spot.tsx'
import type { Form } from '../../../kit/form/use-form.ts'
import { dayKey } from '../../../kit/format.ts'
import { useVocabulary } from '../../../kit/vocabulary.ts'
import '../texts.ts'
import { shiftsIn } from './shifts-step.tsx'

export type Team = { id: number; name: string }

export function ContentStep({ form, teams }: { form: Form; teams: readonly Team[] }) {
  const kinds = useVocabulary('projects.kinds')
  const [skills, languages] = [useVocabulary('people.skills'), useVocabulary('people.languages')]
  return (
    <>
      {teams.length > 1 && (
        <PhoneField
          form={form}
          path="teamId"
          options={teams.map(one => ({ id: String(one.id), name: one.name }))}
        />
      )}
      <PhoneField form={form} path="title" />
      <PhoneField form={form} path="kind" options={kinds.list} />
      <PhoneField form={form} path="content" required />
      <PhoneField form={form} path="conditions" required />
      <PhoneField form={form} path="minAge" />
      <PhoneField form={form} path="skills" options={[...skills.list, ...languages.list]} />
    </>
  )
}

export function PlaceStep({ form }: { form: Form }) {
  const { t } = useTranslation()
  const { siteId, placeName, address } = form.values
  if (typeof siteId === 'number')
    return (
      <section className="card">
        <h3>{String(placeName ?? '')}</h3>
        <p className="second">{String(address ?? '')}</p>
        <button type="button" className="chip" onClick={() => form.fill({ siteId: null })}>
          {t('project.otherPlace')}
        </button>
      </section>
    )
  return (
    <>
      <PhoneField
        form={form}
        path="communityCode"
        required
        onPick={() => form.fill({ lat: null, lng: null })}
      />
      <PhoneField form={form} path="placeName" required />
      <PhoneField form={form} path="address" />
    </>
  )
}

const INSURANCE = ['insurer', 'policyNo', 'from', 'until'] as const
const inYears = (years: number) => dayKey(new Date(Date.now() + years * 365 * 86_400_000))
/** A year from today, still without insurer and number. */
export const blankInsurance = () => ({ insurer: '', policyNo: '', from: inYears(0), until: inYears(1) })

export function GuaranteeStep({ form }: { form: Form }) {
  const guarantees = useVocabulary('projects.guarantees')
  return (
    <>
      <PhoneField form={form} path="riskLevel" required />
      <PhoneField form={form} path="riskNotice" required />
      <PhoneField form={form} path="guarantees" options={guarantees.list} required />
      <Insurance form={form} />
      {form.values.riskLevel === 'high' && <PhoneField form={form} path="agreement" />}
    </>
  )
}

/** One of the contracts that the team may name, or another, which is entered with the project. */
function Insurance({ form }: { form: Form }) {
  const { t } = useTranslation()
  const team = Number(form.values.teamId)
  const known = useQuery({
    queryKey: ['covers', team],
    queryFn: () => ask(api.GET('/api/teams/{id}/covers', { params: { path: { id: team } } })),
  })
  const covers = known.data?.covers ?? []
  const chosen = typeof form.values.coverId === 'number'
  return (
    <fieldset className="card">
      <legend className="sr">{t('project.rules.insurance')}</legend>
      <Spot form={form} path="insurance">
        <h3>{t('project.rules.insurance')}</h3>
        {covers.map(one => (
          <label key={one.id} className="check">
            <input
              type="radio"
              name="cover"
              checked={form.values.coverId === one.id}
              onChange={() => form.fill({ coverId: one.id, insurance: null })}
            />
            <span>
              {one.insurer} {one.policyNo}
              <small>{t('project.coveredUntil', { day: one.until })}</small>
            </span>
          </label>
        ))}
        {covers.length > 0 && (
          <label className="check">
            <input
              type="radio"
              name="cover"
              checked={!chosen}
              onChange={() => form.fill({ coverId: null, insurance: blankInsurance() })}
            />
            <span>{t('project.otherCover')}</span>
          </label>
        )}
        {!chosen && INSURANCE.map(name => <PhoneField key={name} form={form} path={`insurance.${name}`} />)}
      </Spot>
    </fieldset>
  )
}

export function SubmitStep({ form }: { form: Form }) {
  const { t } = useTranslation()
  const items = useVocabulary('projects.declaration')
  const { title, content, placeName } = form.values
  return (
    <>
      <section className="card">
        <h3>{String(title ?? '')}</h3>
        <p>{String(content ?? '')}</p>
        <p className="second">
          {[placeName, t('project.shiftCount', { n: shiftsIn(form).length })].filter(Boolean).join(' · ')}
        </p>
      </section>
      <fieldset className="card">
        <legend className="sr">{t('project.declaration')}</legend>
        <Spot form={form} path="declaration">
          <label className="check">
            <input
              type="checkbox"
              checked={form.values.declared === true}
              onChange={event => form.set('declared', event.target.checked)}
            />
            <span>{t('project.declare')}</span>
          </label>
          <ul className="second">
            {items.list.map(item => (
              <li key={item.id}>{item.name}</li>
            ))}
          </ul>
        </Spot>
      </fieldset>
    </>
  )
}
