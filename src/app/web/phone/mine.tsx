// What is mine: hours, certificates, teams, the household, and how this device shows it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { Icon } from '../../../kit/icons.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { change, useSettings } from '../../../kit/settings.ts'
import { useHome } from './home.tsx'

export default function Mine() {
  const { t } = useTranslation()
  const { elder, language } = useSettings()
  const { session, profile, registered } = useHome()
  const client = useQueryClient()
  const navigate = useNavigate()
  const out = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sign-out')),
    onSuccess: async () => {
      await client.resetQueries()
      navigate('/')
    },
  })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/mine" replace />
  const doors: [string, string][] = [
    ['/me/signups', t('take.mySignups')],
    ['/me/hours', t('hours.title')],
    ['/me/certificates', t('proof.title')],
    ['/me/teams', t('people.teams')],
  ]
  return (
    <PhonePage title={t('people.mine')} back={false}>
      {registered && profile.data ? (
        <div className="card">
          <h3>
            {profile.data.name}{' '}
            <span className={`tag ${profile.data.tier === 'real-name' ? 'jade' : 'amber'}`}>
              {t(`people.tiers.${profile.data.tier}`)}
            </span>
          </h3>
          <p className="second num">{profile.data.volunteerNo}</p>
          <p className="second num">
            {profile.data.maskedDocument} · {profile.data.maskedPhone}
          </p>
        </div>
      ) : (
        <Link className="card" to="/me/register">
          <h3>{t('people.notRegistered')}</h3>
          <p>{t('people.registerNow')}</p>
        </Link>
      )}
      <nav className="list" aria-label={t('people.mine')}>
        {doors.map(([to, text]) => (
          <Link key={to} to={to}>
            <b>{text}</b>
            <Icon name="next" size={18} />
          </Link>
        ))}
        {session.data?.permissions.includes('people.import') && (
          <Link to="/desk">
            <b>{t('desk.queue')}</b>
            <Icon name="next" size={18} />
          </Link>
        )}
      </nav>
      <div className="list">
        <button type="button" onClick={() => change({ elder: !elder })}>
          <b>{elder ? t('kit.plain') : t('kit.elder')}</b>
        </button>
        <button type="button" onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}>
          <b>{t('kit.language')}</b>
        </button>
        <button type="button" onClick={() => out.mutate()}>
          <b>{t('kit.signOut')}</b>
        </button>
      </div>
    </PhonePage>
  )
}
