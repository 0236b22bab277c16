// What stands above and below the fields of every form: what was kept for this person, how much is wrong, why it was not taken.
import { useTranslation } from 'react-i18next'
import { clockOf, dateOf } from '../format.ts'
import { useSettings } from '../settings.ts'
import { Broken } from '../states.tsx'
import './form.css'
import './texts.ts'
import type { Form } from './use-form.ts'

/** What was kept is given back and said to be so; it may be weeks old, so its day is said. */
export function KeptNote({ form }: { form: Form }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  if (!form.kept?.given) return null
  const { at } = form.kept
  return (
    <p className="notice kept" role="status">
      <span>{t('form.keptFor', { at: `${dateOf(at, language, false)} ${clockOf(at)}` })}</span>
      <button type="button" className="chip" onClick={form.discard}>
        {t('form.discard')}
      </button>
    </p>
  )
}

/** How many fields are wrong, and whatever is wrong with the whole. */
export function FormFoot({ form }: { form: Form }) {
  const { t } = useTranslation()
  const wrong = Object.keys(form.problems).length
  const whole = form.problems['']
  return (
    <div aria-live="polite">
      {form.error !== null && <Broken error={form.error} />}
      {whole && <p className="problem">{whole}</p>}
      {wrong > 0 && <p className="second centred">{t('form.wrong', { n: wrong })}</p>}
    </div>
  )
}
