// A review on the phone, for whoever is asked, scores or decides.
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { PhonePage } from '../../../kit/page.tsx'
import { WholeReview } from '../../../kit/review/whole.tsx'
import './texts.ts'

export default function MyReview() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <PhonePage title={t('tabs.review')}>
      <WholeReview
        id={Number(useParams().id)}
        head={review => <h2 className="review-title">{review.title}</h2>}
        onDone={() => navigate('/me/reviews', { replace: true })}
      />
    </PhonePage>
  )
}
