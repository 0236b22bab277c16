// The tile of 我的 that leads to the inbox.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../../kit/door.tsx'
import { noticeCounts } from '../../../kit/notices/inbox.ts'
import '../../../kit/notices/texts.ts'

export function InboxTile() {
  const { t } = useTranslation()
  const counts = useQuery(noticeCounts).data
  return (
    <MineTile
      to="/me/inbox"
      icon="bell"
      title={t('inbox.title')}
      says={counts && counts.unread === 0 ? t('inbox.allRead') : undefined}
      wants={counts && counts.unread > 0 ? t('inbox.unread', { count: counts.unread }) : undefined}
    />
  )
}
