// A review of a kind that has no page of its own, on the desk.
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { coded } from '../../../kit/coded.ts'
import { WholeReview } from '../../../kit/review/whole.tsx'
import './texts.ts'

export default function DeskReview() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <WholeReview
      id={Number(useParams().id)}
      head={review => (
        <div className="titled">
          <div>
            <h1>{review.title}</h1>
            <p className="second">{coded(t, 'waiting', review.kind)}</p>
          </div>
        </div>
      )}
      onDone={() => navigate('/desk')}
    />
  )
}
