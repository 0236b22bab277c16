// The hours of two entries before and after they are one: a sum that can be followed.
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../kit/api.ts'
import { hours } from '../../kit/format.ts'
import './merging-texts.ts'
import './merge.css'

export function MergeHours({ hours: it }: { hours: Schemas['Beside']['hours'] }) {
  const { t } = useTranslation()
  const parts = [
    { sign: '', minutes: it.into, text: t('merging.hours.into') },
    { sign: '+', minutes: it.from, text: t('merging.hours.from') },
    { sign: '=', minutes: it.into + it.from, text: t('merging.hours.before') },
    { sign: '→', minutes: it.counted, text: t('merging.hours.after'), tone: 'jade' },
    ...(it.waiting > 0
      ? [{ sign: '+', minutes: it.waiting, text: t('merging.hours.waiting'), tone: 'amber' }]
      : []),
  ]
  return (
    <ol className="sum">
      {parts.map(one => (
        <li key={one.text}>
          {one.sign && <i aria-hidden="true">{one.sign}</i>}
          <span>
            <b className={`num ${one.tone ?? ''}`}>{hours(one.minutes)}</b>
            <small className="second">{one.text}</small>
          </span>
        </li>
      ))}
    </ol>
  )
}
