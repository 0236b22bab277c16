// What runs in the background, and how far each listener is behind.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { coded } from '../../../../kit/coded.ts'
import { count } from '../../../../kit/format.ts'
import { type Again, AgainButton, type Health, Line, lightOf, useMoment } from './parts.tsx'
import './texts.ts'

export function BackgroundWork({ data, again }: { data: Health; again: Again | null }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { timers } = data
  return (
    <section className="panel" aria-labelledby="health-work">
      <div className="caption">
        <h2 id="health-work">{t('health.work')}</h2>
        <span className="second">
          {t('health.workToday', {
            done: count(timers.doneToday),
            waiting: count(timers.waiting),
            failed: timers.failed,
          })}
          {timers.overdue > 0 && ` · ${t('health.overdue', { n: count(timers.overdue) })}`}
        </span>
      </div>
      <ul>
        {timers.troubled.map(one => {
          const name = coded(t, 'background', one.kind)
          return (
            <Line
              key={`timer ${one.id}`}
              light={lightOf.timer(one)}
              name={`${name} ${one.subject}`}
              says={moment(one.dueAt)}
              why={
                one.state === 'failed'
                  ? t('health.gaveUp', { n: one.tries, error: one.error })
                  : `${t('health.tried', { n: one.tries, error: one.error })} · ${t('health.next', { when: moment(one.nextAt) })}`
              }
              act={
                <AgainButton again={again} what="timer" id={String(one.id)} of={`${name} ${one.subject}`} />
              }
            />
          )
        })}
        {data.works.map(one => (
          <Line
            key={`work ${one.name} ${one.id}`}
            light={lightOf.work}
            name={`${coded(t, 'background', one.name)} ${one.title}`}
            says={
              one.of === null
                ? t('health.progressOpen', { done: count(one.done) })
                : t('health.progress', { done: count(one.done), of: count(one.of) })
            }
            act={<Link to={one.page}>{t('health.look')}</Link>}
          />
        ))}
        {data.jobs.map(one => (
          <Line
            key={`job ${one.name}`}
            light={lightOf.job(one)}
            name={coded(t, 'background', one.name)}
            says={
              one.beganAt === null
                ? t('health.never')
                : `${moment(one.beganAt)} · ${
                    one.ms === null
                      ? t('health.running')
                      : one.done === null
                        ? t('health.took', { s: seconds(one.ms) })
                        : t('health.did', { n: count(one.done), s: seconds(one.ms) })
                  }`
            }
            why={
              one.error &&
              [one.failedAt && moment(one.failedAt), t('health.failed', { error: one.error })]
                .filter(Boolean)
                .join(' · ')
            }
            act={
              one.error &&
              one.ms !== null && (
                <AgainButton again={again} what="job" id={one.name} of={coded(t, 'background', one.name)} />
              )
            }
          />
        ))}
      </ul>
    </section>
  )
}
const seconds = (ms: number) => (ms / 1000).toFixed(1)

export function Listeners({ data, again }: { data: Health; again: Again | null }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section className="panel" aria-labelledby="health-listeners">
      <div className="caption">
        <h2 id="health-listeners">{t('health.listeners')}</h2>
        <span className="second">{t('health.head', { n: count(data.journal.head) })}</span>
      </div>
      <ul>
        <Line
          light={lightOf.sealing(data.journal)}
          name={coded(t, 'background', 'sealing')}
          says={t('health.behind', { n: count(data.journal.unsealed) })}
          why={data.journal.rewritable && t('health.rewritable')}
        />
        {data.listeners.map(one => {
          const name = coded(t, 'background', one.name)
          return (
            <Line
              key={`${one.kind} ${one.name}`}
              light={lightOf.listener(one)}
              name={name}
              says={
                <>
                  {t('health.behind', { n: count(one.behind) })}
                  {one.setAside > 0 && ` · ${t('health.setAside', { n: one.setAside })}`}
                </>
              }
              why={
                one.error &&
                `${one.tries > 0 ? t('health.tried', { n: one.tries, error: one.error }) : t('health.failed', { error: one.error })}${one.nextAt ? ` · ${t('health.next', { when: moment(one.nextAt) })}` : ''}`
              }
              act={
                one.error && one.kind === 'listener' ? (
                  <AgainButton again={again} what="listener" id={one.name} of={name} />
                ) : null
              }
            />
          )
        })}
      </ul>
      {data.setAside.length > 0 && (
        <>
          <h3>{t('health.setAsideTitle')}</h3>
          <ul>
            {data.setAside.map(one => {
              const name = `${coded(t, 'background', one.listener)}: ${t('health.setAsideRow', { n: count(one.position), kind: coded(t, 'trail', one.kind) })}`
              return (
                <Line
                  key={one.id}
                  light={lightOf.setAside}
                  name={name}
                  says={moment(one.at)}
                  why={t('health.gaveUp', { n: one.tries, error: one.error })}
                  act={<AgainButton again={again} what="set-aside" id={String(one.id)} of={name} />}
                />
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
