// Hours of one person at one time: which of them counts, what the other keeps, and the decision of somebody who had no hand in either.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { clockOf, hours, plainDay } from '../../kit/format.ts'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import { ReviewNow, ReviewTrail, useReviews } from '../../kit/review/panel.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Spans, sharedMinutes } from '../../kit/spans.tsx'
import { Answer } from '../../kit/states.tsx'
import '../../kit/review/texts.ts'
import './overlap-texts.ts'
import './texts.ts'

export default function DeskOverlap() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const navigate = useNavigate()
  const id = Number(useParams().id)
  const page = useQuery({
    queryKey: ['overlap', id],
    queryFn: () => ask(api.GET('/api/desk/overlaps/{id}', { params: { path: { id } } })),
  })
  const review = useReviews(`overlap:${id}`).data?.at(-1)
  return (
    <Answer of={page}>
      {({ personId, maskedName, day, records, waits }) => {
        const asked = records.find(one => one.id === id)
        const others = records.filter(one => one.id !== id)
        const titles = others.map(one => one.title).join('、')
        return (
          <>
            <div className="titled">
              <div>
                <h1>{t('overlap.title', { title: asked?.title })}</h1>
                <p className="second">
                  <Link to={`/desk/people/${personId}`}>{maskedName}</Link> · {plainDay(day, language)} ·{' '}
                  {t('overlap.lead')}
                </p>
              </div>
            </div>
            {review && <ReviewNow review={review} />}
            <div className="two gap">
              <div>
                <section className="panel">
                  <h2>{t('overlap.times')}</h2>
                  <Spans
                    spans={records.map(one => ({
                      key: one.id,
                      title: `${one.title} ${hours(one.minutes)}`,
                      startsAt: one.startsAt,
                      endsAt: one.endsAt,
                      tone: one.id === id ? 'indigo' : 'amber',
                    }))}
                  />
                  {waits && others.length > 0 && (
                    <p className="second">{t('overlap.shared', { h: hours(sharedMinutes(records)) })}</p>
                  )}
                </section>
                <section className="panel">
                  <div className="beside-wide">
                    <table className="beside">
                      <thead>
                        <tr>
                          {(['record', 'evidence', 'counts', 'givesWay'] as const).map(name => (
                            <th key={name} scope="col">
                              {t(`overlap.${name}`)}
                            </th>
                          ))}
                        </tr>
                      </thead>
                      <tbody>
                        {records.map(one => (
                          <tr key={one.id}>
                            <th scope="row">
                              <Link to={`/desk/records/${one.id}`}>{one.title}</Link>
                              <small className="second">
                                <span className="num">
                                  {clockOf(one.startsAt)} – {clockOf(one.endsAt)}
                                </span>{' '}
                                · {one.placeName}
                              </small>
                            </th>
                            <td>
                              {t(`hours.steps.how.${one.how}`)}
                              {one.confirmedBy && (
                                <small className="second">
                                  {t('overlap.confirmedBy', { name: one.confirmedBy })}
                                </small>
                              )}
                            </td>
                            <td className="num">{hours(one.minutes)}</td>
                            <td className="num">{hours(one.left)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </section>
              </div>
              <section className="panel">
                <h2>{t('overlap.who')}</h2>
                <p className="second">{t('overlap.apart')}</p>
                {review && <ReviewTrail reviews={[review]} />}
              </section>
            </div>
            {review && (
              <ReviewDecision
                review={review}
                labels={{
                  pass: t('overlap.pass', { title: asked?.title }),
                  refuse: t('overlap.refuse', { title: titles }),
                  done: { pass: t('overlap.done'), refuse: t('overlap.done') },
                }}
                onDone={() => navigate('/desk')}
              />
            )}
          </>
        )
      }}
    </Answer>
  )
}
