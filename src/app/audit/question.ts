// What an auditor typed: a figure's place and time, a record, a certificate or a volunteer.
import { tidyWords } from '../../foundation/cleaning.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Place } from '../../places/contract.ts'
import type { PlaceBook } from '../../places/rules.ts'

export type Question =
  | { kind: 'nothing' }
  | { kind: 'record'; id: number }
  | { kind: 'certificate'; no: string }
  | { kind: 'volunteer'; no: string }
  /** `place` null: the district; `period` as statistics takes it. */
  | { kind: 'figure'; place: string | null; period: string }
  /** Nothing that is known is meant by it. */
  | { kind: 'unknown' }

const RECORD = /^(?:record|记录)[-:\s]*(\d+)$/i
const CERTIFICATE = /^[A-Z]{1,4}[A-Z0-9]*-[A-Z0-9-]{4,}$/
const VOLUNTEER_DIGITS = 12
const WHOLE_DISTRICT = '全区'

/**
 * Reads `方松街道 2026-11`, `方松 11 月`, `全区 2025 年`, `record 12`, a certificate's or a volunteer's number.
 * A text of which only a part is understood is `unknown`.
 */
export function readQuestion(text: string, book: PlaceBook, today: LocalDay): Question {
  const asked = tidyWords(text)
  if (asked === '') return { kind: 'nothing' }
  const digits = /^\d+$/.test(asked)
  if (digits && asked.length >= VOLUNTEER_DIGITS) return { kind: 'volunteer', no: asked }
  const record = digits && asked.length > 4 ? asked : RECORD.exec(asked)?.[1]
  if (record !== undefined)
    return Number.isSafeInteger(Number(record)) ? { kind: 'record', id: Number(record) } : { kind: 'unknown' }
  if (CERTIFICATE.test(asked.toUpperCase())) return { kind: 'certificate', no: asked.toUpperCase() }
  return readFigure(asked, book, today)
}

const MONTH = /(?<year>20\d{2}) ?[-/.年 ] ?(?<month>0?[1-9]|1[0-2])(?!\d)(?: ?月)?/
const MONTH_ALONE = /(?<!\d)(?<month>0?[1-9]|1[0-2]) ?月/
const YEAR = /(?<!\d)(?<year>20\d{2})(?!\d)(?: ?年)?/

/** A place, a period, or both; nothing beside them. */
function readFigure(asked: string, book: PlaceBook, today: LocalDay): Question {
  const found = MONTH.exec(asked) ?? MONTH_ALONE.exec(asked) ?? YEAR.exec(asked)
  const { year = today.slice(0, 4), month } = found?.groups ?? {}
  const period = !found ? 'all' : month ? `${year}-${month.padStart(2, '0')}` : year
  const named = asked.replace(found?.[0] ?? '', '').replace(/[\s,、·]/g, '')
  if ((named === '' && found) || named === WHOLE_DISTRICT || named === book.district.name)
    return { kind: 'figure', place: null, period }
  const place = placeNamed(named, book)
  return place ? { kind: 'figure', place: place.code, period } : { kind: 'unknown' }
}

/** By its name, with or without its town's before it, or by the beginning of one name only. */
function placeNamed(named: string, book: PlaceBook): Place | undefined {
  const below = book.all.filter(one => one.level !== 'district')
  const inTown = (one: Place) => `${book.townOf(one.code)?.name ?? ''}${one.name}`
  const whole = below.filter(one => one.name === named || inTown(one) === named)
  const found = whole.length > 0 ? whole : below.filter(one => one.name.startsWith(named))
  return found.length === 1 ? found[0] : undefined
}
