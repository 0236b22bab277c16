// The versions of a rule on a line: what was, what holds today, what comes.
import { useTranslation } from 'react-i18next'
import { type Field, isItem } from '../../../../kit/form/shape.ts'
import { type Page, useSaying, type Version } from './say.ts'
import './texts.ts'
import { measured } from '../../../../kit/share.tsx'

const SHOWN = 4

export function VersionLine({
  page,
  fields,
  shown,
  onShow,
}: {
  page: Page
  fields: Field[]
  shown: number | undefined
  onShow: (id: number) => void
}) {
  const { t } = useTranslation()
  const { value, title, dated } = useSaying()
  const counted = page.versions.filter(one => one.number !== null).slice(-SHOWN)
  const classOf = (one: Version) =>
    one.state === 'proposed'
      ? 'waits'
      : one.id === page.inForce.id
        ? 'now'
        : one.from > page.today
          ? 'comes'
          : 'past'
  const TAG = { waits: 'amber', now: 'jade', comes: 'indigo', past: 'grey' }
  const WORD = {
    waits: 'rules.waits',
    now: 'rules.inForce',
    comes: 'rules.coming',
    past: 'rules.past',
  } as const
  return (
    <ol className="version-line">
      {counted.map(one => {
        const kind = classOf(one)
        const said = isItem(one.value) ? one.value : {}
        return (
          <li key={one.id} className={kind}>
            <button type="button" aria-pressed={one.id === shown} onClick={() => onShow(one.id)}>
              {t('rules.version', { n: one.number })}
            </button>{' '}
            <span className={`tag ${TAG[kind]}`}>{t(WORD[kind])}</span>
            <span className="num">
              {one.until
                ? `${dated(one.from)} – ${dated(one.until)}`
                : t('rules.from', { day: dated(one.from) })}
            </span>
            <span>
              {fields
                .slice(0, 2)
                .map(field => `${title(field)} ${value(field, said[field.name])}`)
                .join('，')}
            </span>
            {kind === 'now' && (
              <span className="today" style={measured({ elapsed: `${elapsed(one, counted, page.today)}%` })}>
                <i>{t('rules.today')}</i>
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Where in its span today lies, in per cent; a span without an end is taken as another year. */
function elapsed(version: Version, all: readonly Version[], today: string): number {
  const next = all.find(one => one.from > version.from)
  const from = Date.parse(version.from)
  const now = Date.parse(today)
  const until = next ? Date.parse(next.from) : now + 365 * 86_400_000
  return Math.min(94, Math.max(6, ((now - from) / (until - from)) * 100))
}
