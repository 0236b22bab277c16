// What a day is by the district's working calendar: working, off, a holiday by name, a make-up day.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api.ts'
import { dateOf } from '../format.ts'
import { useSettings } from '../settings.ts'
import './texts.ts'

export const useCalendarDays = () =>
  useQuery({
    queryKey: ['calendar-days'],
    staleTime: 3_600_000,
    queryFn: () => ask(api.GET('/api/calendar/days')),
  })

/** 周二 12 月 1 日 · 工作日 */
export function useDayWords(): (day: string, calendar: boolean) => string {
  const { t } = useTranslation()
  const { language } = useSettings()
  const known = useCalendarDays().data?.days
  return (day, calendar) => {
    const at = Date.parse(`${day}T04:00:00Z`)
    if (Number.isNaN(at)) return ''
    const date = dateOf(new Date(at), language)
    if (!calendar || !known) return date
    const named = known.find(one => one.date === day)
    const weekend = [0, 6].includes(new Date(at).getUTCDay())
    const is = named
      ? t(named.isOffDay ? 'form.day.holiday' : 'form.day.makeUp', { name: named.name })
      : t(weekend ? 'form.day.off' : 'form.day.work')
    return `${date} · ${is}`
  }
}
