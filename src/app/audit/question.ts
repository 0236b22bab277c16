// What an auditor typed: a figure's place and time, a record, a certificate or a volunteer.
import type { LocalDay } from '../../foundation/clock.ts'
import type { PlaceBook } from '../../places/rules.ts'

export type Question =
  | { kind: 'nothing' }
  | { kind: 'record'; id: number }
  | { kind: 'certificate'; no: string }
  | { kind: 'volunteer'; no: string }
  /** `place` null: the district; `period` as statistics takes it. */
  | { kind: 'figure'; place: string | null; period: string }

const CERTIFICATE = /^[A-Z]{1,4}[A-Z0-9]*-[A-Z0-9-]{4,}$/
const VOLUNTEER_DIGITS = 12

/** Reads `方松街道 2026-11`, `全区 2025 年`, `11 月`, `record 12`, a certificate's or a volunteer's number. */
export function readQuestion(text: string, book: PlaceBook, today: LocalDay): Question {
  const asked = text.normalize('NFKC').trim()
  if (asked === '') return { kind: 'nothing' }
  if (CERTIFICATE.test(asked.toUpperCase())) return { kind: 'certificate', no: asked.toUpperCase() }
  const digits = /^\d+$/.test(asked)
  if (digits && asked.length >= VOLUNTEER_DIGITS) return { kind: 'volunteer', no: asked }
  const record = digits && asked.length > 4 ? asked : /(?:record|记录)[:\s]*(\d+)/i.exec(asked)?.[1]
  if (record !== undefined && Number.isSafeInteger(Number(record)))
    return { kind: 'record', id: Number(record) }
  // The longest name wins: 方松街道 before a community whose name it begins.
  const place = book.all
    .filter(one => one.level !== 'district' && asked.includes(one.name))
    .sort((a, b) => b.name.length - a.name.length)[0]
  return { kind: 'figure', place: place?.code ?? null, period: periodIn(asked, today) }
}

function periodIn(text: string, today: LocalDay): string {
  const year = /(20\d{2})/.exec(text)?.[1]
  const month = /(?:20\d{2}\s*[-年.]\s*)(\d{1,2})(?!\d)/.exec(text)?.[1] ?? /(\d{1,2})\s*月/.exec(text)?.[1]
  if (month !== undefined && Number(month) >= 1 && Number(month) <= 12)
    return `${year ?? today.slice(0, 4)}-${month.padStart(2, '0')}`
  return year ?? 'all'
}
