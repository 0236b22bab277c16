// People as they cross the wire: identity always masked, except where somebody gave a reason.
import { z } from 'zod'
import { line, localDate, nameText, numberText, phoneText, placeCode } from '../foundation/http/shapes.ts'
import type { Fields } from '../foundation/shapes/fields.ts'
import { documentTypes, documentWords } from './identity.ts'
import { tiers } from './rules.ts'

/** What people fill in about themselves. */
const personFields: Fields = {
  name: { zh: '姓名', en: 'Name', help: { zh: '与证件上的一样', en: 'as on the document' } },
  documentType: { zh: '证件类型', en: 'Document', options: documentWords },
  document: { zh: '证件号码', en: 'Document number', as: 'identity' },
  sex: {
    zh: '性别',
    en: 'Sex',
    options: { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } },
  },
  birthDate: { zh: '出生日期', en: 'Birth date' },
  phone: { zh: '手机号', en: 'Phone', as: 'phone' },
  communityCode: {
    zh: '居住村居',
    en: 'Home',
    as: 'place',
    wants: { zh: '请选您住的村居', en: 'choose the community where you live' },
  },
  skills: { zh: '技能', en: 'Skills' },
  interests: { zh: '服务意向', en: 'Interests' },
  guardian: { zh: '监护人', en: 'Guardian' },
  'guardian.name': { zh: '监护人姓名', en: 'Guardian’s name' },
  'guardian.phone': { zh: '监护人手机', en: 'Guardian’s phone', as: 'phone' },
  consent: { zh: '同意个人信息处理规则', en: 'Consent to how personal data is handled' },
}

const name = nameText(60)
const tags = z.array(line(20)).max(24).default([])

export const registration = z
  .object({
    name,
    documentType: z.enum(documentTypes),
    document: numberText(30),
    sex: z.enum(['male', 'female']).optional(),
    birthDate: localDate.optional(),
    phone: phoneText,
    communityCode: placeCode,
    skills: tags,
    interests: tags,
    guardian: z.object({ name, phone: phoneText }).optional(),
    consent: z.boolean(),
  })
  .meta({ id: 'Registration', fields: personFields })
export type Registration = z.infer<typeof registration>

export const personView = z
  .object({
    id: z.number(),
    volunteerNo: z.string().nullable(),
    maskedName: z.string(),
    sex: z.enum(['male', 'female']),
    birthYear: z.number(),
    documentType: z.enum(documentTypes),
    maskedDocument: z.string(),
    maskedPhone: z.string(),
    communityCode: z.string(),
    communityName: z.string(),
    townName: z.string(),
    tier: z.enum(tiers),
    state: z.enum(['active', 'suspended', 'left', 'deceased']),
    consented: z.boolean(),
    source: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'Person' })
export type PersonView = z.infer<typeof personView>

/** Two entries that somebody holds for one person. */
export const mergeView = z
  .object({
    id: z.number(),
    what: z.enum(['join', 'part']),
    state: z.enum(['open', 'passed', 'returned', 'refused', 'withdrawn']),
    reason: z.string(),
    from: personView,
    into: personView,
  })
  .meta({ id: 'Merge' })

export const ownProfile = personView
  .extend({
    name: z.string(),
    age: z.number(),
    skills: z.array(z.string()),
    interests: z.array(z.string()),
    consentVersion: z.string(),
    household: z.array(z.object({ id: z.number(), name: z.string(), age: z.number(), tier: z.enum(tiers) })),
    /** Where their community lies, WGS-84: what is near is asked from there. */
    home: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  })
  .meta({ id: 'OwnProfile' })
export type OwnProfile = z.infer<typeof ownProfile>

export const fullIdentity = z
  .object({ name: z.string(), document: z.string(), phone: z.string(), birthDate: z.string() })
  .meta({ id: 'FullIdentity' })

export const claimRequest = z
  .object({
    name,
    documentType: z.enum(documentTypes),
    document: numberText(30),
    phone: phoneText,
    consent: z.boolean(),
  })
  .meta({ id: 'ClaimRequest', fields: personFields })
export type ClaimRequest = z.infer<typeof claimRequest>
