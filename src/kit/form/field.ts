// What every field of a form is drawn from, on the phone and on the desk: its name, its help, what is wrong with it, and who describes it.
import { useEffect } from 'react'
import { useSettings } from '../settings.ts'
import type { Field } from './shape.ts'
import type { Form } from './use-form.ts'

/** The field, or the part, is on the page: what is wrong with it is said there. */
export function useShown(form: Form, path: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is on the page as long as it is drawn, and a form is another at each stroke
  useEffect(() => form.shows(path), [path])
}

export type FieldSaid = {
  field: Field
  value: unknown
  name: string
  help: string | undefined
  problem: string | undefined
  /** What a control is given of it. */
  control: { id: string; invalid: boolean; describedBy: string | undefined }
}

/**
 * @param own what this page calls it, and says of it, otherwise than the contract
 * @throws Error where the form's shape has no such field
 */
export function useField(form: Form, path: string, own: { label?: string; help?: string } = {}): FieldSaid {
  const { language } = useSettings()
  const { field, value, problem, id } = form.at(path)
  useShown(form, path)
  if (!field) throw new Error(`the shape of this form has no field ${path}`)
  const help = own.help ?? field.help?.[language]
  const describedBy =
    [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined
  return {
    field,
    value,
    name: own.label ?? field.title?.[language] ?? field.name,
    help,
    problem,
    control: { id, invalid: problem !== undefined, describedBy },
  }
}
