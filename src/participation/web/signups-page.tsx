// What I signed up for, soonest first, then the past.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { spanOf } from '../../kit/format.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer, Empty } from '../../kit/states.tsx'
import { ownSignups } from './own-signups.ts'
import './texts.ts'

const COLOUR: Record<string, string> = {
  admitted: 'jade',
  attended: 'jade',
  waiting: 'amber',
  withdrawn: 'grey',
  released: 'grey',
  lapsed: 'grey',
  absent: '',
}

export default function SignupsPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const signups = useQuery(ownSignups)
  return (
    <PhonePage title={t('take.mySignups')}>
      <Answer of={signups}>
        {data =>
          data.signups.length === 0 ? (
            <Empty action={<Link to="/me/find">{t('take.findOne')}</Link>}>{t('take.noSignups')}</Empty>
          ) : (
            <div className="list">
              {data.signups.map(one => (
                <Link key={one.id} to={`/me/signups/${one.id}`}>
                  <span>
                    <b>{one.slot.title}</b>
                    <small>{spanOf(one.slot.startsAt, one.slot.endsAt, language)}</small>
                  </span>
                  <span className={`tag ${COLOUR[one.state] ?? ''}`}>
                    {t(`take.states.${one.state}`)}
                    {one.queue !== null && ` ${one.queue}`}
                  </span>
                </Link>
              ))}
            </div>
          )
        }
      </Answer>
    </PhonePage>
  )
}
