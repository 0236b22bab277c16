// My household: for whom I act now, what I may do for each and what not, and adding somebody.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { ForWhom, useActing } from '../../kit/acting.tsx'
import { Icon } from '../../kit/icons.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer, Empty } from '../../kit/states.tsx'
import { ownProfile } from './own-profile.ts'
import './texts.ts'

const MINOR_BELOW = 18

export default function HouseholdPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  const acting = useActing()
  const profile = useQuery({ ...ownProfile, enabled: session.data?.personId != null })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/household" replace />
  const may = (text: string) => (
    <p className="may">
      <Icon name="check" size={18} /> {text}
    </p>
  )
  return (
    <PhonePage title={t('people.family.title')}>
      <Answer of={profile}>
        {({ household }) => (
          <>
            {household.length === 0 ? (
              <Empty>{t('people.family.none')}</Empty>
            ) : (
              <>
                <h2 className="part">{t('people.family.now')}</h2>
                <ForWhom />
              </>
            )}
            {household.map(one => (
              <section key={one.id} className="card family">
                <h3>
                  {one.name} <small className="second">{t('people.family.age', { n: one.age })}</small>
                </h3>
                <p className={one.tier === 'real-name' ? 'tag jade' : 'tag amber'}>
                  {t(one.tier === 'real-name' ? 'people.family.real' : 'people.family.phone')}
                </p>
                {may(t('people.family.may', { name: one.name }))}
                {may(t('people.family.mayAccept', { name: one.name }))}
                {one.age < MINOR_BELOW && may(t('people.family.yes'))}
                <p className="may not">
                  <Icon name="warn" size={18} /> {t('people.family.mayNot')}
                </p>
                <button
                  type="button"
                  className="big line"
                  onClick={() => {
                    acting.choose(one.id)
                    navigate('/me/find')
                  }}
                >
                  {t('people.family.find', { name: one.name })}
                </button>
              </section>
            ))}
            <Link className="add-family" to="/me/household/add">
              + {t('people.family.add')}
              <small className="second">{t('people.family.addHint')}</small>
            </Link>
          </>
        )}
      </Answer>
    </PhonePage>
  )
}
