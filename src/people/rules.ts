// The decisions about people: tiers, guardians, and the verdict on a row of a registration sheet. Pure.
import { z } from 'zod'
import { tidyName, tidyPhone, tidyWords } from '../foundation/cleaning.ts'
import { ageOn, type LocalDay } from '../foundation/clock.ts'
import { line } from '../foundation/http/shapes.ts'
import { policyKey, whole } from '../foundation/policies/keys.ts'
import type { PlaceBook } from '../places/rules.ts'
import {
  type BirthDefect,
  birthDefect,
  type DocumentDefect,
  type DocumentType,
  documentTypeNamed,
  readDocument,
  type Sex,
} from './identity.ts'

export const tiers = ['visitor', 'phone', 'real-name'] as const
export type Tier = (typeof tiers)[number]
export const verificationMethods = ['authority', 'staff', 'sheet'] as const
export type VerificationMethod = (typeof verificationMethods)[number]

const tierWords = {
  phone: { zh: '已验手机', en: 'phone verified' },
  'real-name': { zh: '已实名', en: 'real-name verified' },
}
/** Does this tier reach what is asked for? */
export const reaches = (tier: Tier, asked: Tier): boolean => tiers.indexOf(tier) >= tiers.indexOf(asked)

export const personPolicies = {
  /** Ages that bring a guardian in. */
  minors: policyKey({
    key: 'people.minors',
    topic: 'registration',
    title: { zh: '未成年人', en: 'Minors' },
    lead: {
      zh: '多大以下要监护人同意，多大以下的个人信息要单独同意。',
      en: 'Below which age a guardian says yes, and below which personal data needs a consent of its own.',
    },
    shape: z.object({
      guardianBelow: whole(14, 18, {
        zh: '要监护人同意，不满',
        en: 'A guardian’s yes below',
        unit: 'age',
        source: '上海市志愿服务条例 第十三条',
      }),
      separateConsentBelow: whole(14, 18, {
        zh: '个人信息单独同意，不满',
        en: 'Separate consent for personal data below',
        unit: 'age',
        source: '个人信息保护法 第三十一条',
      }),
    }),
  }),
  /** Which verification methods make hours effective. */
  verification: policyKey({
    key: 'people.verification',
    topic: 'registration',
    title: { zh: '实名核验方式', en: 'Ways of verification' },
    lead: {
      zh: '用哪些方式核验过，时长才算数。',
      en: 'By which ways somebody must have been verified for hours to count.',
    },
    shape: z.object({
      counts: z
        .array(z.enum(verificationMethods))
        .min(1)
        .meta({
          zh: '算数的方式',
          en: 'Ways that count',
          words: {
            authority: { zh: '实名服务核验', en: 'a real-name service' },
            staff: { zh: '工作人员看过证件', en: 'staff saw the document' },
            sheet: { zh: '街镇盖章名单', en: 'a town’s signed list' },
          },
        }),
    }),
  }),
  /** The version of the text people agree to when they register. */
  consent: policyKey({
    key: 'people.consent',
    topic: 'registration',
    title: { zh: '同意书版本', en: 'Version of the consent' },
    lead: {
      zh: '登记时同意的个人信息处理说明是哪一版。',
      en: 'Which version of the privacy notice people agree to when they register.',
    },
    shape: z.object({
      version: line(20, 4).meta({ zh: '版本', en: 'Version', source: '个人信息保护法 第十七条' }),
    }),
  }),
  /** How far somebody must be known for what. */
  tiers: policyKey({
    key: 'people.tiers',
    topic: 'registration',
    title: { zh: '身份等级与权限', en: 'Tiers and what they may do' },
    lead: {
      zh: '验证到哪一级可以报名，到哪一级时长才算数。',
      en: 'How far somebody must be known to sign up, and for hours to count.',
    },
    shape: z.object({
      signUp: z
        .enum(['phone', 'real-name'])
        .meta({ zh: '报一般活动', en: 'Sign up, low risk', words: tierWords }),
      signUpHighRisk: z
        .enum(['phone', 'real-name'])
        .meta({ zh: '报有风险的活动', en: 'Sign up, higher risk', words: tierWords }),
      hours: z
        .enum(['phone', 'real-name'])
        .meta({ zh: '时长算数', en: 'Hours count', words: tierWords, source: '民政部令第67号 第七条' }),
    }),
    check: value =>
      value.signUp === 'real-name' && value.signUpHighRisk === 'phone'
        ? {
            field: 'signUpHighRisk',
            why: {
              zh: '有风险的活动不能比一般活动要求低',
              en: 'higher risk cannot ask for less than low risk',
            },
          }
        : null,
  }),
}

export type RowDefect =
  | 'name-missing'
  | 'document-type-unknown'
  | DocumentDefect
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

/** 1974-9-5, 1974/09/05, 1974.9.5, 19740905, 1974年9月5日 → 1974-09-05; anything else as it is. */
export function tidyDay(text: string): string {
  const plain = tidyWords(text).replace(/\s.*$/, '')
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(plain)
  if (!parts) return plain
  const [, year, m1, d1, m2, d2] = parts
  return `${year}-${(m1 ?? m2 ?? '').padStart(2, '0')}-${(d1 ?? d2 ?? '').padStart(2, '0')}`
}

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
  if (!documentType) return bad('document-type-unknown', '证件类型', { value: tidyWords(row.证件类型) })
  const document = readDocument(documentType, row.证件号码)
  if ('defect' in document) return bad(document.defect, '证件号码')
  const twin = context.seen(`${documentType}:${document.number}`)
  if (twin !== undefined) return bad('duplicate-in-file', '证件号码', { row: twin })

  const statedSex = SEXES[tidyWords(row.性别)]
  const sex = statedSex ?? document.says?.sex
  if (!sex || (document.says && document.says.sex !== sex))
    return bad('sex-mismatch', '性别', { value: tidyWords(row.性别) })

  const birthDate = tidyDay(row.出生日期) || (document.says?.birth ?? '')
  const wrongBirth =
    birthDefect(document.says?.birth ?? birthDate, context.today) ?? birthDefect(birthDate, context.today)
  if (wrongBirth) return bad(wrongBirth, '出生日期')
  if (document.says && document.says.birth !== birthDate)
    return bad('birth-mismatch', '出生日期', { value: birthDate, document: document.says.birth })

  const phone = tidyPhone(row.手机号码)
  if (!PHONE.test(phone)) return bad('phone', '手机号码')
  const town = context.book.townNamed(tidyWords(row.居住街镇))
  if (!town) return bad('town-unknown', '居住街镇', { value: tidyWords(row.居住街镇) })
  const community = context.book.communityNamed(town, tidyWords(row.居住村居))
  if (!community)
    return bad('community-not-in-town', '居住村居', { value: tidyWords(row.居住村居), town: town.name })

  const guardian = { name: tidyName(row.监护人姓名), phone: tidyPhone(row.监护人手机) }
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

/** Why a person's hours do not count yet, for reasons that lie in the person. */
export type IdentityWait = 'consent' | 'real-name'
export function identityWait(
  person: { tier: Tier; verifiedByMethod: VerificationMethod | null; consented: boolean },
  counts: readonly VerificationMethod[],
  hours: Tier,
): IdentityWait | null {
  if (!person.consented) return 'consent'
  if (hours !== 'real-name') return reaches(person.tier, hours) ? null : 'real-name'
  const verified =
    person.tier === 'real-name' &&
    person.verifiedByMethod !== null &&
    counts.includes(person.verifiedByMethod)
  return verified ? null : 'real-name'
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
  const conflict = (['name', 'sex', 'birthDate'] as const).filter(field => known[field] !== row[field])
  if (conflict.length > 0) return { conflict }
  const fill: Partial<Pick<CleanRow, 'politicalStatus' | 'education'>> = {}
  if (!known.politicalStatus && row.politicalStatus) fill.politicalStatus = row.politicalStatus
  if (!known.education && row.education) fill.education = row.education
  return Object.keys(fill).length > 0 ? { fill } : { unchanged: true }
}
