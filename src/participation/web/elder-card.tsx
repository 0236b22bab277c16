// In large type: the one next thing, and the door to all one has signed up for.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { Door } from '../../kit/door.tsx'
import { spanOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { nextOf, useOwnSignups } from './own-signups.ts'
import './texts.ts'

export default function ElderCard() {
  const { t } = useTranslation()
  return (
    <>
      <Answer of={useOwnSignups()}>{data => <Next next={nextOf(data.items)} />}</Answer>
      <Door to="/me/signups" icon="people" title={t('take.mySignups')} />
    </>
  )
}

function Next({ next }: { next: Schemas['OwnSignup'] | undefined }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <section className="hero" aria-label={t('take.next')}>
      <p>{next ? spanOf(next.slot.startsAt, next.slot.endsAt, language) : ''}</p>
      <h2>{next ? next.slot.title : t('take.nothingNext')}</h2>
      {next && <p>{next.slot.placeName}</p>}
      <div className="row">
        <Link className="big white" to={next ? '/me/scan' : '/me/find'}>
          {next ? (next.attendance ? t('take.way.out') : t('take.arrive')) : t('take.findOne')}
        </Link>
      </div>
    </section>
  )
}
