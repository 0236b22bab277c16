// The decisions about people: tiers, guardians, and the rules that the district sets for them. Pure.
import { z } from 'zod'
import { nameKey } from '../foundation/cleaning.ts'
import { line } from '../foundation/http/shapes.ts'
import { policyKey, type WordList, whole, wordsKey } from '../foundation/policies/keys.ts'
import { decidable, reviewChain } from '../foundation/reviews/rules.ts'

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

/** 空闲时间: parts of working days, and of days off as the district's calendar has them. */
export const freeTimes = [
  'workday-morning',
  'workday-afternoon',
  'workday-evening',
  'dayoff-morning',
  'dayoff-afternoon',
  'dayoff-evening',
] as const
export type FreeTime = (typeof freeTimes)[number]

export const personPolicies = {
  skills: wordsKey({
    key: 'people.skills',
    topic: 'registration',
    title: { zh: '技能', en: 'Skills' },
    lead: {
      zh: '志愿者登记时可选的技能；项目按它写要求，找服务按它筛选。',
      en: 'What volunteers may say they can do; projects ask by it, services are found by it.',
    },
  }),
  languages: wordsKey({
    key: 'people.languages',
    topic: 'registration',
    title: { zh: '语言', en: 'Languages' },
    lead: {
      zh: '志愿者登记时可选的语言，方言和手语也在内。',
      en: 'Languages that volunteers may name, dialects and signing among them.',
    },
  }),
  /** The words of the oath, as they are announced. */
  oath: policyKey({
    key: 'people.oath',
    topic: 'registration',
    title: { zh: '志愿者誓词', en: 'The oath' },
    lead: { zh: '志愿者登记后可以宣誓，誓词是哪一版。', en: 'The words that volunteers may swear by.' },
    shape: z.object({
      zh: line(300, 10).meta({ zh: '誓词', en: 'In Chinese' }),
      en: line(600, 10).meta({ zh: '英文', en: 'In English' }),
    }),
  }),
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
  /** How many people one account may act for. */
  household: policyKey({
    key: 'people.household',
    topic: 'registration',
    title: { zh: '家人', en: 'Households' },
    lead: {
      zh: '一个账号最多替几位家人办事，其中几位可以还没有到站点核验。',
      en: 'For how many people one account may act, and how many of them may still wait to be verified.',
    },
    shape: z.object({
      most: whole(1, 20, { zh: '最多几位家人', en: 'People in a household', unit: 'people' }),
      unverified: whole(0, 20, { zh: '其中未核验的', en: 'Of them not yet verified', unit: 'people' }),
    }),
  }),
  /** How often somebody says by themselves that they moved. */
  moving: policyKey({
    key: 'people.moving',
    topic: 'registration',
    title: { zh: '改住址', en: 'Moving' },
    lead: {
      zh: '本人在手机上改了住址，多少天里再改要到社区站点。',
      en: 'For how many days after a move, said on the phone, the next one is noted at a station.',
    },
    shape: z.object({
      days: whole(0, 365, { zh: '两次之间至少', en: 'Between two of them at least', unit: 'days' }),
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

export const mergingPolicy = policyKey({
  key: 'people.merging',
  topic: 'reviews',
  title: { zh: '合并重复登记的审核', en: 'Review of joined entries' },
  lead: {
    zh: '一人提出两份登记是同一人，由谁来定，几天里定。',
    en: 'Somebody proposes that two entries are one person: who decides, and within how many days.',
  },
  shape: reviewChain,
  check: decidable({ permissions: ['people.merge'] }),
})

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

const namedBy = new WeakMap<WordList, Map<string, string>>()
/** What a sheet or a project calls a skill or a language, as its id where the district's list has it; other words stay as they are. */
export function meantBy(list: WordList, text: string): string {
  let known = namedBy.get(list)
  if (!known) {
    known = new Map(
      list.list.flatMap(one => [one.id, one.zh, one.en].map(word => [nameKey(word), one.id] as const)),
    )
    namedBy.set(list, known)
  }
  return known.get(nameKey(text)) ?? text
}

/** What of an identity is shown in full, one at a time; `paper` is what stands on the document, to be compared with it. */
export const readFields = ['name', 'document', 'phone', 'birth'] as const
export type ReadField = (typeof readFields)[number]
export type ReadWhat = ReadField | 'paper'
/** For what: comparing with a document, reaching the person, a dispute, something else. */
export const readKinds = ['compare', 'contact', 'dispute', 'other'] as const
export type ReadKind = (typeof readKinds)[number]
export const READ_REASON_MIN = 6
const LETTERS_OF_A_REASON = 4

/** Too short, or the same few signs again: it says nothing. Whoever looked may be asked; it blocks nobody. */
export const saysNothing = (reason: string): boolean =>
  reason.trim().length < READ_REASON_MIN ||
  new Set(reason.replace(/[^\p{L}\p{N}]/gu, '')).size < LETTERS_OF_A_REASON
