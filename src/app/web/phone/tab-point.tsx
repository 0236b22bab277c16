// The point on 我的: something in the inbox is not read yet.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { noticeCounts } from '../../../kit/notices/inbox.ts'
import '../../../kit/notices/texts.ts'
import { useSession } from '../../../kit/session.ts'

const EVERY_MS = 60_000

export default function TabPoint() {
  const { t } = useTranslation()
  const session = useSession()
  const { data } = useQuery({
    ...noticeCounts,
    enabled: session.data?.signedIn === true,
    refetchInterval: EVERY_MS,
  })
  if (!data?.unread) return null
  return (
    <i className="point">
      <span className="sr">{t('inbox.unread', { count: data.unread })}</span>
    </i>
  )
}
