// From when a proposed version would hold, and on which paper it rests.
import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Values } from './form.tsx'
import './texts.ts'

export type Writing = { value: Values; from: string; source: string; title: string; link: string }

/** Which half of the document is missing; it has a name and a link, or neither. */
export function lacksOf({ title, link }: Writing): 'title' | 'link' | null {
  if (link.trim() && !title.trim()) return 'title'
  return title.trim() && !link.trim() ? 'link' : null
}

export function Papers({ writing, onChange }: { writing: Writing; onChange: (next: Writing) => void }) {
  const { t } = useTranslation()
  const lacks = lacksOf(writing)
  const set = (part: Partial<Writing>) => onChange({ ...writing, ...part })
  return (
    <section className="panel papers">
      <Line label={t('rules.effective')}>
        {id => (
          <Input
            id={id}
            type="date"
            value={writing.from}
            onChange={event => set({ from: event.target.value })}
          />
        )}
      </Line>
      <Line label={t('rules.source')}>
        {id => (
          <Input
            id={id}
            value={writing.source}
            maxLength={200}
            onChange={event => set({ source: event.target.value })}
          />
        )}
      </Line>
      <Line
        label={t('rules.documentTitle')}
        optional
        fault={lacks === 'title' && t('rules.documentNeedsTitle')}
      >
        {id => (
          <Input
            id={id}
            value={writing.title}
            maxLength={100}
            onChange={event => set({ title: event.target.value })}
          />
        )}
      </Line>
      <Line label={t('rules.documentLink')} optional fault={lacks === 'link' && t('rules.documentNeedsLink')}>
        {id => (
          <Input
            id={id}
            type="url"
            placeholder="https://"
            value={writing.link}
            maxLength={500}
            onChange={event => set({ link: event.target.value })}
          />
        )}
      </Line>
    </section>
  )
}

function Line({
  label,
  optional = false,
  fault = false,
  children,
}: {
  label: string
  optional?: boolean
  fault?: string | false
  children: (id: string) => ReactNode
}) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>
        {label} {optional && <small className="second">{t('rules.optional')}</small>}
      </label>
      {children(id)}
      {fault && <span className="fault">{fault}</span>}
    </p>
  )
}
