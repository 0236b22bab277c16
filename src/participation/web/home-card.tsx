// What is next comes first, with its one action.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { spanOf, untilOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { nextOf, useOwnSignups } from './own-signups.ts'
import './texts.ts'

export default function HomeCard() {
  return <Answer of={useOwnSignups()}>{data => <Next next={nextOf(data.items)} />}</Answer>
}

function Next({ next }: { next: Schemas['OwnSignup'] | undefined }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  if (!next)
    return (
      <section className="hero" aria-label={t('take.next')}>
        <h2>{t('take.nothingNext')}</h2>
        <div className="row">
          <Link className="big white" to="/me/find">
            <Icon name="search" size={20} /> {t('take.findOne')}
          </Link>
        </div>
      </section>
    )
  return (
    <section className="hero" aria-label={t('take.next')}>
      <p>
        {spanOf(next.slot.startsAt, next.slot.endsAt, language)}
        {next.attendance
          ? ` · ${t('take.serving')}`
          : untilOf(next.slot.startsAt, language) && ` · ${untilOf(next.slot.startsAt, language)}`}
      </p>
      <h2>{next.slot.title}</h2>
      <p>
        <Icon name="place" size={18} /> {next.slot.placeName}
      </p>
      <div className="row">
        <Link className="big white first" to="/me/scan">
          <Icon name="scan" size={20} /> {next.attendance ? t('take.way.out') : t('take.scan')}
        </Link>
        <Link className="big ghost" to={`/me/signups/${next.id}`}>
          {t('take.service')}
        </Link>
      </div>
    </section>
  )
}
