// A kind of notice, declared once in the room that sends it, and the words made of its facts. Pure.
import { type LocalDay, localDay, weekday } from '../clock.ts'
import type { Words } from '../policies/keys.ts'

/**
 * How much it presses. `ask`: somebody waits for an answer. `soon`: it changes what one is about to do. `later`: good to know.
 */
export const noticeLevels = ['ask', 'soon', 'later'] as const
export type NoticeLevel = (typeof noticeLevels)[number]
export const channels = ['sms', 'wechat', 'mail'] as const
export type Channel = (typeof channels)[number]
export type Language = 'zh' | 'en'

/** span: two moments as `from/until`; minutes: shown as hours, cut to two decimals; person: an id, shown as a masked name. */
export type FactType = 'text' | 'number' | 'moment' | 'span' | 'day' | 'minutes' | 'person'
export type FactTypes = Readonly<Record<string, FactType>>
type ValueOf<Type extends FactType> = Type extends 'number' | 'minutes' | 'person' ? number : string
export type FactsOf<Types extends FactTypes> = { [Name in keyof Types]: ValueOf<Types[Name]> }
export type NoticeFacts = Readonly<Record<string, string | number>>

export type NoticeKind<Types extends FactTypes = FactTypes> = {
  /** `room.what-happened`. */
  kind: string
  level: NoticeLevel
  facts: Types
  /** Its first words, in `{fact}`, `{who}` and `{times}`; a district changes them at its desk. */
  title: Words
  body: Words
  /** What a preview shows, by the same names. */
  example: FactsOf<Types>
  /** Repeats about one subject that nobody has read are told as one, with how often. */
  merges?: boolean
  /** Never goes out by itself as a text message: too frequent, or too small. */
  quiet?: boolean
  /** Where it is seen, by the number of its subject. */
  page: (id: number, facts: NoticeFacts) => string
  /** The same at the desk, where it has a page there. */
  deskPage?: (id: number) => string
}
/** Any kind, for lists of them. */
export type AnyNoticeKind = Omit<NoticeKind, 'facts' | 'example'> & { facts: FactTypes; example: NoticeFacts }

export const noticeKind = <const Types extends FactTypes>(declared: NoticeKind<Types>): NoticeKind<Types> =>
  declared

/** Names that every template may use beside the facts of its kind. */
export const COMMON = ['who', 'times'] as const

/** The placeholders of a text that its kind does not know. */
export function unknownNames(text: string, facts: FactTypes): string[] {
  const known = new Set<string>([...Object.keys(facts), ...COMMON])
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? ''))].filter(
    name => !known.has(name),
  )
}

export type Filling = {
  types: FactTypes
  facts: NoticeFacts
  language: Language
  /** Whom it concerns: null is the reader. */
  concerns: string | null
  times: number
  /** Masked names of the people among the facts. */
  names: ReadonlyMap<number, string>
}

/** A text with its facts in a person's words. A fact that was emptied leaves nothing behind. */
export const fillIn = (text: string, filling: Filling): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => factIn(name, filling)).trim()

/** One fact, as a person reads it. */
export function factIn(name: string, filling: Filling): string {
  const { types, facts, language } = filling
  if (name === 'who') return filling.concerns ?? (language === 'zh' ? '你' : 'you')
  if (name === 'times') return String(filling.times)
  const value = facts[name]
  if (value === undefined) return ''
  switch (types[name]) {
    case 'moment':
      return momentIn(new Date(value), language)
    case 'day':
      return dayIn(String(value), language)
    case 'span':
      return spanIn(String(value), language)
    case 'minutes':
      return hoursOf(Number(value))
    case 'person':
      return filling.names.get(Number(value)) ?? ''
    default:
      return String(value)
  }
}

/** Minutes as hours, cut to two decimals: `2.00`. */
const hoursOf = (minutes: number): string => (Math.floor((minutes * 100) / 60) / 100).toFixed(2)

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** `周五 11 月 27 日`, as on every page. */
function dayIn(day: LocalDay, language: Language): string {
  const [, month = '', date = ''] = day.split('-')
  const name = WEEKDAYS[language][weekday(day)]
  return language === 'zh'
    ? `${name} ${Number(month)} 月 ${Number(date)} 日`
    : `${name} ${Number(date)} ${MONTHS[Number(month) - 1]}`
}
const clockIn = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
const momentIn = (at: Date, language: Language): string => `${dayIn(localDay(at), language)} ${clockIn(at)}`

function spanIn(span: string, language: Language): string {
  const [from, until] = span.split('/').map(one => new Date(one)) as [Date, Date]
  const sameDay = localDay(from) === localDay(until)
  return `${momentIn(from, language)} – ${sameDay ? clockIn(until) : momentIn(until, language)}`
}

/** A vendor's field takes so many characters; what is longer ends in an ellipsis. */
export const cutTo = (text: string, most: number): string => {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
