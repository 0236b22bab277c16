// What a project must have before it may be published, and how it moves from state to state. Pure.
import { z } from 'zod'
import { line } from '../foundation/http/shapes.ts'
import { policyKey, whole, wordsKey } from '../foundation/policies/keys.ts'
import { decidable, reviewChain } from '../foundation/reviews/rules.ts'
import type { Words } from '../foundation/words.ts'

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
const structural = ['shift-past', 'shift-too-long'] as const
const publicationRules = {
  content: { zh: '内容', en: 'Content' },
  place: { zh: '地点', en: 'Place' },
  conditions: { zh: '参加条件', en: 'Conditions' },
  numbers: { zh: '岗位与人数', en: 'Positions and numbers' },
  time: { zh: '班次时间', en: 'Times' },
  'risk-notice': { zh: '风险提示', en: 'Risk notice' },
  guarantees: { zh: '保障', en: 'Guarantees' },
  insurance: { zh: '人身意外保险', en: 'Accident insurance' },
  agreement: { zh: '书面协议', en: 'Written agreement' },
  'minimum-age': { zh: '最低年龄', en: 'Minimum age' },
  declaration: { zh: '志愿服务声明', en: 'Declaration of volunteering' },
} as const
type PublicationRule = keyof typeof publicationRules
type When = 'always' | 'high-risk' | 'never'
/** Below this the law does not let anybody go. */
const LEAST: Partial<Record<PublicationRule, When>> = {
  content: 'always',
  place: 'always',
  numbers: 'always',
  time: 'always',
  'risk-notice': 'always',
  declaration: 'always',
  insurance: 'high-risk',
  agreement: 'high-risk',
}
const STRENGTH: Record<When, number> = { never: 0, 'high-risk': 1, always: 2 }

const declarationItem = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/)
    .meta({ zh: '代号', en: 'Id' }),
  zh: line(60, 2).meta({ zh: '中文', en: 'Chinese' }),
  en: line(120, 2).meta({ zh: '英文', en: 'English' }),
})

export const projectPolicies = {
  review: policyKey({
    key: 'projects.review',
    topic: 'reviews',
    title: { zh: '项目审核', en: 'Review of projects' },
    lead: {
      zh: '项目发布前由谁审核，几天里办完。',
      en: 'Who decides before a project is published, and how soon.',
    },
    town: 'free',
    shape: reviewChain,
    check: decidable({ permissions: ['project.review'], ticked: true }),
  }),
  minimumAge: policyKey({
    key: 'projects.minimum-age',
    topic: 'recruiting',
    title: { zh: '有风险活动的最低年龄', en: 'Minimum age of dangerous work' },
    lead: { zh: '有风险的活动多大可以参加。', en: 'From which age people may take part in dangerous work.' },
    town: 'stricter',
    shape: z.object({
      dangerous: whole(16, 60, {
        zh: '满',
        en: 'From',
        unit: 'age',
        source: '未成年人保护法 第六十一条',
        stricter: 'higher',
      }),
    }),
  }),
  publication: policyKey({
    key: 'projects.publication',
    topic: 'recruiting',
    title: { zh: '发布条件', en: 'What publication asks for' },
    lead: {
      zh: '项目发布前要写全哪些内容。法规要求的不能取消。',
      en: 'What a project must have before it is published. What the law asks for cannot be dropped.',
    },
    shape: z.object({
      list: z
        .array(
          z.object({
            rule: z
              .enum(Object.keys(publicationRules) as [PublicationRule, ...PublicationRule[]])
              .meta({ zh: '内容', en: 'What', words: publicationRules }),
            when: z.enum(['always', 'high-risk', 'never']).meta({
              zh: '什么时候要',
              en: 'When',
              words: {
                always: { zh: '都要', en: 'always' },
                'high-risk': { zh: '有风险时要', en: 'with higher risk' },
                never: { zh: '不要', en: 'never' },
              },
            }),
            source: line(80, 2).meta({ zh: '依据', en: 'Source' }),
          }),
        )
        .meta({ zh: '发布条件', en: 'Conditions', fixed: true }),
    }),
    check(value) {
      for (const rule of Object.keys(publicationRules) as PublicationRule[]) {
        const at = value.list.findIndex(one => one.rule === rule)
        const words = publicationRules[rule]
        if (at < 0 || value.list.filter(one => one.rule === rule).length > 1)
          return {
            field: 'list',
            why: {
              zh: `“${words.zh}”要写一次，只写一次`,
              en: `“${words.en}” must stand once, and only once`,
            },
          }
        const when = value.list[at]?.when ?? 'never'
        if (STRENGTH[when] < STRENGTH[LEAST[rule] ?? 'never'])
          return {
            field: `list.${at}.when`,
            why: {
              zh: `“${words.zh}”是法规要求的，不能放宽`,
              en: `“${words.en}” is asked for by law and cannot be loosened`,
            },
          }
      }
      return null
    },
  }),
  /** 不是志愿服务的不得记录: the writer declares that none of these is so. */
  declaration: policyKey({
    key: 'projects.declaration',
    topic: 'recruiting',
    title: { zh: '志愿服务声明', en: 'Declaration of volunteering' },
    lead: {
      zh: '提交项目的人要声明，活动不属于以下任何一类（民政部令第67号 第十九条）。',
      en: 'Whoever submits a project declares that it is none of these (Decree 67, Art. 19).',
    },
    shape: z.object({
      items: z.array(declarationItem).min(1).max(20).meta({ zh: '不属于', en: 'None of these' }),
    }),
    words: value => value.items.map(one => ({ ...one, inUse: true })),
    check(value) {
      const ids = value.items.map(one => one.id)
      const twice = ids.findIndex((id, i) => ids.indexOf(id) < i)
      return twice < 0
        ? null
        : { field: `items.${twice}.id`, why: { zh: '代号写了两次', en: 'the id stands twice' } }
    },
  }),
  kinds: wordsKey({
    key: 'projects.kinds',
    topic: 'recruiting',
    title: { zh: '服务类别', en: 'Kinds of service' },
    lead: {
      zh: '项目归在哪些类别里。停用的类别不能再发布，旧的仍可查看和统计。',
      en: 'The kinds a project is filed under. Out of use, a kind takes no new project; old ones stay readable and counted.',
    },
  }),
  guarantees: wordsKey({
    key: 'projects.guarantees',
    topic: 'recruiting',
    title: { zh: '保障', en: 'Guarantees' },
    lead: { zh: '项目可以给志愿者哪些保障。', en: 'What a project can give to its volunteers.' },
  }),
}
export type PublicationList = z.infer<typeof projectPolicies.publication.shape>['list']

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
  declared: Readonly<Record<string, boolean>> | null
}
export type Gap = { field: string; rule: string; source: string }
const structuralWords: Record<string, Words> = {
  'shift-past': { zh: '有班次已经过去', en: 'a shift that lies in the past' },
  'shift-too-long': { zh: '有一班超过 24 小时', en: 'a shift of more than 24 hours' },
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
