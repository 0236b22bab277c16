// The whole way of something, from its beginning to what is still to come: an hour, a project, a decision. Drawn once.
import type { ReactNode } from 'react'
import './timeline.css'

/** done: behind us · now: what is being waited for · bad: sent back, refused · told: said by somebody; otherwise still to come. */
export type Tone = 'done' | 'now' | 'bad' | 'told' | 'to-come'

export const Timeline = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ol className="timeline" aria-label={label}>
    {children}
  </ol>
)

/** @param at when, in words; @param says what there is to know of it */
export const Step = ({
  tone,
  title,
  at,
  says,
  children,
}: {
  tone: Tone
  title: ReactNode
  at?: ReactNode
  says?: ReactNode
  children?: ReactNode
}) => (
  <li className={tone} aria-current={tone === 'now' ? 'step' : undefined}>
    <b>{title}</b>
    {at && <small className="num">{at}</small>}
    {says && <span className="says">{says}</span>}
    {children}
  </li>
)
