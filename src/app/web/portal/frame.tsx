// The portal's head and foot.
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import '../../../kit/portal.css'
import { useSession } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import './texts.ts'

export default function Portal() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  return (
    <div className="portal">
      <header className="top">
        <Link to="/" className="brand">
          <i aria-hidden="true">云</i>
          {t('kit.name')}
        </Link>
        <span className="second">{t('kit.association')}</span>
        <Link to="/me/find">{t('portal.find')}</Link>
        <Link to="/stations">{t('portal.stations')}</Link>
        <Link to="/figures">{t('portal.figures')}</Link>
        <Link to="/verify">{t('portal.verify')}</Link>
        <span className="grows" />
        <Link to="/me" onClick={() => change({ elder: true })}>
          {t('kit.elder')}
        </Link>
        <button
          type="button"
          className="plain"
          onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          {t('kit.language')}
        </button>
        {session.data?.signedIn ? (
          <Link
            className="plain"
            to={session.data.roles.some(one => one.role !== 'team-leader') ? '/desk' : '/me'}
          >
            {t('portal.mine')}
          </Link>
        ) : (
          <Link className="plain" to="/sign-in">
            {t('portal.signIn')}
          </Link>
        )}
        <Link className="act" to="/me/register">
          {t('portal.join')}
        </Link>
      </header>
      <main id="main">
        <Outlet />
      </main>
    </div>
  )
}
