// Under the head of 我的: the hours, the way to the next star, and the hour that waits.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Share } from '../../kit/share.tsx'
import { Answer } from '../../kit/states.tsx'
import { starOf, useOwnHours } from './own-hours.ts'
import './texts.ts'
import { WaitingHours } from './waiting-hours.tsx'

export default function SelfCard() {
  const { t } = useTranslation()
  const hours = useOwnHours()
  // Whoever is not registered has none, and is told so above.
  if (hours.fetchStatus === 'idle' && hours.data === undefined && !hours.error) return null
  return (
    <Answer of={hours}>
      {data => (
        <>
          <Link className="hero mine-hours" to="/me/hours">
            <span className="mine-figures">
              <span>
                <b className="num">{data.total}</b>
                <small>{t('hours.totalShort')}</small>
              </span>
              <span>
                <b className="num">{data.thisYear}</b>
                <small>{t('hours.year')}</small>
              </span>
              <span>
                <b className="num">{data.records}</b>
                <small>{t('hours.recordsShort')}</small>
              </span>
            </span>
            <span className="mine-star">
              <span>{data.stars > 0 ? t('hours.star', { n: starOf(t, data.stars) }) : '☆'}</span>
              <Share of={data.nextStarHours === null ? 1 : data.totalMinutes / 60 / data.nextStarHours} />
              <span>
                {data.nextStarHours === null
                  ? t('hours.top')
                  : t('hours.missing', {
                      h: Math.ceil(Number(data.missingHours)),
                      n: starOf(t, data.stars + 1),
                    })}
              </span>
            </span>
          </Link>
          <WaitingHours of={data} />
        </>
      )}
    </Answer>
  )
}
