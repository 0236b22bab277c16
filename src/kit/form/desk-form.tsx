// A form on the desk, in its dialog; the engine is that of the phone, the controls are antd's.
import { Modal } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import { useSettings } from '../settings.ts'
import { FieldEditor } from './desk-control.tsx'
import './form.css'
import { FormFoot, KeptNote } from './notes.tsx'
import { drawnAs } from './shape.ts'
import './texts.ts'
import type { Form } from './use-form.ts'

function Body({ form, children }: { form: Form; children: ReactNode }) {
  return (
    <form
      ref={form.box}
      className="desk-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!form.busy) form.submit()
      }}
    >
      <KeptNote form={form} />
      {children}
      <FormFoot form={form} />
    </form>
  )
}

/** @param submit what pressing it does, in words */
export function DeskDialog({
  form,
  title,
  submit,
  onClose,
  children,
}: {
  form: Form
  title: string
  submit: string
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      okText={submit}
      confirmLoading={form.busy}
      onOk={form.submit}
    >
      <Body form={form}>{children}</Body>
    </Modal>
  )
}

export function DeskField({
  form,
  path,
  label,
  options,
  help,
  required,
}: {
  form: Form
  path: string
  label?: string
  options?: readonly { id: string; name: string }[]
  help?: string
  /** Where this page asks for more than the shape. */
  required?: boolean
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { field, value, problem, id } = form.at(path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a field is on the page as long as it is drawn
  useEffect(() => form.shows(path), [path])
  if (!field) throw new Error(`the shape of this form has no field ${path}`)
  const name = label ?? field.title?.[language] ?? field.name
  const helps = help ?? field.help?.[language]
  const grouped = drawnAs(field, options) === 'choices'
  const Around = grouped ? 'fieldset' : 'div'
  const describedBy =
    [helps && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined
  const optional = !(required ?? field.required) && <small className="second"> {t('form.optional')}</small>
  return (
    <Around className="form-field" {...(grouped && { 'aria-describedby': describedBy })}>
      {grouped ? (
        <legend>
          {name}
          {optional}
        </legend>
      ) : (
        <label htmlFor={id}>
          {name}
          {optional}
        </label>
      )}
      <FieldEditor
        field={field}
        value={value}
        id={id}
        label={name}
        invalid={problem !== undefined}
        describedBy={describedBy}
        choices={options}
        onChange={next => form.set(path, next)}
      />
      {helps && (
        <small id={`${id}-help`} className="help second">
          {helps}
        </small>
      )}
      {problem && (
        <p id={`${id}-problem`} className="problem">
          <Icon name="warn" size={16} /> {problem}
        </p>
      )}
    </Around>
  )
}
