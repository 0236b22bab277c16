// The desk's frame: menu by work, for whom one acts, one search, who one is. A person sees only what their roles reach.
import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import '../../../kit/desk.css'
import { deadlineOf } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { useRooms } from '../../../kit/rooms.ts'
import { useSession, useSignOut } from '../../../kit/session.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Bones, Broken, Failed } from '../../../kit/states.tsx'
import { Themed } from '../../../kit/themed.tsx'
import { Toaster } from '../../../kit/toast.tsx'
import { Account } from './account.tsx'
import './attended.ts'
import { Menu } from './menu.tsx'
import { Bell } from './notices/bell.tsx'
import './notices/notices.css'
import { Scope } from './scope.tsx'
import { Seek } from './seek.tsx'
import './texts.ts'
import { menuOf } from './work.ts'

const Brand = () => {
  const { t } = useTranslation()
  return (
    <Link to="/" className="brand">
      <i aria-hidden="true">云</i>
      {t('kit.name')}
    </Link>
  )
}

/** Offices without a queue of their own are told here what waits for them. */
function Waits({ items }: { items: Schemas['QueueItem'][] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  if (items.length === 0) return null
  return (
    <ul className="desk-waits">
      {items.map(item => (
        <li key={item.page} className={item.overdue ? 'late' : ''}>
          <span className="tag red">{coded(t, 'waiting', item.kind)}</span>{' '}
          <Link to={item.page}>{item.title}</Link>{' '}
          {item.dueAt && (
            <span className={item.overdue ? 'few' : 'second'}>
              {deadlineOf(item.dueAt, language)} {item.overdue && t('desk.late')}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

export default function DeskShell() {
  const { t } = useTranslation()
  const session = useSession()
  const rooms = useRooms()
  const { pathname, search } = useLocation()
  const [open, setOpen] = useState(false)
  const may = new Set(session.data?.permissions ?? [])
  const queue = useQuery({
    queryKey: ['queue'],
    enabled: may.size > 0,
    queryFn: () => ask(api.GET('/api/desk/queue')),
  })
  const out = useSignOut()
  if (!session.data)
    return session.error ? (
      <main id="main">
        <Failed error={session.error} retry={() => session.refetch().then(one => one.isSuccess)} />
      </main>
    ) : (
      <Bones />
    )
  if (!session.data.signedIn || session.data.doubted || session.data.needsPassword)
    return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  const menu = menuOf(rooms, may)
  const waiting = queue.data?.items.length ?? 0
  const hasQueue = menu.some(one => one.work === 'queue')
  const { home } = session.data
  const [first] = menu
  // Each role opens on its own work, not on a refusal.
  const begin = home.startsWith('/desk/') ? home : first?.work === 'queue' ? '/desk' : first?.to
  if (pathname === '/desk' && begin && begin !== '/desk') return <Navigate to={begin} replace />
  return (
    <Themed>
      <div className="desk">
        <div className="side">
          <Brand />
          <Menu menu={menu} waiting={waiting} />
        </div>
        <div className="grows">
          <header className="top">
            <button
              type="button"
              className="burger"
              aria-label={hasQueue && waiting > 0 ? `${t('desk.menu')} ${waiting}` : t('desk.menu')}
              aria-expanded={open}
              onClick={() => setOpen(true)}
            >
              <Icon name="menu" />
              {hasQueue && waiting > 0 && <span className="count">{waiting}</span>}
            </button>
            <Scope roles={session.data.roles} />
            <Seek may={may} />
            <Bell />
            <Account session={session.data} onSignOut={() => out.mutate()} />
          </header>
          {!hasQueue &&
            (queue.data === undefined && queue.error ? (
              <Broken error={queue.error} retry={queue.refetch} />
            ) : (
              <Waits items={queue.data?.items ?? []} />
            ))}
          <main id="main">{menu.length === 0 ? <p>{t('desk.scopeNone')}</p> : <Outlet />}</main>
        </div>
      </div>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={264}
        title={<Brand />}
        className="desk-drawer"
      >
        <Menu menu={menu} waiting={waiting} onGo={() => setOpen(false)} />
      </Drawer>
      <Toaster />
    </Themed>
  )
}
