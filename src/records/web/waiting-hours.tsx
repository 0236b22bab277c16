// The line on the phone that says which hours wait, for whom and until when, and leads to them.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { useSettings } from '../../kit/settings.ts'
import './texts.ts'

export function WaitingHours({ of: hours }: { of: Schemas['OwnHours'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  if (hours.waitingHours === '0.00') return null
  return (
    <Link className="notice gap" to="/me/hours">
      <Icon name="clock" size={20} />
      <span className="grows">
        {hours.waitingDue
          ? t('hours.waitingNotice', { h: hours.waitingHours, day: plainDay(hours.waitingDue, language) })
          : t('hours.waitingOther', { h: hours.waitingHours })}
      </span>
      <Icon name="next" size={18} />
    </Link>
  )
}
