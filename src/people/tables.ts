// Row types of the people's tables.
import type { Generated } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { ReviewState } from '../foundation/reviews/rules.ts'
import type { DocumentType, Sex } from './identity.ts'
import type { FreeTime, ReadKind, ReadWhat, Tier, VerificationMethod } from './rules.ts'

export type PersonState = 'active' | 'suspended' | 'left' | 'deceased'
export type PersonSource = 'self' | 'staff' | 'sheet' | 'demo'

export type PeopleTables = {
  person: {
    id: Generated<number>
    volunteerNo: string | null
    name: string
    pinyin: string
    initials: string
    sex: Sex
    birthDate: LocalDay
    documentType: DocumentType
    documentSealed: Buffer | null
    documentHash: Buffer | null
    documentMask: string
    phoneSealed: Buffer | null
    phoneHash: Buffer | null
    phoneMask: string
    communityCode: string
    townCode: string
    tier: Tier
    verifiedByMethod: VerificationMethod | null
    verifiedAt: Date | null
    state: PersonState
    source: PersonSource
    skills: string[]
    interests: string[]
    politicalStatus: string | null
    education: string | null
    guardianName: string | null
    guardianPhoneSealed: Buffer | null
    mergedInto: number | null
    livingId: number | null
    registeredAt: Date
    /** How the name is compared: `nameKey`. */
    nameKey: string
    languages: string[]
    freeTimes: FreeTime[]
    /** 全国志愿者编号, where somebody has one. */
    nationalNo: string | null
    oathAt: Date | null
  }
  authorityCheck: {
    personId: number
    dueAt: Date | null
    tries: Generated<number>
    answer: 'match' | 'no-match' | null
    answeredAt: Date | null
    by: string | null
  }
  contact: {
    id: Generated<number>
    name: string
    phoneSealed: Buffer | null
    phoneHash: Buffer | null
    phoneMask: string
    madeAt: Date
  }
  freedPhone: { personId: number; at: Date }
  identityRead: {
    id: Generated<number>
    personId: number
    byPerson: number | null
    at: Date
    what: ReadWhat
    kind: ReadKind
    reason: string | null
  }
  consent: {
    id: Generated<number>
    personId: number
    purpose: string
    version: string
    how: 'self' | 'guardian' | 'paper'
    paper: string | null
    byPerson: number | null
    at: Date
    withdrawnAt: Date | null
  }
  formerDocument: {
    id: Generated<number>
    personId: number
    documentType: DocumentType
    documentSealed: Buffer | null
    documentHash: Buffer | null
    documentMask: string
    until: LocalDay
    at: Date
    byPerson: number | null
  }
  personResidence: {
    id: Generated<number>
    personId: number
    communityCode: string
    townCode: string
    until: LocalDay
    at: Date
    byPerson: number | null
    how: 'self' | 'staff'
  }
  personMerge: {
    id: Generated<number>
    what: 'join' | 'part'
    fromPerson: number
    intoPerson: number
    reason: string
    byPerson: number | null
    at: Date
    state: Generated<ReviewState>
    decidedBy: number | null
    doneAt: Date | null
  }
}
