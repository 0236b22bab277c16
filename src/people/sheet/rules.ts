// The verdict on a row of a registration sheet, and what a second sending of a person means. Pure.
import { sameName, tidyDay, tidyName, tidyNumber, tidyPhone, tidyWords } from '../../foundation/cleaning.ts'
import { ageOn, type LocalDay } from '../../foundation/clock.ts'
import { digitsOf, saidOf } from '../../foundation/sheets/flaws.ts'
import type { PlaceBook } from '../../places/rules.ts'
import {
  type BirthDefect,
  birthDefect,
  type DocumentDefect,
  type DocumentType,
  documentTypeNamed,
  readDocument,
  type Sex,
} from '../identity.ts'

export type RowDefect =
  | 'name-missing'
  | 'document-type-unknown'
  | DocumentDefect
  | 'digits-lost'
  | 'duplicate-in-file'
  | 'sex-mismatch'
  | BirthDefect
  | 'birth-mismatch'
  | 'phone'
  | 'town-unknown'
  | 'community-not-in-town'
  | 'guardian-missing'

/** Columns of the sheet, in their order, which is also the order in which defects are looked for. */
export const sheetColumns = [
  '姓名',
  '证件类型',
  '证件号码',
  '性别',
  '出生日期',
  '手机号码',
  '居住街镇',
  '居住村居',
  '政治面貌',
  '文化程度',
  '服务意向',
  '技能',
  '监护人姓名',
  '监护人手机',
] as const
export type SheetColumn = (typeof sheetColumns)[number]
export type SheetRow = Record<SheetColumn, string>

export type CleanRow = {
  name: string
  documentType: DocumentType
  document: string
  sex: Sex
  birthDate: LocalDay
  phone: string
  townCode: string
  communityCode: string
  politicalStatus: string | null
  education: string | null
  interests: string[]
  skills: string[]
  guardian: { name: string; phone: string } | null
}

export type RowVerdict =
  | { clean: CleanRow }
  | { defect: RowDefect; column: SheetColumn; params: Record<string, string | number> }

const PHONE = /^1[3-9]\d{9}$/
const listOf = (text: string) =>
  tidyWords(text)
    .split(/[、,;，；/ ]+/)
    .filter(Boolean)
const SEXES: Record<string, Sex> = { 男: 'male', 女: 'female', 男性: 'male', 女性: 'female' }

/** Eighteen digits of which Excel kept fifteen. */
const isRounded = (text: string) => /^\d{15}000$/.test(tidyNumber(text))

/**
 * The verdict on one row; one code a row, the first in the order of the columns.
 * @param seen the row number at which this document was accepted earlier in the file, if it was
 */
export function checkRow(
  row: SheetRow,
  context: {
    today: LocalDay
    book: PlaceBook
    guardianBelow: number
    seen: (document: string) => number | undefined
  },
): RowVerdict {
  const bad = (
    defect: RowDefect,
    column: SheetColumn,
    params: Record<string, string | number> = {},
  ): RowVerdict => ({ defect, column, params })

  const name = tidyName(row.姓名)
  if (!name) return bad('name-missing', '姓名')
  const documentType = documentTypeNamed(tidyWords(row.证件类型).replace(/ /g, ''))
  if (!documentType) return bad('document-type-unknown', '证件类型', { value: saidOf(row.证件类型) })
  const document = readDocument(documentType, row.证件号码)
  if ('defect' in document) return bad(isRounded(row.证件号码) ? 'digits-lost' : document.defect, '证件号码')
  const twin = context.seen(`${documentType}:${document.number}`)
  if (twin !== undefined) return bad('duplicate-in-file', '证件号码', { row: twin })

  const statedSex = SEXES[tidyWords(row.性别)]
  const sex = statedSex ?? document.says?.sex
  if (!sex || (document.says && document.says.sex !== sex))
    return bad('sex-mismatch', '性别', { value: saidOf(row.性别) })

  const birthDate = tidyDay(row.出生日期) || (document.says?.birth ?? '')
  const wrongBirth =
    birthDefect(document.says?.birth ?? birthDate, context.today) ?? birthDefect(birthDate, context.today)
  if (wrongBirth) return bad(wrongBirth, '出生日期')
  if (document.says && document.says.birth !== birthDate)
    return bad('birth-mismatch', '出生日期', { value: birthDate, document: document.says.birth })

  const phone = tidyPhone(digitsOf(row.手机号码))
  if (!PHONE.test(phone)) return bad('phone', '手机号码')
  const town = context.book.townNamed(tidyWords(row.居住街镇))
  if (!town) return bad('town-unknown', '居住街镇', { value: saidOf(row.居住街镇) })
  const community = context.book.communityNamed(town, tidyWords(row.居住村居))
  if (!community)
    return bad('community-not-in-town', '居住村居', { value: saidOf(row.居住村居), town: town.name })

  const guardian = { name: tidyName(row.监护人姓名), phone: tidyPhone(digitsOf(row.监护人手机)) }
  const minor = ageOn(birthDate, context.today) < context.guardianBelow
  if (minor && !guardian.name) return bad('guardian-missing', '监护人姓名')
  if (minor && !PHONE.test(guardian.phone)) return bad('guardian-missing', '监护人手机')
  return {
    clean: {
      name,
      documentType,
      document: document.number,
      sex,
      birthDate,
      phone,
      townCode: town.code,
      communityCode: community.code,
      politicalStatus: tidyWords(row.政治面貌) || null,
      education: tidyWords(row.文化程度) || null,
      interests: listOf(row.服务意向),
      skills: listOf(row.技能),
      guardian: guardian.name ? guardian : null,
    },
  }
}

/** What a second sending of a person means: nothing new, blanks to fill, or a contradiction for staff. */
export type Resend =
  | { unchanged: true }
  | { fill: Partial<Pick<CleanRow, 'politicalStatus' | 'education'>> }
  | { conflict: string[] }
type Known = {
  name: string
  sex: Sex
  birthDate: LocalDay
  politicalStatus: string | null
  education: string | null
}
export function resend(known: Known, row: CleanRow): Resend {
  const conflict = [
    ...(sameName(known.name, row.name) ? [] : ['name']),
    ...(['sex', 'birthDate'] as const).filter(field => known[field] !== row[field]),
  ]
  if (conflict.length > 0) return { conflict }
  const fill: Partial<Pick<CleanRow, 'politicalStatus' | 'education'>> = {}
  if (!known.politicalStatus && row.politicalStatus) fill.politicalStatus = row.politicalStatus
  if (!known.education && row.education) fill.education = row.education
  return Object.keys(fill).length > 0 ? { fill } : { unchanged: true }
}
