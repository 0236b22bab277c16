// The machine room: what runs in the background, who fell behind, who serves, under which keys. A line each, with its light.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { clockOf, dateOf } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer, Broken } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { BackgroundWork, Listeners } from './background.tsx'
import { Backups, NoticesToday, Space } from './keeping.tsx'
import { Keys, Processes, WorkingCalendar } from './machine.tsx'
import { type Health, type Light, lightsOf, type Retry, useCalendar } from './parts.tsx'
import './health.css'
import './texts.ts'

const EVERY_MS = 30_000

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
        : what === 'job'
          ? ask(api.POST('/api/system/jobs/{name}/retry', { params: { path: { name: id } } }))
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
            <div className="stack">
              <Backups data={data} operates={operates} />
              <Listeners data={data} again={operates ? again : null} />
              <Space data={data} />
            </div>
            <div className="stack">
              <BackgroundWork data={data} again={operates ? again : null} />
              <Keys data={data} />
            </div>
            <div className="stack">
              <NoticesToday data={data} />
              <WorkingCalendar />
              <Processes data={data} />
            </div>
          </div>
        </>
      )}
    </Answer>
  )
}

function Lights({ data }: { data: Health }) {
  const { t } = useTranslation()
  const all = lightsOf(data, useCalendar().data)
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
