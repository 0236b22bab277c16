// In 我的: the tile of one's sign-ups, and when the next is.
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../kit/door.tsx'
import { spanOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { nextOf, useOwnSignups } from './own-signups.ts'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const next = nextOf(useOwnSignups().data?.items)
  return (
    <MineTile
      to="/me/signups"
      icon="calendar"
      title={t('take.mySignups')}
      says={next && spanOf(next.slot.startsAt, next.slot.endsAt, language)}
    />
  )
}
