// Who is wanted: positions with how many people and what each asks for.
import { useTranslation } from 'react-i18next'
import { PhoneField } from '../../../kit/form/phone-form.tsx'
import { Spot } from '../../../kit/form/spot.tsx'
import type { Form } from '../../../kit/form/use-form.ts'
import '../texts.ts'

export const blankPosition = { name: '志愿者', places: 10, requirement: '', needs: [] }

export function Positions({ form }: { form: Form }) {
  const { t } = useTranslation()
  const positions: unknown[] = Array.isArray(form.values.positions) ? form.values.positions : []
  return (
    <Spot form={form} path="positions">
      {positions.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a position is
        <fieldset key={at} className="card">
          <legend className="sr">{t('project.when.position', { n: at + 1 })}</legend>
          <div className="pair">
            <PhoneField form={form} path={`positions.${at}.name`} />
            <PhoneField form={form} path={`positions.${at}.places`} />
          </div>
          <PhoneField form={form} path={`positions.${at}.requirement`} />
          {positions.length > 1 && (
            <button
              type="button"
              className="chip"
              onClick={() =>
                form.set(
                  'positions',
                  positions.filter((_one, i) => i !== at),
                )
              }
            >
              {t('project.when.removePosition')}
            </button>
          )}
        </fieldset>
      ))}
      <button
        type="button"
        className="big quiet"
        onClick={() => form.set('positions', [...positions, { ...blankPosition, name: '' }])}
      >
        + {t('project.when.addPosition')}
      </button>
    </Spot>
  )
}
