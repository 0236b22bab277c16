// What a project must have before it may be published, and how it moves from state to state. Pure.
import { z } from 'zod'
import { policyKey } from '../foundation/policies/policies.ts'
import { reviewChain } from '../foundation/reviews/rules.ts'

export const projectStates = [
  'draft',
  'submitted',
  'returned',
  'published',
  'suspended',
  'cancelled',
  'closed',
] as const
export type ProjectState = (typeof projectStates)[number]

export const guaranteeKinds = [
  'insurance',
  'transport',
  'meal',
  'water',
  'clothing',
  'tools',
  'training',
  'rest',
] as const

/** 不是志愿服务的不得记录 (MCA Decree 67, Art. 19): the writer declares that none of these is so. */
export const declarationItems = [
  'paid',
  'own-job',
  'required',
  'own-interest',
  'no-public-purpose',
  'bought-hours',
] as const

export const projectPolicies = {
  review: policyKey('projects.review', reviewChain),
  minimumAge: policyKey('projects.minimum-age', z.object({ dangerous: z.number().int() })),
}

export type Publishable = {
  title: string
  content: string
  conditions: string
  placeName: string
  lat: number | null
  lng: number | null
  communityCode: string | null
  minAge: number | null
  riskLevel: 'low' | 'high'
  riskNotice: string
  guarantees: readonly string[]
  insurance: { from: string; until: string } | null
  agreement: boolean
  positions: readonly { places: number }[]
  shifts: readonly { startsAt: Date; endsAt: Date }[]
  declared: Partial<Record<(typeof declarationItems)[number], boolean>> | null
}
export type Gap = { field: string; rule: string; source: string }

const NOTICE = 'GB/T 40143-2021 6.1'
const RISK = '志愿服务条例 12; 沪条例 17'
const ART19 = 'MCA Decree 67, Art. 19'

/**
 * What the law still misses before this may be published, field by field; empty when nothing.
 * @param now shifts that lie before it cannot be announced
 */
export function publicationGaps(
  project: Publishable,
  now: Date,
  dangerousAge: number,
  dayOf: (at: Date) => string,
): Gap[] {
  const gaps: Gap[] = []
  const need = (missing: boolean, field: string, rule: string, source: string) =>
    missing && gaps.push({ field, rule, source })
  need(project.content.length < 10, 'content', 'content', NOTICE)
  need(
    !project.placeName || project.lat === null || project.lng === null || !project.communityCode,
    'place',
    'place',
    NOTICE,
  )
  need(!project.conditions, 'conditions', 'conditions', NOTICE)
  need(project.positions.length === 0, 'positions', 'numbers', NOTICE)
  need(project.shifts.length === 0, 'shifts', 'time', NOTICE)
  need(
    project.shifts.some(shift => shift.startsAt <= now),
    'shifts',
    'shift-past',
    NOTICE,
  )
  need(
    project.shifts.some(shift => shift.endsAt.getTime() - shift.startsAt.getTime() > 24 * 3_600_000),
    'shifts',
    'shift-too-long',
    NOTICE,
  )
  need(project.riskNotice.length < 6, 'riskNotice', 'risk-notice', RISK)
  need(project.guarantees.length === 0, 'guarantees', 'guarantees', NOTICE)
  const days = project.shifts.map(shift => dayOf(shift.endsAt)).sort()
  const insured =
    project.insurance !== null &&
    days.every(day => project.insurance && project.insurance.from <= day && day <= project.insurance.until)
  need(
    !insured,
    'insurance',
    project.riskLevel === 'high' || project.insurance === null ? 'insurance' : 'insurance-period',
    '志愿服务条例 17; 沪条例 24',
  )
  if (project.riskLevel === 'high') {
    need(!project.agreement, 'agreement', 'agreement', '沪条例 23')
    need(
      (project.minAge ?? 0) < dangerousAge,
      'minAge',
      'minimum-age',
      'practice: 18 and over for dangerous work',
    )
  }
  const declared = project.declared
  need(
    declared === null || declarationItems.some(item => declared[item] !== false),
    'declaration',
    'declaration',
    ART19,
  )
  return gaps
}

export type Move =
  | 'submit'
  | 'publish'
  | 'return'
  | 'refuse'
  | 'withdraw'
  | 'suspend'
  | 'resume'
  | 'cancel'
  | 'close'
const MOVES: Record<Move, { from: readonly ProjectState[]; to: ProjectState }> = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  publish: { from: ['submitted'], to: 'published' },
  return: { from: ['submitted'], to: 'returned' },
  refuse: { from: ['submitted'], to: 'cancelled' },
  withdraw: { from: ['submitted'], to: 'draft' },
  suspend: { from: ['published'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'published' },
  cancel: { from: ['draft', 'returned', 'published', 'suspended'], to: 'cancelled' },
  close: { from: ['published', 'suspended'], to: 'closed' },
}

/** Where a move leads, or undefined where it is not possible from here. */
export const moved = (state: ProjectState, move: Move): ProjectState | undefined =>
  MOVES[move].from.includes(state) ? MOVES[move].to : undefined

export const editable = (state: ProjectState): boolean => state === 'draft' || state === 'returned'

/** 项目编号: P, the division, the year and a serial of six. */
export const projectNumber = (district: string, year: string, id: number): string =>
  `P${district}${year}${String(id).padStart(6, '0')}`
