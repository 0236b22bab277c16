// Who I am, above 我的: name, tier, number; or the way to register.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../kit/session.ts'
import { Answer } from '../../kit/states.tsx'
import { ownProfile } from './own-profile.ts'
import './texts.ts'

export default function SelfCard() {
  const { t } = useTranslation()
  const session = useSession()
  const registered = session.data?.personId != null
  const profile = useQuery({ ...ownProfile, enabled: registered })
  if (session.data === undefined) return <Answer of={session}>{() => null}</Answer>
  if (!registered)
    return (
      <Link className="card" to="/me/register">
        <h3>{t('people.notRegistered')}</h3>
        <p>{t('people.registerNow')}</p>
      </Link>
    )
  return (
    <Answer of={profile}>
      {data => (
        <div className="card">
          <h3>
            {data.name}{' '}
            <span className={`tag ${data.tier === 'real-name' ? 'jade' : 'amber'}`}>
              {t(`people.tiers.${data.tier}`)}
            </span>
          </h3>
          <p className="second num">{data.volunteerNo}</p>
          <p className="second num">
            {data.maskedDocument} · {data.maskedPhone}
          </p>
        </div>
      )}
    </Answer>
  )
}
