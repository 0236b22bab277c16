// A leader's project while others have it: who decides now and until when, what was said, and the way to take it back.
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { later } from '../../kit/apart.tsx'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import { type Review, ReviewPanel } from '../../kit/review/panel.tsx'
import './texts.ts'

const Papers = later(() => import('./papers.tsx'))

export function ProjectState({
  project,
  reviews,
}: {
  project: { id: number; title: string; teamName: string; state: string }
  reviews: readonly Review[]
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const last = reviews.at(-1)
  return (
    <>
      <div className="hello">
        <h1>{project.title}</h1>
        <p className="second">{project.teamName}</p>
      </div>
      <ReviewPanel reviews={reviews} outcome={t('project.recruits')} />
      <section className="card">
        <h3>{t('project.papers')}</h3>
        <Papers project={project.id} on="phone" writes={false} />
      </section>
      {last && (
        <ReviewDecision
          review={last}
          labels={{ pass: t('project.pass'), return: t('project.return'), done: {} }}
          onDone={() => navigate('/me/teams', { replace: true })}
        />
      )}
      {project.state === 'published' && (
        <Link className="big gap" to={`/me/projects/${project.id}?lead=1`}>
          {t('project.open')}
        </Link>
      )}
    </>
  )
}
