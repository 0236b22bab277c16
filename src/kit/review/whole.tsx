// A review that has no page of its own, whole: what is asked, how it stands, and the buttons of whoever may take the step.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api.ts'
import { Answer } from '../states.tsx'
import { Objections, ReviewDecision } from './decision.tsx'
import { isQuestion, type Review, ReviewPanel } from './panel.tsx'
import './texts.ts'

export function WholeReview({
  id,
  head,
  onDone,
}: {
  id: number
  head: (review: Review) => ReactNode
  onDone: () => void
}) {
  const { t } = useTranslation()
  const review = useQuery({
    queryKey: ['review', id],
    queryFn: () => ask(api.GET('/api/reviews/{id}', { params: { path: { id } } })),
  })
  return (
    <Answer of={review}>
      {data => (
        <>
          {head(data)}
          <ReviewPanel
            whole
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
            onDone={onDone}
          />
        </>
      )}
    </Answer>
  )
}
