// One record and everything behind it, from sign-up to counting, as the journal has it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { clockOf, plainDay } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { Trail } from './trail.tsx'
import './texts.ts'

export function RecordFacts({ record: it }: { record: Schemas['DeskRecord'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <div className="titled">
      <div>
        <h1>{it.title}</h1>
        <p className="second">
          {it.maskedName} · {plainDay(it.day, language)} {clockOf(it.fromAt)} – {clockOf(it.toAt)} ·{' '}
          {it.placeName}
        </p>
      </div>
      <b className="num figure-line">
        {it.hours} {t('kit.hours')}
      </b>
    </div>
  )
}

export default function DeskRecord() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const trail = useQuery({
    queryKey: ['trail', id],
    queryFn: () => ask(api.GET('/api/desk/records/{id}', { params: { path: { id } } })),
  })
  return (
    <Answer of={trail}>
      {data => (
        <>
          <RecordFacts record={data.record} />
          <section className="panel">
            <h2>{t('hours.trail')}</h2>
            <Trail chain={data.chain} />
          </section>
        </>
      )}
    </Answer>
  )
}
