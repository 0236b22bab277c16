// Time, distance and hours as people say them. The exact value belongs in a title.
export type Language = 'zh' | 'en'
const ZONE = 'Asia/Shanghai'
const part = (at: string | Date, options: Intl.DateTimeFormatOptions, language: Language) =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: ZONE, ...options }).format(
    new Date(at),
  )

export const dayKey = (at: string | Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(at))
export const clockOf = (at: string | Date): string =>
  part(at, { hour: '2-digit', minute: '2-digit', hour12: false }, 'zh')

/** 11 月 25 日 周三 */
export function dateOf(at: string | Date, language: Language, weekday = true): string {
  const date = new Date(at)
  const text =
    language === 'zh'
      ? `${part(date, { month: 'numeric' }, 'zh').replace('月', '')} 月 ${part(date, { day: 'numeric' }, 'zh').replace('日', '')} 日`
      : part(date, { day: 'numeric', month: 'long' }, 'en')
  return weekday ? `${text} ${part(date, { weekday: 'short' }, language)}` : text
}

/** 今天 09:00 – 11:00, or 周三 11 月 25 日 13:30 – 15:00 */
export function spanOf(startsAt: string, endsAt: string, language: Language, now = new Date()): string {
  const today = dayKey(now)
  const tomorrow = dayKey(new Date(now.getTime() + 86_400_000))
  const day = dayKey(startsAt)
  const when =
    day === today
      ? language === 'zh'
        ? '今天'
        : 'Today'
      : day === tomorrow
        ? language === 'zh'
          ? '明天'
          : 'Tomorrow'
        : dateOf(startsAt, language)
  return `${when} ${clockOf(startsAt)} – ${clockOf(endsAt)}`
}

/** A day `2026-12-04` as 12 月 4 日. */
export const plainDay = (day: string, language: Language): string =>
  dateOf(`${day}T04:00:00Z`, language, false)

/** A deadline: one at midnight is the end of the day before it, any other has its hour. */
export function deadlineOf(at: string, language: Language, now = new Date()): string {
  const whole = clockOf(at) === '00:00' || clockOf(at) === '24:00'
  const day = dayKey(whole ? new Date(new Date(at).getTime() - 1) : at)
  const names: Record<string, readonly [string, string]> = {
    [dayKey(now)]: ['今天', 'today'],
    [dayKey(new Date(now.getTime() + 86_400_000))]: ['明天', 'tomorrow'],
  }
  const named = names[day]?.[language === 'zh' ? 0 : 1] ?? plainDay(day, language)
  return whole ? named : `${named} ${clockOf(at)}`
}

export function untilOf(at: string, language: Language, now = new Date()): string {
  const minutes = Math.round((new Date(at).getTime() - now.getTime()) / 60_000)
  if (minutes < 0) return ''
  if (minutes < 60) return language === 'zh' ? `还有 ${minutes} 分钟` : `in ${minutes} minutes`
  if (minutes < 60 * 24)
    return language === 'zh'
      ? `还有 ${Math.round(minutes / 60)} 小时`
      : `in ${Math.round(minutes / 60)} hours`
  return language === 'zh' ? `还有 ${Math.round(minutes / 1440)} 天` : `in ${Math.round(minutes / 1440)} days`
}

export const metresOf = (metres: number, language: Language): string =>
  metres < 1000
    ? `${Math.round(metres / 10) * 10} ${language === 'zh' ? '米' : 'm'}`
    : `${(metres / 1000).toFixed(1)} ${language === 'zh' ? '公里' : 'km'}`

export const count = (n: number): string => new Intl.NumberFormat('en-US').format(n)
/** Hours of minutes, cut to two decimals, never rounded. */
export const hours = (minutes: number): string => (Math.floor((minutes * 100) / 60) / 100).toFixed(2)
/** Headline totals are whole hours, cut. */
export const wholeHours = (minutes: number): string => count(Math.floor(minutes / 60))
