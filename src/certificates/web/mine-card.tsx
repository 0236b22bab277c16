// In 我的: the door to one's certificates.
import { useTranslation } from 'react-i18next'
import { MineDoor } from '../../kit/door.tsx'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  return <MineDoor to="/me/certificates" title={t('proof.title')} />
}
