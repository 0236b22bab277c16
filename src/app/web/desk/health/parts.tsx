// What the cards of the machine room share: a line with its light, and the button that tries again.
import { type UseMutationResult, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { clockOf, dateOf, dayKey } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import './texts.ts'

export type Health = Schemas['SystemHealth']
export type Light = 'ok' | 'busy' | 'idle' | 'warn' | 'bad'
export type Retry = { what: 'timer' | 'job' | 'listener' | 'set-aside'; id: string }
export type Again = UseMutationResult<unknown, Error, Retry>
type Calendar = Schemas['CalendarStanding']
/** More rows than this behind is worth a look. */
export const FAR_BEHIND = 1000

export const lightOf = {
  job: (one: Health['jobs'][number]): Light =>
    one.error ? 'bad' : one.beganAt === null ? 'idle' : one.ms === null ? 'busy' : 'ok',
  timer: (one: Health['timers']['troubled'][number]): Light => (one.state === 'failed' ? 'bad' : 'warn'),
  listener: (one: Health['listeners'][number]): Light =>
    one.setAside > 0 || one.tries >= 5 ? 'bad' : one.error || one.behind > FAR_BEHIND ? 'warn' : 'ok',
  process: (one: Health['processes'][number]): Light => (one.alive ? 'ok' : 'warn'),
  sealing: ({ unsealed, rewritable }: Health['journal']): Light =>
    unsealed > FAR_BEHIND || rewritable ? 'warn' : 'ok',
  year: (
    { year, state }: Pick<Calendar['years'][number], 'year' | 'state'>,
    missing: Calendar['missing'],
  ): Light => (state === 'known' ? 'ok' : year === missing ? 'warn' : 'idle'),
  backups: (one: Health['backups']): Light => (one.old ? 'bad' : one.failed ? 'warn' : 'ok'),
  gateway: (one: Health['notices'][number]): Light =>
    one.downSince ? 'bad' : one.failed + one.doubtful > one.arrived / 20 ? 'warn' : 'ok',
  disk: ({ disk }: Health['backups']): Light =>
    disk.total === 0
      ? 'idle'
      : disk.free < disk.total * 0.05
        ? 'bad'
        : disk.free < disk.total * 0.15
          ? 'warn'
          : 'ok',
  work: 'busy',
  setAside: 'bad',
  key: 'ok',
} as const

export const useCalendar = () =>
  useQuery({ queryKey: ['calendar'], queryFn: () => ask(api.GET('/api/calendar')) })

/** The light of every line on the page. */
export const lightsOf = (data: Health, calendar: Calendar | undefined): Light[] => [
  lightOf.backups(data.backups),
  lightOf.disk(data.backups),
  ...data.notices.map(lightOf.gateway),
  ...data.timers.troubled.map(lightOf.timer),
  ...data.works.map(() => lightOf.work),
  ...data.jobs.map(lightOf.job),
  ...data.processes.map(lightOf.process),
  lightOf.sealing(data.journal),
  ...data.listeners.map(lightOf.listener),
  ...data.setAside.map(() => lightOf.setAside),
  ...data.keys.map(() => lightOf.key),
  ...(calendar?.years ?? []).map(year => lightOf.year(year, calendar?.missing ?? null)),
]

/** One line: its light, its name, what is said of it, and what can be done. */
export function Line({
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

export function AgainButton({ again, what, id, of }: { again: Again | null; of: string } & Retry) {
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
export function useMoment() {
  const { language } = useSettings()
  return (at: string) =>
    dayKey(at) === dayKey(new Date()) ? clockOf(at) : `${dateOf(at, language, false)} ${clockOf(at)}`
}

/** Bytes in the unit that leaves one to three digits. */
export function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let [value, unit] = [bytes, 0]
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}
