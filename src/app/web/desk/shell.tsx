// The desk: menu by work. A person sees only what their roles reach.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import type { Locale } from 'antd/es/locale/index.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import '../../../kit/desk.css'
import { Icon, type IconName } from '../../../kit/icons.tsx'
import { useSession } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import { Bones } from '../../../kit/states.tsx'
import { Toaster } from '../../../kit/toast.tsx'
import { Seek } from './seek.tsx'

const MENU: { to: string; text: string; needs: string; icon: IconName; end?: boolean }[] = [
  { to: '/desk', text: 'desk.queue', needs: 'roster.read', icon: 'bell', end: true },
  { to: '/desk/projects', text: 'desk.projects', needs: 'roster.read', icon: 'calendar' },
  { to: '/desk/people', text: 'desk.people', needs: 'people.read', icon: 'person' },
  { to: '/desk/import', text: 'import.title', needs: 'people.import', icon: 'paper' },
  { to: '/desk/teams', text: 'desk.teams', needs: 'people.read', icon: 'people' },
  { to: '/desk/records', text: 'desk.records', needs: 'record.read', icon: 'clock' },
  { to: '/desk/statistics', text: 'statistics.title', needs: 'statistics.read', icon: 'chart' },
]

const theme = {
  token: {
    colorPrimary: '#b93a2b',
    colorLink: '#2a5aa8',
    colorSuccess: '#23795a',
    colorWarning: '#96640c',
    colorText: '#1d2530',
    colorTextSecondary: '#56606d',
    colorTextPlaceholder: '#6b7581',
    colorTextDisabled: '#6b7581',
    colorBorder: '#d8d2c7',
    borderRadius: 8,
    fontFamily: 'var(--font)',
  },
  components: { Button: { contentFontSize: 14 } },
}

/** antd's locale files are CommonJS to the type checker and ES modules to the bundler. */
const localeOf = (file: typeof zhCN): Locale => ('default' in file ? file.default : file)

export default function DeskShell() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const may = new Set(session.data?.permissions ?? [])
  const queue = useQuery({
    queryKey: ['queue'],
    enabled: may.has('roster.read'),
    queryFn: () => ask(api.GET('/api/desk/queue')),
  })
  const profile = useQuery({
    queryKey: ['profile'],
    enabled: session.data?.personId != null,
    queryFn: () => ask(api.GET('/api/me/profile')),
  })
  const out = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sign-out')),
    onSuccess: async () => {
      await client.resetQueries()
      navigate('/')
    },
  })
  if (session.data && (!session.data.signedIn || session.data.needsPassword))
    return <Navigate to={`/sign-in?to=${pathname}`} replace />
  if (!session.data) return <Bones />
  return (
    <ConfigProvider
      locale={localeOf(language === 'zh' ? zhCN : enUS)}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <div className="desk">
          <nav aria-label={t('kit.name')}>
            <Link to="/" className="brand">
              <i aria-hidden="true">云</i>
              {t('kit.name')}
            </Link>
            <ul>
              {MENU.filter(one => may.has(one.needs)).map(one => (
                <li key={one.to}>
                  <NavLink to={one.to} end={one.end ?? false}>
                    <Icon name={one.icon} size={18} />
                    {t(one.text)}
                    {one.to === '/desk' && (queue.data?.items.length ?? 0) > 0 && (
                      <span className="count">{queue.data?.items.length}</span>
                    )}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div style={{ minWidth: 0 }}>
            <header className="top">
              <b>
                {session.data.roles
                  .map(one => one.nodeName)
                  .filter((name, i, all) => all.indexOf(name) === i)
                  .join(' · ')}
              </b>
              {may.has('roster.read') && <Seek people={may.has('people.read')} />}
              <span style={{ flex: 1 }} />
              {profile.data && (
                <span className="who">
                  <i aria-hidden="true">{profile.data.name.slice(0, 1)}</i>
                  {profile.data.name}
                </span>
              )}
              <button
                type="button"
                className="chip"
                onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
              >
                {t('kit.language')}
              </button>
              <Link to="/me">{t('desk.toPhone')}</Link>
              <button type="button" className="chip" onClick={() => out.mutate()}>
                {t('kit.signOut')}
              </button>
            </header>
            <main id="main">{may.size === 0 ? <p>{t('desk.scopeNone')}</p> : <Outlet />}</main>
          </div>
        </div>
        <Toaster />
      </App>
    </ConfigProvider>
  )
}
