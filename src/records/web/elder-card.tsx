// In large type: the door to one's hours.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Door } from '../../kit/door.tsx'
import { ownHours } from './own-hours.ts'
import './texts.ts'

export default function ElderCard() {
  const { t } = useTranslation()
  const hours = useQuery(ownHours)
  return (
    <Door
      to="/me/hours"
      icon="clock"
      title={t('hours.title')}
      says={hours.data ? `${hours.data.total} ${t('kit.hours')}` : ''}
    />
  )
}
