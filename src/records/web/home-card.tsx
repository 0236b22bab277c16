// On the volunteer's first page: hours, and the hours that are not there yet, with why.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Answer } from '../../kit/states.tsx'
import { starOf, useOwnHours } from './own-hours.ts'
import './texts.ts'
import { WaitingHours } from './waiting-hours.tsx'

export default function HomeCard() {
  const { t } = useTranslation()
  const hours = useOwnHours()
  return (
    <Answer of={hours}>
      {data => (
        <>
          <Link className="card three" to="/me/hours">
            <span>
              <b className="num">{data.thisYear}</b>
              <small>{t('hours.year')}</small>
            </span>
            <span>
              <b className="num">{data.total}</b>
              <small>{t('hours.totalShort')}</small>
            </span>
            <span>
              <b>{data.stars > 0 ? t('hours.star', { n: starOf(t, data.stars) }) : '—'}</b>
              <small>
                {data.nextStarHours === null
                  ? t('hours.top')
                  : t('hours.missing', {
                      h: Math.ceil(Number(data.missingHours)),
                      n: starOf(t, data.stars + 1),
                    })}
              </small>
            </span>
          </Link>
          <WaitingHours of={data} />
        </>
      )}
    </Answer>
  )
}
