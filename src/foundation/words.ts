// What a sentence holds, in a person's words: moments, days and things in both languages. The machine's form stays in `params`.
export type Language = 'zh' | 'en'
export type Words = Record<Language, string>
/** A moment, a local day `2026-11-25`, a thing with its words, or a plain text or number. */
export type Param = string | number | Date | Words

const ZONE = 'Asia/Shanghai'
const LOCALE = { zh: 'zh-CN', en: 'en-GB' } as const
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/

/** 11 月 25 日 08:30; 25 November, 08:30 */
export function sayMoment(at: Date, language: Language): string {
  const parts = new Intl.DateTimeFormat(LOCALE[language], {
    timeZone: ZONE,
    month: language === 'zh' ? 'numeric' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? ''
  const clock = `${part('hour')}:${part('minute')}`
  return language === 'zh'
    ? `${part('month')} 月 ${part('day')} 日 ${clock}`
    : `${part('day')} ${part('month')}, ${clock}`
}

/** 2026 年 11 月 25 日; 25 November 2026 */
export function sayDay(day: string, language: Language): string {
  const [, year, month, date] = DAY.exec(day) ?? []
  if (language === 'zh') return `${year} 年 ${Number(month)} 月 ${Number(date)} 日`
  const named = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' }).format(
    new Date(`${day}T00:00:00Z`),
  )
  return `${Number(date)} ${named} ${year}`
}

export function sayParam(value: Param, language: Language): string {
  if (value instanceof Date) return sayMoment(value, language)
  if (typeof value === 'object') return value[language]
  if (typeof value === 'number') return String(value)
  if (MOMENT.test(value)) return sayMoment(new Date(value), language)
  return DAY.test(value) ? sayDay(value, language) : value
}

/** Puts what is known into the places of a sentence. */
export const fillIn = (text: string, params: Readonly<Record<string, Param>>, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    return value === undefined ? '' : sayParam(value, language)
  })

/** Several things in one sentence, each once. */
export function listed(words: readonly Words[]): Words {
  const once = (language: Language) => [...new Set(words.map(one => one[language]))]
  return { zh: once('zh').join('、'), en: once('en').join(', ') }
}
