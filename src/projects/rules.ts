// What a project must have before it may be published, and how it moves from state to state. Pure.
import type { LocalDay } from '../foundation/clock.ts'
import type { Words } from '../foundation/words.ts'
import { isOpenOn } from '../stations/rules.ts'
import { type PublicationList, type PublicationRule, publicationRules } from './policies.ts'

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
export const stateWords: Record<ProjectState, Words> = {
  draft: { zh: '草稿', en: 'a draft' },
  submitted: { zh: '待审核', en: 'in review' },
  returned: { zh: '已退回', en: 'returned' },
  published: { zh: '招募中', en: 'recruiting' },
  suspended: { zh: '已暂停', en: 'suspended' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  closed: { zh: '已结项', en: 'closed' },
}

/** What is asked for in any case, whatever the list says: nothing can be announced without it. */
const structural = ['shift-past', 'shift-too-long', 'site-days'] as const
export type Publishable = {
  title: string
  content: string
  conditions: string
  placeName: string
  lat: number | null
  lng: number | null
  communityCode: string | null
  /** The days on which the site where it is, if it is at one, is open as such. */
  site: { validFrom: LocalDay; validUntil: LocalDay | null } | null
  minAge: number | null
  riskLevel: 'low' | 'high'
  riskNotice: string
  guarantees: readonly string[]
  insurance: { from: string; until: string } | null
  agreement: boolean
  positions: readonly { places: number }[]
  shifts: readonly { startsAt: Date; endsAt: Date }[]
  declared: Readonly<Record<string, boolean>> | null
}
export type Gap = { field: string; rule: string; source: string }
const structuralWords: Record<string, Words> = {
  'shift-past': { zh: '有班次已经过去', en: 'a shift that lies in the past' },
  'shift-too-long': { zh: '有一班超过 24 小时', en: 'a shift of more than 24 hours' },
  'site-days': { zh: '有班次的那天站点不开放', en: 'a day on which its site is one, for every shift' },
  'insurance-period': { zh: '保险没有覆盖全部班次', en: 'insurance for every shift' },
}
/** What is missing, in words. */
export const gapWords = (gap: Gap): Words =>
  gap.rule in publicationRules
    ? publicationRules[gap.rule as PublicationRule]
    : (structuralWords[gap.rule] ?? { zh: gap.source, en: gap.source })

const NOTICE = 'GB/T 40143-2021 6.1'
const LONGEST_SHIFT_MS = 24 * 3_600_000

/** What is missing by each rule: the field and, where it says more than the rule, what about it. */
function missing(
  rule: PublicationRule | (typeof structural)[number],
  project: Publishable,
  rules: { now: Date; dangerousAge: number; declaration: readonly { id: string }[] },
  dayOf: (at: Date) => string,
): { field: string; rule?: string } | null {
  const when = (gap: boolean, field: string, named?: string) =>
    gap ? { field, ...(named && { rule: named }) } : null
  switch (rule) {
    case 'content':
      return when(project.content.length < 10, 'content')
    case 'place':
      return when(
        !project.placeName || project.lat === null || project.lng === null || !project.communityCode,
        'place',
      )
    case 'conditions':
      return when(!project.conditions, 'conditions')
    case 'numbers':
      return when(project.positions.length === 0, 'positions')
    case 'time':
      return when(project.shifts.length === 0, 'shifts')
    case 'shift-past':
      return when(
        project.shifts.some(shift => shift.startsAt <= rules.now),
        'shifts',
      )
    case 'shift-too-long':
      return when(
        project.shifts.some(shift => shift.endsAt.getTime() - shift.startsAt.getTime() > LONGEST_SHIFT_MS),
        'shifts',
      )
    case 'site-days': {
      const { site, shifts } = project
      const days = shifts.flatMap(shift => [dayOf(shift.startsAt), dayOf(shift.endsAt)])
      return when(site !== null && days.some(day => !isOpenOn(site, day)), 'shifts')
    }
    case 'risk-notice':
      return when(project.riskNotice.length < 6, 'riskNotice')
    case 'guarantees':
      return when(project.guarantees.length === 0, 'guarantees')
    case 'insurance': {
      const { insurance } = project
      const covered =
        insurance !== null &&
        project.shifts.every(
          shift => insurance.from <= dayOf(shift.endsAt) && dayOf(shift.endsAt) <= insurance.until,
        )
      return when(
        !covered,
        'insurance',
        project.riskLevel === 'high' || insurance === null ? 'insurance' : 'insurance-period',
      )
    }
    case 'agreement':
      return when(!project.agreement, 'agreement')
    case 'minimum-age':
      return when((project.minAge ?? 0) < rules.dangerousAge, 'minAge')
    case 'declaration':
      return when(
        project.declared === null || rules.declaration.some(item => project.declared?.[item.id] !== false),
        'declaration',
      )
  }
}

/** The conditions of the list that hold at this risk. */
export const askedFor = (list: PublicationList, risk: Publishable['riskLevel']): PublicationList =>
  list.filter(one => one.when === 'always' || (one.when === 'high-risk' && risk === 'high'))

/**
 * What still misses before this may be published, in the order of the list; empty when nothing.
 * @param rules `now`: shifts that lie before it cannot be announced; `list`, `declaration`, `dangerousAge`: by policy
 */
export function publicationGaps(
  project: Publishable,
  rules: {
    now: Date
    list: PublicationList
    declaration: readonly { id: string }[]
    dangerousAge: number
  },
  dayOf: (at: Date) => string,
): Gap[] {
  return [
    ...askedFor(rules.list, project.riskLevel),
    ...structural.map(rule => ({ rule, source: NOTICE })),
  ].flatMap(({ rule, source }) => {
    const gap = missing(rule, project, rules, dayOf)
    return gap ? [{ rule, source, ...gap }] : []
  })
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
