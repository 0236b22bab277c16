// In large type: the door to one's hours.
import { useTranslation } from 'react-i18next'
import { Door } from '../../kit/door.tsx'
import { useOwnHours } from './own-hours.ts'
import './texts.ts'

export default function ElderCard() {
  const { t } = useTranslation()
  const hours = useOwnHours()
  return (
    <Door
      to="/me/hours"
      icon="clock"
      title={t('hours.title')}
      says={hours.data ? `${hours.data.total} ${t('kit.hours')}` : ''}
    />
  )
}
