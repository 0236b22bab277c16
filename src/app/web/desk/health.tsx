// The machine room: what runs in the background, who fell behind, who serves, under which keys. A line each, with its light.
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import { clockOf, count, dateOf, dayKey } from '../../../kit/format.ts'
import { useSession } from '../../../kit/session.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer, Broken } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import './health.css'
import './health-texts.ts'

type Health = Schemas['SystemHealth']
type Light = 'ok' | 'busy' | 'idle' | 'warn' | 'bad'
type Retry = { what: 'timer' | 'listener' | 'set-aside'; id: string }
type Again = UseMutationResult<unknown, Error, Retry>
const EVERY_MS = 30_000
/** More rows than this behind is worth a look. */
const FAR_BEHIND = 1000

const lightOf = {
  job: (one: Health['jobs'][number]): Light =>
    one.error ? 'bad' : one.beganAt === null ? 'idle' : one.ms === null ? 'busy' : 'ok',
  timer: (one: Health['timers']['troubled'][number]): Light => (one.state === 'failed' ? 'bad' : 'warn'),
  listener: (one: Health['listeners'][number]): Light =>
    one.setAside > 0 || one.tries >= 5 ? 'bad' : one.error || one.behind > FAR_BEHIND ? 'warn' : 'ok',
  process: (one: Health['processes'][number]): Light => (one.alive ? 'ok' : 'warn'),
}

export default function HealthPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const client = useQueryClient()
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => ask(api.GET('/api/system/health')),
    refetchInterval: EVERY_MS,
  })
  const again = useMutation({
    mutationFn: ({ what, id }: Retry) =>
      what === 'timer'
        ? ask(api.POST('/api/system/timers/{id}/retry', { params: { path: { id: Number(id) } } }))
        : what === 'listener'
          ? ask(api.POST('/api/system/listeners/{name}/retry', { params: { path: { name: id } } }))
          : ask(api.POST('/api/system/set-aside/{id}/retry', { params: { path: { id: Number(id) } } })),
    onSuccess: () => toast(t('health.done')),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  })
  const operates = session.data?.permissions.includes('system.operate') ?? false
  return (
    <Answer of={health}>
      {data => (
        <>
          <div className="titled">
            <div>
              <h1>{t('health.title')}</h1>
              <p className="second">
                {t('health.lead', {
                  when: `${dateOf(data.at, language, false)} ${clockOf(data.at)}`,
                  ms: data.databaseMs,
                  n: data.processes.filter(one => one.alive).length,
                })}
              </p>
            </div>
            <Lights data={data} />
          </div>
          {again.error && <Broken error={again.error} />}
          <div className="machine">
            <BackgroundWork data={data} again={operates ? again : null} />
            <div className="stack">
              <Processes data={data} />
              <Listeners data={data} again={operates ? again : null} />
            </div>
            <Keys data={data} />
          </div>
        </>
      )}
    </Answer>
  )
}

function Lights({ data }: { data: Health }) {
  const { t } = useTranslation()
  const all = [
    ...data.jobs.map(lightOf.job),
    ...data.timers.troubled.map(lightOf.timer),
    ...data.listeners.map(lightOf.listener),
    ...data.processes.map(lightOf.process),
  ]
  const of = (...lights: Light[]) => all.filter(one => lights.includes(one)).length
  return (
    <p className="lights" role="status">
      {of('bad') > 0 && (
        <span className="bad">
          <i className="light bad" aria-hidden="true" />
          {t('health.bad', { count: of('bad') })}
        </span>
      )}
      {of('warn') > 0 && (
        <span className="warn">
          <i className="light warn" aria-hidden="true" />
          {t('health.warn', { count: of('warn') })}
        </span>
      )}
      <span>
        <i className="light" aria-hidden="true" />
        {t('health.good', { count: of('ok', 'busy', 'idle') })}
      </span>
    </p>
  )
}

/** One line: its light, its name, what is said of it, and what can be done. */
function Line({
  light,
  name,
  says,
  why,
  act,
}: {
  light: Light
  name: ReactNode
  says: ReactNode
  why?: ReactNode
  act?: ReactNode
}) {
  return (
    <li>
      <i className={`light ${light}`} aria-hidden="true" />
      <span className={light === 'bad' ? 'bad' : undefined}>{name}</span>
      <span className="second num">{says}</span>
      {act && <span className="act">{act}</span>}
      {why && <small className={light === 'bad' ? 'bad' : 'warn'}>{why}</small>}
    </li>
  )
}

function AgainButton({ again, what, id, of }: { again: Again | null; of: string } & Retry) {
  const { t } = useTranslation()
  if (!again) return null
  const mine = again.variables?.what === what && again.variables.id === id
  return (
    <Button
      type="link"
      aria-label={`${t('health.again')}: ${of}`}
      loading={again.isPending && mine}
      onClick={() => again.mutate({ what, id })}
    >
      {t('health.again')}
    </Button>
  )
}

/** A moment of today by the clock, an earlier one with its day. */
function useMoment() {
  const { language } = useSettings()
  return (at: string) =>
    dayKey(at) === dayKey(new Date()) ? clockOf(at) : `${dateOf(at, language, false)} ${clockOf(at)}`
}

function BackgroundWork({ data, again }: { data: Health; again: Again | null }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { timers } = data
  return (
    <section className="panel" aria-labelledby="health-work">
      <div className="head">
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
            light="busy"
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
            why={one.error}
          />
        ))}
      </ul>
    </section>
  )
}
const seconds = (ms: number) => (ms / 1000).toFixed(1)

function Listeners({ data, again }: { data: Health; again: Again | null }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section className="panel" aria-labelledby="health-listeners">
      <div className="head">
        <h2 id="health-listeners">{t('health.listeners')}</h2>
        <span className="second">{t('health.head', { n: count(data.journal.head) })}</span>
      </div>
      <ul>
        <Line
          light={data.journal.unsealed > FAR_BEHIND ? 'warn' : 'ok'}
          name={coded(t, 'background', 'sealing')}
          says={t('health.behind', { n: count(data.journal.unsealed) })}
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
                `${t('health.tried', { n: one.tries, error: one.error })}${one.nextAt ? ` · ${t('health.next', { when: moment(one.nextAt) })}` : ''}`
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
                  light="bad"
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

function Processes({ data }: { data: Health }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section className="panel" aria-labelledby="health-processes">
      <h2 id="health-processes">{t('health.processes')}</h2>
      <ul>
        {data.processes.map(one => (
          <Line
            key={one.id}
            light={lightOf.process(one)}
            name={t('health.process', { host: one.host, pid: one.pid })}
            says={t('health.since', { version: one.version, when: moment(one.startedAt) })}
            why={!one.alive && t('health.gone', { when: moment(one.seenAt) })}
          />
        ))}
        {data.processes.length === 0 && <li className="second">{t('health.none')}</li>}
      </ul>
    </section>
  )
}

function Keys({ data }: { data: Health }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <section className="panel" aria-labelledby="health-keys">
      <div className="head">
        <h2 id="health-keys">{t('health.keys')}</h2>
        <span className="second">{t('health.keysLead')}</span>
      </div>
      <ul>
        {data.keys.map(one => (
          <Line
            key={`${one.name} ${one.version}`}
            light="ok"
            name={
              <>
                {coded(t, 'health.key', one.name)}{' '}
                <span className="second">{t('health.version', { n: one.version })}</span>
              </>
            }
            says={t('health.from', { when: dateOf(one.since, language, false) })}
            act={
              <code
                title={one.fingerprint}
              >{`${one.fingerprint.slice(0, 4)} ${one.fingerprint.slice(4, 8)} … ${one.fingerprint.slice(-4)}`}</code>
            }
          />
        ))}
      </ul>
      <p className="second">{t('health.keysFoot')}</p>
    </section>
  )
}
