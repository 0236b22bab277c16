// The rules of projects as dated data: their review, the list of what publication asks for, the declaration, and the kinds. What the law
// asks for cannot be loosened.
import { z } from 'zod'
import { line } from '../foundation/http/shapes.ts'
import { policyKey, whole, wordsKey } from '../foundation/policies/keys.ts'
import { decidable, reviewChain } from '../foundation/reviews/rules.ts'

/** The conditions that publication may ask for. */
export const publicationRules = {
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
export type PublicationRule = keyof typeof publicationRules
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
