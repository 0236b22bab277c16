// In 我的: the door to one's hours, and how many of them wait.
import { useTranslation } from 'react-i18next'
import { MineDoor } from '../../kit/door.tsx'
import { useOwnHours } from './own-hours.ts'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  const hours = useOwnHours()
  const waits = hours.data && hours.data.waitingHours !== '0.00'
  return (
    <MineDoor
      to="/me/hours"
      title={t('hours.title')}
      says={hours.data && `${hours.data.total} ${t('kit.hours')}`}
      wants={waits ? t('hours.waitingOther', { h: hours.data.waitingHours }) : undefined}
    />
  )
}
