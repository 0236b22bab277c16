// A part of a form that a page draws itself: what is wrong with it stands here, and the way to it leads here.
import type { ReactNode } from 'react'
import { Icon } from '../icons.tsx'
import { useShown } from './field.ts'
import './form.css'
import type { Form } from './use-form.ts'

export function Spot({ form, path, children }: { form: Form; path: string; children: ReactNode }) {
  useShown(form, path)
  const problem = form.problems[path]
  return (
    <>
      {children}
      {problem && (
        <p className="problem" tabIndex={-1} data-problem>
          <Icon name="warn" size={18} /> {problem}
        </p>
      )}
    </>
  )
}
