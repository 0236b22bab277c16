// A form on the phone: what was kept is said above, what is wrong stands at its field, the button says what it does.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useField } from './field.ts'
import './form.css'
import { FieldName, FieldTail, FormBox, FormFoot, KeptNote } from './notes.tsx'
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
    <FormBox form={form} className="phone-form">
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
    </FormBox>
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
  const said = useField(form, path, label ? { label } : {})
  const { field, value, name, control } = said
  const kind = drawnAs(field, options)
  const grouped = kind === 'choices' || (kind === 'choice' && radios(field.options, options))
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
  const Around = grouped ? 'fieldset' : 'div'
  const named = <FieldName of={said} optional={!(required ?? field.required)} />
  return (
    <Around className="form-field" {...(grouped && { 'aria-describedby': control.describedBy })}>
      {grouped ? (
        <legend>{named}</legend>
      ) : (
        // A tick has its words beside it.
        kind !== 'flag' && <label htmlFor={control.id}>{named}</label>
      )}
      {drawn}
      <FieldTail of={said} />
    </Around>
  )
}

const FEW = 3
/** Few are seen at once; many open as a list. */
export const radios = (own: readonly { id: string }[], given: readonly Option[] | undefined): boolean =>
  (given ?? own).length <= FEW && (given ?? own).length > 0
