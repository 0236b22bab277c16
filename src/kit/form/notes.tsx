// What stands around the fields of every form: what was kept for this person, how much is wrong, why it was not taken; and around a
// field: whether it may stay empty, its help, what is wrong with it.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clockOf, dateOf } from '../format.ts'
import { Icon } from '../icons.tsx'
import { useSettings } from '../settings.ts'
import { Broken } from '../states.tsx'
import './form.css'
import './texts.ts'
import type { FieldSaid } from './field.ts'
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

/** The form itself. @param submit what its button, or Enter, does */
export function FormBox({
  form,
  className,
  submit = () => !form.busy && form.submit(),
  children,
}: {
  form: Form
  className: string
  submit?: () => unknown
  children: ReactNode
}) {
  return (
    <form
      ref={form.box}
      className={className}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {children}
    </form>
  )
}

export function FieldName({ of: { name }, optional }: { of: FieldSaid; optional: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {name}
      {optional && <small className="second"> {t('form.optional')}</small>}
    </>
  )
}

export const FieldTail = ({ of: { help, problem, control } }: { of: FieldSaid }) => (
  <>
    {help && (
      <small id={`${control.id}-help`} className="help second">
        {help}
      </small>
    )}
    {problem && (
      <p id={`${control.id}-problem`} className="problem">
        <Icon name="warn" size={18} /> {problem}
      </p>
    )}
  </>
)
