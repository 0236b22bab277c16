// In 我的: the way to who read one's data.
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../kit/door.tsx'
import './read-texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  return <MineTile to="/me/reads" icon="shield" title={t('read.mine')} />
}
