// Two entries that somebody holds for one person, side by side: what agrees, what differs and becomes what, what collides, the hours
// before and after, and the decision of another.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { dateOf, dayKey, hours } from '../../kit/format.ts'
import { ReviewDecision } from '../../kit/review/decision.tsx'
import { ReviewNow, ReviewSteps, ReviewTrail, useReviews } from '../../kit/review/panel.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Spans, sharedMinutes } from '../../kit/spans.tsx'
import { Answer } from '../../kit/states.tsx'
import { documentWords } from '../identity.ts'
import { Clashes, isApart } from './merge-clashes.tsx'
import { MergeHours } from './merge-hours.tsx'
import '../../kit/review/texts.ts'
import './merging-texts.ts'
import './person-texts.ts'
import './texts.ts'
import './merge.css'

type Entry = Schemas['Person']
type Beside = Schemas['Beside']

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
      {({ what, from, into, beside }) => {
        const given = new Set(beside?.clashes.filter(one => one.given).map(one => one.subject))
        const apart = !beside || isApart(beside.clashes, given)
        return (
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
              <div>
                <section className="panel">
                  <Table from={from} into={into} lines={beside?.lines ?? []} what={what} />
                </section>
                {beside && (
                  <section className="panel">
                    <h2>
                      {t('merging.hours.title')} <small className="second">{t('merging.hours.once')}</small>
                    </h2>
                    <MergeHours hours={beside.hours} />
                    {beside.hours.waiting > 0 && <p className="second gap">{t('merging.hours.decided')}</p>}
                  </section>
                )}
              </div>
              <div>
                {beside && <Collisions beside={beside} given={given} />}
                <section className="panel">
                  <h2>{t('merging.who')}</h2>
                  {review && <ReviewTrail reviews={[review]} />}
                  <p>「{page.data?.reason}」</p>
                  <p className="second gap">{t('merging.apart')}</p>
                </section>
                {what === 'join' && (
                  <section className="panel">
                    <h2>{t('merging.wrong')}</h2>
                    <p className="second">{t('merging.wrongLead')}</p>
                  </section>
                )}
              </div>
            </div>
            {review && (
              <ReviewDecision
                review={review}
                held={apart ? undefined : t('merging.newClash')}
                labels={{
                  pass: t(`merging.${what}.pass`),
                  return: t('merging.return'),
                  refuse: t(`merging.${what}.refuse`),
                  done: {
                    pass: t(`merging.${what}.passed`),
                    return: t('merging.returned'),
                    refuse: t('merging.left'),
                  },
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

/** What cannot be had twice, and the hours that lie at one time. */
function Collisions({ beside, given }: { beside: Beside; given: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const n = beside.clashes.length + beside.overlaps.length
  return (
    <section className="panel">
      <h2>
        {t('merging.collides')}{' '}
        <span className={`tag ${n > 0 ? 'amber' : 'jade'}`}>{t('merging.collisions', { n })}</span>
      </h2>
      {n === 0 && <p className="second">{t('merging.noCollision')}</p>}
      {beside.clashes.length > 0 && (
        <>
          <h3>{t('merging.clash')}</h3>
          <Clashes clashes={beside.clashes} given={given} />
        </>
      )}
      {beside.overlaps.map(group => (
        <div key={group[0]?.id} className="gap">
          <h3>{t('merging.overlap', { day: dateOf(group[0]?.startsAt ?? '', language, false) })}</h3>
          <Spans
            spans={group.map(one => ({
              key: one.id,
              title: `${one.title} ${hours(one.minutes)}`,
              startsAt: one.startsAt,
              endsAt: one.endsAt,
              tone: one.side === 'into' ? 'indigo' : 'amber',
            }))}
          />
          <p className="amber">{t('merging.overlapWaits', { h: hours(sharedMinutes(group)) })}</p>
        </div>
      ))}
    </section>
  )
}

type Row = { name: string; into: string; from: string; after: string }
function Table({
  from,
  into,
  lines,
  what,
}: {
  from: Entry
  into: Entry
  lines: Beside['lines']
  what: 'join' | 'part'
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const of = (
    name: 'name' | 'born' | 'phone' | 'document' | 'place' | 'tier',
    say: (one: Entry) => string,
  ): Row => ({
    name: t(`person.columns.${name}`),
    into: say(into),
    from: say(from),
    after: say(into) === say(from) ? t('merging.after.same') : t(`merging.after.${name}`),
  })
  const rows: Row[] = [
    of('name', one => one.maskedName),
    of('born', one => String(one.birthYear)),
    of('phone', one => one.maskedPhone || t('merging.none')),
    of('document', one => `${documentWords[one.documentType][language]} ${one.maskedDocument}`),
    of('place', one => `${one.townName} ${one.communityName}`),
    of('tier', one => t(`people.tiers.${one.tier}`)),
    ...lines.map(line => {
      const isTeams = line.name === 'teams'
      const say = (held: readonly string[]) =>
        held.length === 0
          ? t('merging.none')
          : isTeams
            ? held.join('、')
            : t('merging.copies', { n: held.length })
      return {
        name: t(isTeams ? 'merging.teams' : 'merging.certificates'),
        into: say(line.into),
        from: say(line.from),
        after:
          line.into.length + line.from.length === 0
            ? t('merging.after.same')
            : t(isTeams ? 'merging.after.teams' : 'merging.after.certificates', {
                n: new Set([...line.into, ...line.from]).size,
              }),
      }
    }),
  ]
  const joins = what === 'join'
  return (
    <div className="beside-wide">
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
                <small className="second">{t('merging.since', { day: dayKey(one.registeredAt) })}</small>
              </th>
            ))}
            <td />
            {joins && (
              <th scope="col">
                {t('merging.after.title')}
                <small className="second">{t('merging.after.both')}</small>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const same = row.into === row.from
            return (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td className="num">{row.into}</td>
                <td className={same ? 'num' : 'num differs'}>{row.from}</td>
                <td>
                  <span className={`tag ${same ? 'jade' : 'amber'}`}>
                    {t(same ? 'merging.same' : 'merging.differs')}
                  </span>
                </td>
                {joins && <td className="second">{row.after}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
