// In large type: the door to finding a service.
import { useTranslation } from 'react-i18next'
import { Door } from '../../kit/door.tsx'
import { useNear } from './near.ts'
import './texts.ts'

export default function ElderCard() {
  const { t } = useTranslation()
  const near = useNear()
  return (
    <Door
      to="/me/find"
      icon="search"
      title={t('find.title')}
      says={near.data && t('find.found', { n: near.data.total })}
    />
  )
}
