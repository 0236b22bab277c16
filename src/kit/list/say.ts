// The words of a list's columns and conditions in the reader's language, and what a value of them says.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Column, type Condition, hoursText, type Words, wordOf } from '../../foundation/lists/listing.ts'
import { api, ask } from '../api.ts'
import { clockOf, count, dateOf, dayKey, plainDay } from '../format.ts'
import { useSettings } from '../settings.ts'
import { useNamed } from '../vocabulary.ts'
import './texts.ts'

export const usePlaces = () =>
  useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })

export function useSay() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const named = useNamed()
  const places = usePlaces()
  const say = (words: Words) => wordOf(words, language)
  const code = (codes: Column['codes'], value: string) => {
    const words = codes?.[value]
    return words ? say(words) : value
  }
  const rule = (of: { rule?: string }, value: string) => named(`${of.rule ?? ''}:${value}`) ?? value
  const place = (value: string) => places.data?.places.find(one => one.code === value)?.name ?? value
  /** Within this year the year is left out. */
  const day = (value: string) =>
    value.slice(0, 4) === dayKey(new Date()).slice(0, 4) ? plainDay(value, language) : value
  return {
    say,
    day,
    /** A condition's value, as a chip says it. */
    condition(of: Condition, value: string): string {
      switch (of.kind) {
        case 'choice':
          return code(of.codes, value)
        case 'named':
          return rule(of, value)
        case 'town':
        case 'community':
          return value === '' ? '—' : place(value)
        case 'day':
          return day(value)
        default:
          return value
      }
    },
    /** A cell's text; codes are drawn by whoever shows them. */
    cell(column: Column, value: unknown): string {
      if (value === null || value === undefined || value === '') return '—'
      switch (column.kind) {
        case 'number':
          return count(Number(value))
        case 'hours':
          return hoursWithCommas(Number(value))
        case 'day':
          return day(String(value))
        case 'moment': {
          const at = String(value)
          const today = dayKey(at) === dayKey(new Date())
          return `${today ? t('list.today') : momentDay(at, language)} ${clockOf(at)}`
        }
        case 'code':
          return code(column.codes, String(value))
        case 'codes':
          return Array.isArray(value) && value.length > 0
            ? value.map(one => code(column.codes, String(one))).join(language === 'zh' ? '、' : ', ')
            : '—'
        case 'named':
          return rule(column, String(value))
        default:
          return String(value)
      }
    },
  }
}

const momentDay = (at: string, language: 'zh' | 'en') =>
  dayKey(at).slice(0, 4) === dayKey(new Date()).slice(0, 4) ? dateOf(at, language, false) : dayKey(at)

/** Minutes as hours with two decimals and thousands. */
export const hoursWithCommas = (minutes: number): string => {
  const [whole = '0', cut = '00'] = hoursText(minutes).split('.')
  return `${count(Number(whole))}.${cut}`
}
