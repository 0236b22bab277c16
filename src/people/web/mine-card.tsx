// In 我的: the door to the household, and for whom one acts now.
import { useTranslation } from 'react-i18next'
import { useActing } from '../../kit/acting.tsx'
import { MineDoor } from '../../kit/door.tsx'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  const { members, other } = useActing()
  return (
    <MineDoor
      to="/me/household"
      title={t('people.family.title')}
      says={other ? t('kit.acting.for', { name: other.name }) : members.map(one => one.name).join(' · ')}
    />
  )
}
