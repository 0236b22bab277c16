// The other steps of writing a project: what it is, where, what protects people, and sending it.
import { useTranslation } from 'react-i18next'
import { PhoneField } from '../../../kit/form/phone-form.tsx'
import { Spot } from '../../../kit/form/spot.tsx'
import type { Form } from '../../../kit/form/use-form.ts'
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
export function GuaranteeStep({ form }: { form: Form }) {
  const { t } = useTranslation()
  const guarantees = useVocabulary('projects.guarantees')
  return (
    <>
      <PhoneField form={form} path="riskLevel" required />
      <PhoneField form={form} path="riskNotice" required />
      <PhoneField form={form} path="guarantees" options={guarantees.list} required />
      <fieldset className="card">
        <legend className="sr">{t('project.rules.insurance')}</legend>
        <Spot form={form} path="insurance">
          <h3>{t('project.rules.insurance')}</h3>
          {INSURANCE.map(name => (
            <PhoneField key={name} form={form} path={`insurance.${name}`} />
          ))}
        </Spot>
      </fieldset>
      {form.values.riskLevel === 'high' && <PhoneField form={form} path="agreement" />}
    </>
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
