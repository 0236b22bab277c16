// The line of 我的 that leads to the inbox, and the point on its tab.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MineDoor } from '../../../kit/door.tsx'
import { noticeCounts } from '../../../kit/notices/inbox.ts'
import '../../../kit/notices/texts.ts'

export function InboxDoor() {
  const { t } = useTranslation()
  const counts = useQuery(noticeCounts).data
  return (
    <MineDoor
      to="/me/inbox"
      title={t('inbox.title')}
      says={counts && counts.unread === 0 ? t('inbox.allRead') : undefined}
      wants={counts && counts.unread > 0 ? t('inbox.unread', { count: counts.unread }) : undefined}
    />
  )
}
