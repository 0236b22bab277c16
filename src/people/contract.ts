// People as they cross the wire: identity always masked, except where somebody gave a reason.
import { z } from 'zod'
import {
  line,
  localDate,
  nameText,
  numberText,
  phoneText,
  placeCode,
  text,
} from '../foundation/http/shapes.ts'
import type { Fields } from '../foundation/shapes/fields.ts'
import { documentTypes, documentWords } from './identity.ts'
import { freeTimes, READ_REASON_MIN, readFields, readKinds, tiers } from './rules.ts'

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
  skills: { zh: '会什么', en: 'What you can do' },
  interests: { zh: '想做什么', en: 'What you would like to do' },
  languages: { zh: '会说', en: 'Languages' },
  freeTimes: {
    zh: '什么时候有空',
    en: 'When you have time',
    options: {
      'workday-morning': { zh: '工作日上午', en: 'workday mornings' },
      'workday-afternoon': { zh: '工作日下午', en: 'workday afternoons' },
      'workday-evening': { zh: '工作日晚上', en: 'workday evenings' },
      'dayoff-morning': { zh: '休息日上午', en: 'mornings of days off' },
      'dayoff-afternoon': { zh: '休息日下午', en: 'afternoons of days off' },
      'dayoff-evening': { zh: '休息日晚上', en: 'evenings of days off' },
    },
  },
  nationalNo: {
    zh: '全国志愿者编号',
    en: 'National volunteer number',
    as: 'identity',
    help: { zh: '以前在全国系统注册过的才有', en: 'only if you registered in the national system before' },
    wants: { zh: '以 V 开头，共 18 位', en: 'begins with V and has 18 characters' },
  },
  guardian: { zh: '监护人', en: 'Guardian' },
  'guardian.name': { zh: '监护人姓名', en: 'Guardian’s name' },
  'guardian.phone': { zh: '监护人手机', en: 'Guardian’s phone', as: 'phone' },
  consent: { zh: '同意个人信息处理规则', en: 'Consent to how personal data is handled' },
}

const name = nameText(60)
const tags = z.array(line(20)).max(24).default([])

/** V, division, year and month, six digits of serial, one to check: the last one's rule is not published. */
const nationalNo = numberText(18).regex(/^V\d{8}(0[1-9]|1[0-2])\d{6}[\dA-Z]$/)

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
    languages: z.array(line(20)).max(24).optional(),
    freeTimes: z.array(z.enum(freeTimes)).max(freeTimes.length).optional(),
    nationalNo: nationalNo.optional(),
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

const side = z.enum(['from', 'into'])
const timed = { side, title: z.string(), startsAt: z.string(), endsAt: z.string() }
/** What two entries hold, beside each other: told by the rooms, for whoever proposes or decides that they are one person. */
export const beside = z
  .object({
    /** Of what one person cannot keep both: each with what stands against it, and whether it is chosen to be given up. */
    clashes: z.array(
      z.object({
        subject: z.string(),
        ...timed,
        /** Served already, or being served: it stays. */
        fixed: z.boolean(),
        waiting: z.boolean(),
        /** Waits behind it, when it is given up. */
        queue: z.number(),
        against: z.array(z.string()),
        given: z.boolean(),
      }),
    ),
    /** Counted minutes of both, of both as one, and those that wait to be decided because they overlap. */
    hours: z.object({ from: z.number(), into: z.number(), counted: z.number(), waiting: z.number() }),
    /** Counted hours at one time: groups of what overlaps. */
    overlaps: z.array(z.array(z.object({ id: z.number(), ...timed, minutes: z.number() }))),
    /** What else each has, by name: `teams`, `certificates`. */
    lines: z.array(z.object({ name: z.string(), from: z.array(z.string()), into: z.array(z.string()) })),
  })
  .meta({ id: 'Beside' })
export type Beside = z.infer<typeof beside>

/** Two entries that somebody holds for one person. */
export const mergeView = z
  .object({
    id: z.number(),
    what: z.enum(['join', 'part']),
    state: z.enum(['open', 'passed', 'returned', 'refused', 'withdrawn']),
    reason: z.string(),
    from: personView,
    into: personView,
    /** What each has, and what becomes of it; null once it is decided. */
    beside: beside.nullable(),
  })
  .meta({ id: 'Merge' })

export const ownProfile = personView
  .extend({
    name: z.string(),
    age: z.number(),
    skills: z.array(z.string()),
    interests: z.array(z.string()),
    languages: z.array(z.string()),
    freeTimes: z.array(z.enum(freeTimes)),
    nationalNo: z.string().nullable(),
    oathAt: z.string().nullable(),
    consentVersion: z.string(),
    household: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        age: z.number(),
        /** Under the age at which the district asks for a guardian. */
        minor: z.boolean(),
        tier: z.enum(tiers),
        volunteerNo: z.string().nullable(),
        /** Signs in by themselves. */
        ownAccount: z.boolean(),
      }),
    ),
    /** Where their community lies, WGS-84: what is near is asked from there. */
    home: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  })
  .meta({ id: 'OwnProfile' })
export type OwnProfile = z.infer<typeof ownProfile>

/** Asks for one thing in full: which, what for, and why in the reader's own words. */
export const readAsked = z.object({
  field: z.enum(readFields),
  kind: z.enum(readKinds),
  reason: text(500, READ_REASON_MIN),
})
export const paperAsked = readAsked.pick({ reason: true })
/** What stands on somebody's document, for whoever has it before their eyes. */
export const onPaper = z
  .object({
    name: z.string(),
    documentType: z.enum(documentTypes),
    document: z.string(),
    sex: z.enum(['male', 'female']),
    birthDate: z.string(),
  })
  .meta({ id: 'OnPaper' })

const read = z.object({
  id: z.number(),
  at: z.string(),
  /** By name, masked; empty where it was the command line. */
  by: z.string(),
  what: z.enum([...readFields, 'paper']),
  kind: z.enum(readKinds),
  reason: z.string().nullable(),
})
export const ownReads = z
  .object({ items: z.array(read), next: z.string().nullable() })
  .meta({ id: 'OwnReads' })

/** The new document of somebody who shows it. */
export const documentShown = z
  .object({ documentType: z.enum(documentTypes), document: numberText(30) })
  .meta({
    id: 'DocumentShown',
    fields: {
      documentType: personFields.documentType ?? { zh: '证件类型', en: 'Document' },
      document: personFields.document ?? { zh: '证件号码', en: 'Document number' },
    },
  })
const homeField = { communityCode: personFields.communityCode ?? { zh: '居住村居', en: 'Home' } }
/** Where somebody lives from today on. */
export const moveAsked = z.object({ communityCode: placeCode }).meta({ id: 'Move', fields: homeField })
/** The same, for oneself or for somebody one acts for. */
export const ownMove = moveAsked
  .extend({ for: z.number().int().optional() })
  .meta({ id: 'OwnMove', fields: homeField })
export const moveNoted = moveAsked.extend({ reason: text(200, 4) }).meta({
  id: 'MoveNoted',
  fields: {
    ...homeField,
    reason: {
      zh: '看了什么',
      en: 'What you saw',
      help: { zh: '如：新居住证、户口簿', en: 'such as: the new residence permit' },
    },
  },
})

/** One volunteer, for the desk. */
export const personPageView = z
  .object({
    person: personView,
    age: z.number(),
    verified: z
      .object({ method: z.enum(['authority', 'staff', 'sheet']), at: z.string().nullable() })
      .nullable(),
    guardian: z.string().nullable(),
    /** The documents that they had before, masked, the latest first. */
    documents: z.array(
      z.object({ documentType: z.enum(documentTypes), masked: z.string(), until: z.string() }),
    ),
    /** Where they lived before, the latest first. */
    homes: z.array(z.object({ name: z.string(), until: z.string() })),
    skills: z.array(z.string()),
    languages: z.array(z.string()),
    nationalNo: z.string().nullable(),
    twins: z.array(personView),
    elsewhere: z.number(),
    /** The last who read something in full; null for whoever may not know. */
    reads: z.array(read).nullable(),
    /** The last that happened to the entry. */
    history: z.array(z.object({ at: z.string(), kind: z.string(), by: z.string() })),
  })
  .meta({ id: 'PersonPage' })
export type PersonPage = z.infer<typeof personPageView>

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

/** An entry under the phone somebody signed in with, which nobody holds yet: enough to know oneself by, no more. */
export const foundEntry = z
  .object({
    id: z.number(),
    maskedName: z.string(),
    sex: z.enum(['male', 'female']),
    birthYear: z.number(),
    townName: z.string(),
    communityName: z.string(),
    maskedPhone: z.string(),
    source: z.string(),
    enteredAt: z.string(),
    /** A minor’s: who was named as guardian, masked. */
    guardian: z.string().nullable(),
  })
  .meta({ id: 'FoundEntry' })
export type FoundEntry = z.infer<typeof foundEntry>

export const foundClaim = z
  .object({ name, last: numberText(6), as: z.enum(['own', 'household']), consent: z.boolean() })
  .meta({
    id: 'FoundClaim',
    fields: {
      ...personFields,
      last: {
        zh: '证件号码后六位',
        en: 'Last six of the document number',
        as: 'identity',
        wants: { zh: '请填证件号码的最后六位', en: 'give the last six of the number' },
      },
      as: {
        zh: '是谁',
        en: 'Who it is',
        options: {
          own: { zh: '我自己', en: 'myself' },
          household: { zh: '我的家人', en: 'one of my household' },
        },
      },
    },
  })
export type FoundClaim = z.infer<typeof foundClaim>

/** What somebody new does next. */
export const welcome = z
  .object({
    volunteerNo: z.string().nullable(),
    tier: z.enum(tiers),
    /** What the real-name authority said; `waits` while it has not answered, `none` where nobody is asked. */
    authority: z.enum(['none', 'waits', 'match', 'no-match']),
    /** Its answers are a simulator’s. */
    simulated: z.boolean(),
    oath: z.object({ zh: z.string(), en: z.string() }),
    swornAt: z.string().nullable(),
  })
  .meta({ id: 'Welcome' })
export type Welcome = z.infer<typeof welcome>
