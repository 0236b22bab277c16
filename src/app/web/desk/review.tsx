// A review of a kind that has no page of its own.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import { Objections, ReviewDecision } from '../../../kit/review/decision.tsx'
import { isQuestion, ReviewPanel } from '../../../kit/review/panel.tsx'
import { Answer } from '../../../kit/states.tsx'
import '../../../kit/review/texts.ts'
import './texts.ts'
import '../../../kit/review/texts.ts'

export default function DeskReview() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = Number(useParams().id)
  const review = useQuery({
    queryKey: ['review', id],
    queryFn: () => ask(api.GET('/api/reviews/{id}', { params: { path: { id } } })),
  })
  return (
    <Answer of={review}>
      {data => (
        <>
          <div className="titled">
            <div>
              <h1>{data.title}</h1>
              <p className="second">{coded(t, 'waiting', data.kind)}</p>
            </div>
          </div>
          <ReviewPanel
            reviews={[data]}
            outcome={t(isQuestion(data) ? 'review.answered' : 'review.states.passed')}
          />
          <Objections review={data} />
          <ReviewDecision
            review={data}
            labels={{
              pass: t('review.did.pass'),
              return: t('review.did.return'),
              refuse: t('review.did.refuse'),
              done: {},
            }}
            onDone={() => navigate('/desk')}
          />
        </>
      )}
    </Answer>
  )
}
