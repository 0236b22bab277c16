// A form on the phone: what was kept is said above, what is wrong stands at its field, the button says what it does.
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import { useSettings } from '../settings.ts'
import './form.css'
import { FormFoot, KeptNote } from './notes.tsx'
import { PhoneControl } from './phone-control.tsx'
import { drawnAs } from './shape.ts'
import './texts.ts'
import type { Form } from './use-form.ts'

export type Option = { id: string; name: string }

export function PhoneForm({
  form,
  submit,
  disabled = false,
  quiet = false,
  children,
}: {
  form: Form
  /** What pressing it does, in words. */
  submit: string
  disabled?: boolean
  /** Not the one thing of its view. */
  quiet?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form
      ref={form.box}
      className="phone-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!form.busy) form.submit()
      }}
    >
      <KeptNote form={form} />
      {children}
      <FormFoot form={form} />
      <button
        type="submit"
        className={quiet ? 'big line' : 'big'}
        disabled={disabled || form.busy}
        aria-busy={form.busy}
      >
        {form.busy ? `${t('form.sending')} …` : submit}
      </button>
    </form>
  )
}

/** One field by its path: its name, its control by its shape, its help, and what is wrong with it. */
export function PhoneField({
  form,
  path,
  label,
  options,
  calendar = false,
  required,
  onPick,
  children,
}: {
  form: Form
  path: string
  /** Where this page calls it otherwise. */
  label?: string
  /** What may be chosen, where the page knows it and the contract does not. */
  options?: readonly Option[]
  /** Says what the day is by the working calendar. */
  calendar?: boolean
  /** Where this page asks for more than the shape. */
  required?: boolean
  /** Sets more than the field itself. */
  onPick?: (value: unknown) => void
  /** A control of the page's own: a file slot. */
  children?: (control: { id: string; invalid: boolean; describedBy: string | undefined }) => ReactNode
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { field, value, problem, id } = form.at(path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a field is on the page as long as it is drawn
  useEffect(() => form.shows(path), [path])
  if (!field) throw new Error(`the shape of this form has no field ${path}`)
  const name = label ?? field.title?.[language] ?? field.name
  const help = field.help?.[language]
  const describedBy =
    [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined
  const control = { id, invalid: problem !== undefined, describedBy }
  const kind = drawnAs(field, options)
  const grouped = kind === 'choices' || (kind === 'choice' && radios(field.options, options))
  const optional = !(required ?? field.required) && kind !== 'flag' && (
    <small className="second"> {t('form.optional')}</small>
  )
  const tail = (
    <>
      {help && (
        <small id={`${id}-help`} className="help second">
          {help}
        </small>
      )}
      {problem && (
        <p id={`${id}-problem`} className="problem">
          <Icon name="warn" size={18} /> {problem}
        </p>
      )}
    </>
  )
  const drawn = children?.(control) ?? (
    <PhoneControl
      field={field}
      value={value}
      name={name}
      options={options}
      calendar={calendar}
      {...control}
      onChange={next => {
        form.set(path, next)
        onPick?.(next)
      }}
    />
  )
  if (kind === 'flag')
    return (
      <div className="form-field">
        {drawn}
        {tail}
      </div>
    )
  if (grouped)
    return (
      <fieldset className="form-field" aria-describedby={describedBy}>
        <legend>
          {name}
          {optional}
        </legend>
        {drawn}
        {tail}
      </fieldset>
    )
  return (
    <div className="form-field">
      <label htmlFor={id}>
        {name}
        {optional}
      </label>
      {drawn}
      {tail}
    </div>
  )
}

const FEW = 3
/** Few are seen at once; many open as a list. */
export const radios = (own: readonly { id: string }[], given: readonly Option[] | undefined): boolean =>
  (given ?? own).length <= FEW && (given ?? own).length > 0
