// In 我的: the ways to where one lives and to who read one's data.
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../kit/door.tsx'
import './move-texts.ts'
import './read-texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  return (
    <>
      <MineTile to="/me/home" icon="place" title={t('move.title')} />
      <MineTile to="/me/reads" icon="shield" title={t('read.mine')} />
    </>
  )
}
