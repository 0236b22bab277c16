// What was asked for on the left with changes since the last return marked, the law's conditions on the right,
// the decision at the bottom with the reason one may take it.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { clockOf, dateOf } from '../../kit/format.ts'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import {
  type Review,
  ReviewConditions,
  ReviewNow,
  ReviewSteps,
  ReviewTrail,
  useReviews,
  useWorded,
} from '../../kit/review/panel.tsx'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import type { Word } from '../../kit/words.ts'
import Papers from './papers.tsx'
import '../../kit/review/texts.ts'
import './texts.ts'
import '../../kit/review/texts.ts'

export default function DeskProject() {
  const id = Number(useParams().id)
  const project = useQuery({
    queryKey: ['desk-project', id],
    queryFn: () => ask(api.GET('/api/desk/projects/{id}', { params: { path: { id } } })),
  })
  const reviews = useReviews(`project:${id}`)
  return (
    <Answer of={project}>
      {data => <Answer of={reviews}>{list => <Desk desk={data} reviews={list} />}</Answer>}
    </Answer>
  )
}

const SHIFTS_SHOWN = 12
const lengthOf = (shift: { startsAt: string; endsAt: string }) =>
  ((Date.parse(shift.endsAt) - Date.parse(shift.startsAt)) / 3_600_000).toFixed(2)

function Desk({ desk, reviews }: { desk: Schemas['ProjectDesk']; reviews: Review[] }) {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const guarantees = useVocabulary('projects.guarantees')
  const { language } = useSettings()
  const navigate = useNavigate()
  const worded = useWorded()
  const { project } = desk
  const session = useSession()
  const writing = project.state === 'draft' || project.state === 'returned'
  const last = reviews.at(-1)
  const review = last?.state === 'open' ? last : undefined
  const changed = new Map(review?.changes.map(one => [one.field, one.before]))
  const missing = review?.conditions.filter(one => one.state === 'missing').length ?? 0
  const places = project.positions.reduce((sum, one) => sum + one.places, 0)
  /** A row of the draft under its word; what was before is struck out. */
  const row = (label: Word, value: ReactNode) => (
    <>
      <dt>{t(label)}</dt>
      <dd>
        {changed.has(label) ? (
          <>
            <del>{worded(changed.get(label) ?? '')}</del> <ins>{value}</ins>
          </>
        ) : (
          value
        )}
      </dd>
    </>
  )
  return (
    <>
      <div className="titled">
        <div>
          <h1>{project.title}</h1>
          <p className="second">
            {[
              project.teamName,
              `${project.townName} ${project.communityName ?? ''}`.trim(),
              last && `${dateOf(last.openedAt, language, false)} ${clockOf(last.openedAt)}`,
              last && t('review.round', { n: last.round }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {review && <ReviewNow review={review} />}
        </div>
        {review ? (
          <ReviewSteps review={review} outcome={t('project.recruits')} />
        ) : (
          <span className="tag amber">{t(`project.states.${project.state}`)}</span>
        )}
      </div>
      <div className="two">
        <div>
          <section className="panel">
            <h2>{t('project.title')}</h2>
            <dl>
              {row('project.content', project.content)}
              {row('project.fields.kind', kinds.say(project.kind))}
              {row('project.place', `${project.placeName} ${project.address}`)}
              {row(
                'project.conditions',
                `${project.conditions} ${project.minAge ? t('project.age', { n: project.minAge }) : ''}`,
              )}
              {row(
                'project.positions',
                project.positions.map(one => `${one.name} ${one.places} ${t('kit.people')}`).join('、'),
              )}
              {row(
                'project.shifts',
                <>
                  {project.shifts.slice(0, SHIFTS_SHOWN).map(one => (
                    <div key={one.id} className="num shift-row">
                      <span>{dateOf(one.startsAt, language)}</span>
                      <span>{`${clockOf(one.startsAt)} – ${clockOf(one.endsAt)}`}</span>
                      <span>{`${places} ${t('kit.people')}`}</span>
                      <span>{`${lengthOf(one)} ${t('kit.hours')}`}</span>
                    </div>
                  ))}
                  {project.shifts.length > SHIFTS_SHOWN && (
                    <span className="second">{t('project.shiftCount', { n: project.shifts.length })}</span>
                  )}
                </>,
              )}
              {row(
                'project.guarantees',
                `${project.guarantees.map(one => guarantees.say(one)).join('、')} ${project.cover ? `${project.cover.insurer} ${project.cover.policyNo}` : ''}`,
              )}
              {row('project.risk', project.riskNotice)}
            </dl>
          </section>
          <section className="panel">
            <h2>{t('project.papers')}</h2>
            <Papers
              project={project.id}
              on="desk"
              writes={writing && session.data?.permissions.includes('project.write') === true}
            />
          </section>
          {reviews.some(one => one.round > 1 || one.steps.some(step => step.decision)) && (
            <section className="panel">
              <h2>{t('review.trail')}</h2>
              <ReviewTrail reviews={reviews} />
            </section>
          )}
        </div>
        {review && (
          <section className="panel">
            <h2>{t('project.conditionsTitle')}</h2>
            <ReviewConditions review={review} lead={t('project.conditionsLead')} />
          </section>
        )}
      </div>
      {review && (
        <ReviewDecision
          review={review}
          labels={{
            pass: t('project.pass'),
            return: t('project.return'),
            done: { pass: t('project.passed'), return: t('project.returned') },
          }}
          held={missing > 0 ? t('review.missing', { n: missing }) : undefined}
          onDone={() => navigate('/desk')}
        />
      )}
    </>
  )
}
