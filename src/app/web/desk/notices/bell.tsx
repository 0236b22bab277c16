// The bell of the desk: how many messages are unread, and the way to them.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '../../../../kit/icons.tsx'
import { noticeCounts } from '../../../../kit/notices/inbox.ts'
import '../../../../kit/notices/texts.ts'

const EVERY_MS = 60_000

export function Bell() {
  const { t } = useTranslation()
  const { data } = useQuery({ ...noticeCounts, refetchInterval: EVERY_MS })
  const unread = data?.unread ?? 0
  return (
    <Link
      className="bell"
      to="/desk/inbox"
      aria-label={`${t('inbox.title')} · ${unread > 0 ? t('inbox.unread', { count: unread }) : t('inbox.allRead')}`}
    >
      <Icon name="bell" size={22} />
      {unread > 0 && <span className="count">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  )
}
