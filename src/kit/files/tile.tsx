// One file in a list: a small look or its kind, its name, what is said of it, and what may be done.
import { type ReactNode, useState } from 'react'

const KINDS: Readonly<Record<string, string>> = {
  pdf: 'PDF',
  word: 'W',
  sheet: 'X',
  slides: 'P',
  text: 'T',
  picture: '◱',
}
const kindOfName = (name: string): string => {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (ending === 'pdf') return 'pdf'
  if (/^docx?$/.test(ending)) return 'word'
  if (/^(xlsx?|csv)$/.test(ending)) return 'sheet'
  if (/^pptx?$/.test(ending)) return 'slides'
  return /^(jpe?g|png|webp|gif|heic)$/.test(ending) ? 'picture' : 'text'
}

export const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

export function Tile({
  name,
  kind,
  picture,
  says,
  bad = false,
  href,
  label,
  children,
}: {
  name: string
  kind?: string
  /** The address of a small look. */
  picture?: string | null
  says: ReactNode
  bad?: boolean
  href?: string
  label?: string
  children?: ReactNode
}) {
  const known = kind ?? kindOfName(name)
  const [unseen, setUnseen] = useState(false)
  const look =
    picture && !unseen ? (
      <img src={picture} alt="" onError={() => setUnseen(true)} />
    ) : (
      <i className={`kind of-${known}`} aria-hidden="true">
        {KINDS[known] ?? 'T'}
      </i>
    )
  return (
    <li className="file">
      {href ? (
        <a className="look" href={href} target="_blank" rel="noopener" aria-label={label}>
          {look}
        </a>
      ) : (
        <span className="look">{look}</span>
      )}
      <span className="said">
        {href ? (
          <a href={href} target="_blank" rel="noopener" className="name" title={name}>
            {name}
          </a>
        ) : (
          <span className="name" title={name}>
            {name}
          </span>
        )}
        <small className={bad ? 'bad' : 'second'} role={bad ? 'alert' : undefined}>
          {says}
        </small>
      </span>
      {children && <span className="does">{children}</span>}
    </li>
  )
}
