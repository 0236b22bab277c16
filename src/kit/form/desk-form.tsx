// A form on the desk, in its dialog; the engine is that of the phone, the controls are antd's.
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { FieldEditor } from './desk-control.tsx'
import { useField } from './field.ts'
import './form.css'
import { FieldName, FieldTail, FormBox, FormFoot, KeptNote } from './notes.tsx'
import { drawnAs } from './shape.ts'
import type { Form } from './use-form.ts'

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
      <FormBox form={form} className="desk-form">
        <KeptNote form={form} />
        {children}
        <FormFoot form={form} />
      </FormBox>
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
  const said = useField(form, path, { ...(label && { label }), ...(help && { help }) })
  const { field, value, name, control } = said
  const grouped = drawnAs(field, options) === 'choices'
  const Around = grouped ? 'fieldset' : 'div'
  const named = <FieldName of={said} optional={!(required ?? field.required)} />
  return (
    <Around className="form-field" {...(grouped && { 'aria-describedby': control.describedBy })}>
      {grouped ? <legend>{named}</legend> : <label htmlFor={control.id}>{named}</label>}
      <FieldEditor
        {...control}
        field={field}
        value={value}
        label={name}
        choices={options}
        onChange={next => form.set(path, next)}
      />
      <FieldTail of={said} />
    </Around>
  )
}
