// A notice as a card that asks, or as a line that tells: the same on the phone and at the desk.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { clockOf, dateOf, dayKey, deadlineOf } from '../format.ts'
import { Icon, type IconName } from '../icons.tsx'
import { useSettings } from '../settings.ts'
import type { Notice } from './inbox.ts'
import './inbox.css'
import './texts.ts'

const ICONS: Readonly<Record<string, IconName>> = {
  records: 'check',
  reviews: 'paper',
  participation: 'calendar',
  certificates: 'paper',
}
const iconOf = (kind: string): IconName => ICONS[kind.split('.')[0] ?? ''] ?? 'bell'

function useTitle() {
  const { t } = useTranslation()
  return (one: Notice) =>
    one.concerns === null ? one.title : t('inbox.about', { name: one.concerns, title: one.title })
}

export type Face = 'phone' | 'desk'
const pageOn = (face: Face, one: Notice) => (face === 'desk' ? (one.deskPage ?? one.page) : one.page)

/** What somebody waits for, until when, and the way there. */
export function Asking({ one, face, onOpen }: { one: Notice; face: Face; onOpen: (one: Notice) => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const title = useTitle()
  return (
    <article className="asking">
      <header>
        <h3>{title(one)}</h3>
        {one.answerBy && (
          <span className="by" title={new Date(one.answerBy).toLocaleString()}>
            <Icon name="clock" size={16} /> {t('inbox.before', { when: deadlineOf(one.answerBy, language) })}
          </span>
        )}
      </header>
      <p>{one.body}</p>
      <Link to={pageOn(face, one)} onClick={() => onOpen(one)}>
        {t('inbox.look')} <Icon name="next" size={16} />
      </Link>
    </article>
  )
}

/** What is only told; unread it has a point, which is said as well. */
export function Told({ one, face, onOpen }: { one: Notice; face: Face; onOpen: (one: Notice) => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const title = useTitle()
  const today = dayKey(one.at) === dayKey(new Date())
  return (
    <li>
      <Link className={one.read ? 'told' : 'told unread'} to={pageOn(face, one)} onClick={() => onOpen(one)}>
        <span className="mark">
          <Icon name={iconOf(one.kind)} size={20} />
        </span>
        <span className="words">
          <b>{title(one)}</b>
          {one.body && <small>{one.body}</small>}
          {!one.read && <span className="sr">{t('inbox.unread', { count: 1 })}</span>}
        </span>
        <time dateTime={one.at} title={new Date(one.at).toLocaleString()}>
          {today ? clockOf(one.at) : dateOf(one.at, language, false)}
        </time>
      </Link>
    </li>
  )
}
