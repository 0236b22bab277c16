// The volunteer's phone: four doors below, everything else above them.
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useLocation } from 'react-router'
import { ActingBar } from '../../../kit/acting.tsx'
import { CardsOn } from '../../../kit/cards.tsx'
import { Icon, type IconName } from '../../../kit/icons.tsx'
import '../../../kit/phone.css'
import { useRooms } from '../../../kit/rooms.ts'
import { Toaster } from '../../../kit/toast.tsx'
import { wantWorker } from '../worker-answers.ts'
import './texts.ts'
import { WithoutNetwork } from './without-network.tsx'

/** Comes after everything that is read first; nobody misses it where it does not come. */
const TabPoint = lazy(() => import('./tab-point.tsx').catch(() => ({ default: () => null })))

const TABS = [
  { to: '/me', icon: 'cloud', text: 'tabs.home', end: true },
  { to: '/me/find', icon: 'search', text: 'tabs.find' },
  { to: '/me/scan', icon: 'scan', text: 'tabs.scan' },
  { to: '/me/mine', icon: 'person', text: 'tabs.mine' },
] as const satisfies { to: string; icon: IconName; text: string; end?: boolean }[]

export default function PhoneShell() {
  const { t } = useTranslation()
  const rooms = useRooms()
  const [settled, setSettled] = useState(false)
  // The worker and the pages behind the doors come while nothing else does.
  useEffect(() => {
    const timer = setTimeout(() => {
      void wantWorker()
      const doors = rooms.flatMap(room => [
        ...(room.pages ?? []).filter(page => TABS.some(tab => tab.to === `/${page.at}/${page.path}`)),
        ...(room.cards ?? []).filter(card => card.on === 'self' || card.on === 'own' || card.on === 'mine'),
      ])
      for (const door of doors) void door.load().catch(() => {})
      setSettled(true)
    }, 2000)
    return () => clearTimeout(timer)
  }, [rooms])
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top
  useEffect(() => {
    void window.scrollTo(0, 0)
  }, [pathname])
  return (
    <>
      <WithoutNetwork />
      <ActingBar />
      <Outlet />
      <CardsOn place="always" bones={null} />
      <Toaster />
      <nav className="tabs" aria-label={t('kit.name')}>
        <ul>
          {TABS.map(tab => (
            <li key={tab.to}>
              <NavLink to={tab.to} end={'end' in tab}>
                <Icon name={tab.icon} />
                {t(tab.text)}
                {settled && tab.to === '/me/mine' && (
                  <Suspense fallback={null}>
                    <TabPoint />
                  </Suspense>
                )}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
