// The volunteer's first page: the rooms' cards, in the order of the house. In large type it is another layout, not a zoom.
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { CardsOn } from '../../../kit/cards.tsx'
import { useSession } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import { Answer } from '../../../kit/states.tsx'

export default function PhoneHome() {
  const { t } = useTranslation()
  const session = useSession()
  const { elder } = useSettings()
  return (
    <div className="phone">
      <main id="main">
        <Answer of={session}>
          {data =>
            !data.signedIn ? (
              <Navigate to="/sign-in?to=/me" replace />
            ) : data.personId === null ? (
              <Navigate to="/me/register" replace />
            ) : (
              <CardsOn place={elder ? 'elder' : 'home'}>
                {elder && (
                  <button type="button" className="big quiet" onClick={() => change({ elder: false })}>
                    {t('kit.plain')}
                  </button>
                )}
              </CardsOn>
            )
          }
        </Answer>
      </main>
    </div>
  )
}
