// Two entries that somebody holds for one person, side by side: what agrees, what differs, and the decision of another.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import { ReviewNow, ReviewSteps, ReviewTrail, useReviews } from '../../kit/review/panel.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { documentWords } from '../identity.ts'
import '../../kit/review/texts.ts'
import './merging-texts.ts'
import './person-texts.ts'
import './texts.ts'
import './merge.css'

type Entry = Schemas['Person']

export default function DeskMerge() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = Number(useParams().id)
  const page = useQuery({
    queryKey: ['merge', id],
    queryFn: () => ask(api.GET('/api/desk/merges/{id}', { params: { path: { id } } })),
  })
  const review = useReviews(`merge:${id}`).data?.at(-1)
  return (
    <Answer of={page}>
      {({ what, reason, from, into }) => (
        <>
          <div className="titled">
            <div>
              <h1>{t(`merging.${what}.title`)}</h1>
              <p className="second">{t(`merging.${what}.lead`)}</p>
            </div>
          </div>
          {review && <ReviewSteps review={review} outcome={t(`merging.${what}.done`)} />}
          {review && <ReviewNow review={review} />}
          <div className="two gap">
            <section className="panel">
              <Beside from={from} into={into} />
            </section>
            <section className="panel">
              <h2>{t('merging.why')}</h2>
              <p>「{reason}」</p>
              {review && <ReviewTrail reviews={[review]} />}
              <p className="second gap">{t('merging.apart')}</p>
            </section>
          </div>
          {review && (
            <ReviewDecision
              review={review}
              labels={{
                pass: t(`merging.${what}.pass`),
                refuse: t(`merging.${what}.refuse`),
                done: {
                  pass: t(`merging.${what}.passed`),
                  refuse: t('merging.left'),
                },
              }}
              onDone={() => navigate('/desk')}
            />
          )}
        </>
      )}
    </Answer>
  )
}

function Beside({ from, into }: { from: Entry; into: Entry }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const says = (one: Entry) => [
    [t('person.columns.name'), one.maskedName],
    [t('person.columns.born'), String(one.birthYear)],
    [t('person.columns.phone'), one.maskedPhone],
    [t('person.columns.document'), `${documentWords[one.documentType][language]} ${one.maskedDocument}`],
    [t('person.columns.place'), `${one.townName} ${one.communityName}`],
    [t('person.columns.tier'), t(`people.tiers.${one.tier}`)],
    [t('person.columns.registered'), dayKey(one.registeredAt)],
  ]
  const other = says(from)
  return (
    <table className="beside">
      <thead>
        <tr>
          <td />
          {[into, from].map((one, i) => (
            <th key={one.id} scope="col">
              {t(i === 0 ? 'merging.stays' : 'merging.joins')}{' '}
              <Link className="num" to={`/desk/people/${one.id}`}>
                {one.volunteerNo}
              </Link>
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {says(into).map(([name, said], i) => {
          const beside = other[i]?.[1]
          const same = beside === said
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{said}</td>
              <td className={same ? 'num' : 'num differs'}>{beside}</td>
              <td>
                <span className={`tag ${same ? 'jade' : 'amber'}`}>
                  {t(same ? 'merging.same' : 'merging.differs')}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
