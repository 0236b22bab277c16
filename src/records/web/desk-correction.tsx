// A dispute: what was recorded, what is asked and why, the evidence, and the decision with who may take it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { Files } from '../../kit/files/files.tsx'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import { ReviewConditions, ReviewNow, ReviewSteps, ReviewTrail, useReviews } from '../../kit/review/panel.tsx'
import { Answer } from '../../kit/states.tsx'
import { RecordFacts } from './desk-record.tsx'
import { Trail } from './trail.tsx'
import '../../kit/review/texts.ts'
import './texts.ts'
import '../../kit/review/texts.ts'

export default function DeskCorrection() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = Number(useParams().id)
  const page = useQuery({
    queryKey: ['correction', id],
    queryFn: () => ask(api.GET('/api/desk/corrections/{id}', { params: { path: { id } } })),
  })
  const reviews = useReviews(`correction:${id}`)
  const review = reviews.data?.at(-1)
  return (
    <Answer of={page}>
      {data => (
        <>
          <RecordFacts record={data.record} />
          {review && <ReviewSteps review={review} outcome={t('hours.corrects')} />}
          {review && <ReviewNow review={review} />}
          <div className="two gap">
            <div>
              <section className="panel">
                <h2>{t('hours.decide')}</h2>
                <p>
                  <del>{t('hours.original', { h: data.record.hours })}</del>{' '}
                  <ins>{t('hours.askedTo', { h: data.askedHours })}</ins>
                </p>
                <p>「{data.reason}」</p>
                <Files subject={`correction:${id}`} none={t('hours.noProofs')} />
              </section>
              <section className="panel">
                <h2>{t('hours.trail')}</h2>
                <Trail chain={data.evidence} />
              </section>
            </div>
            {review && (
              <section className="panel">
                <h2>{t('hours.proofTitle')}</h2>
                <ReviewConditions review={review} />
                <h2 className="gap">{t('review.trail')}</h2>
                <ReviewTrail reviews={[review]} />
              </section>
            )}
          </div>
          {review && (
            <ReviewDecision
              review={review}
              labels={{
                pass: t('hours.grant'),
                refuse: t('hours.refuse'),
                done: { pass: t('hours.decided'), refuse: t('hours.decided') },
              }}
              onDone={() => navigate('/desk')}
            />
          )}
        </>
      )}
    </Answer>
  )
}
