// The head of 我的: who I am, or whom I act for — name, tier, number, home; or the way to register.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { Icon } from '../../kit/icons.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer } from '../../kit/states.tsx'
import { ownProfile } from './own-profile.ts'
import './texts.ts'

const profileFor = (person: number) => ({
  queryKey: ['profile', person],
  queryFn: () => ask(api.GET('/api/me/profile', { params: { query: { for: person } } })),
})

export default function SelfCard() {
  const { t } = useTranslation()
  const session = useSession()
  const { other } = useActing()
  const registered = session.data?.personId != null
  const own = useQuery({ ...ownProfile, enabled: registered })
  const theirs = useQuery({ ...profileFor(other?.id ?? 0), enabled: other !== null })
  if (session.data === undefined) return <Answer of={session}>{() => null}</Answer>
  if (!registered)
    return (
      <Link className="card" to="/me/register">
        <h3>{t('people.notRegistered')}</h3>
        <p>{t('people.registerNow')}</p>
      </Link>
    )
  return (
    <Answer of={other ? theirs : own}>
      {data => (
        <section className="hero mine-head" aria-label={data.name}>
          <i aria-hidden="true">{[...data.name][0]}</i>
          <span>
            <b>{data.name}</b>{' '}
            <span className="mine-tier">
              <Icon name={data.tier === 'real-name' ? 'check' : 'paper'} size={16} />
              {t(`people.tiers.${data.tier}`)}
            </span>
            <small className="num">
              {data.volunteerNo} · {data.communityName.replace(/(居委会|村委会)$/, '')}
            </small>
            <small className="num">
              {[data.maskedDocument, data.maskedPhone, data.nationalNo].filter(Boolean).join(' · ')}
            </small>
          </span>
        </section>
      )}
    </Answer>
  )
}
