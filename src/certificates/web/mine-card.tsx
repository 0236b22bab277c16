// In 我的: the tile of one's certificates.
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../kit/door.tsx'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  return <MineTile to="/me/certificates" icon="paper" title={t('proof.title')} />
}
