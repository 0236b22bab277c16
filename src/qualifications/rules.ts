// What a qualification is good for, and how it moves from state to state. Pure.
import { z } from 'zod'
import { addDays, type LocalDay } from '../foundation/clock.ts'
import { line } from '../foundation/http/shapes.ts'
import { policyKey, whole, word, wordsKey } from '../foundation/policies/keys.ts'
import type { Words } from '../foundation/words.ts'

const words = wordsKey({
  key: 'qualifications.kinds',
  topic: 'recruiting',
  title: { zh: '资格种类', en: 'Kinds of qualification' },
  lead: {
    zh: '岗位可以要求哪些证书和培训，有效多久，没有的人怎么取得。停用的种类不能再登记，旧的到期为止。',
    en: 'The licences and training that a position may ask for, how long each is good, how somebody gets it. Out of use, a kind is entered no more.',
  },
})
const kind = word.extend({
  months: whole(0, 600, { zh: '有效期（0 为长期）', en: 'Good for (0: without end)', unit: 'months' }),
  needsFile: z.boolean().meta({ zh: '要有证书照片', en: 'Needs a picture of it' }),
  wayZh: line(60, 2).meta({ zh: '怎么取得（中文）', en: 'How to get it (Chinese)' }),
  wayEn: line(120, 2).meta({ zh: '怎么取得（英文）', en: 'How to get it (English)' }),
})
export type Kind = z.infer<typeof kind>
export const qualificationKinds = policyKey<{ list: Kind[] }>({
  ...words,
  shape: z.object({
    list: z
      .array(kind)
      .min(1)
      .meta({ ...words.title }),
  }),
})

export const qualificationStates = ['waiting', 'confirmed', 'suspended', 'withdrawn', 'expired'] as const
export type QualificationState = (typeof qualificationStates)[number]
export const stateWords: Record<QualificationState, Words> = {
  waiting: { zh: '待核对', en: 'waiting to be confirmed' },
  confirmed: { zh: '有效', en: 'confirmed' },
  suspended: { zh: '暂停', en: 'suspended' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  expired: { zh: '已过期', en: 'expired' },
}

export type Move = 'confirm' | 'suspend' | 'resume' | 'withdraw' | 'expire'
const MOVES: Record<Move, { from: readonly QualificationState[]; to: QualificationState }> = {
  confirm: { from: ['waiting'], to: 'confirmed' },
  suspend: { from: ['confirmed'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'confirmed' },
  withdraw: { from: ['waiting', 'confirmed', 'suspended'], to: 'withdrawn' },
  expire: { from: ['waiting', 'confirmed', 'suspended'], to: 'expired' },
}
/** Where a move leads, or undefined where it is not possible from here. */
export const moved = (state: QualificationState, move: Move): QualificationState | undefined =>
  MOVES[move].from.includes(state) ? MOVES[move].to : undefined

type Days = { validFrom: LocalDay; validUntil: LocalDay | null }
/** The last day for which one from this day may be good: the eve of the same day, or the end of a shorter month. Null without end. */
export function lastDayOf(kind: Pick<Kind, 'months'>, from: LocalDay): LocalDay | null {
  if (kind.months === 0) return null
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  const endOfMonth = new Date(Date.UTC(year, month + kind.months, 0))
  if (day > endOfMonth.getUTCDate()) return endOfMonth.toISOString().slice(0, 10)
  endOfMonth.setUTCDate(day)
  return addDays(endOfMonth.toISOString().slice(0, 10), -1)
}

export type Held = Days & { kind: string }
/** Is this one good on that day? */
export const isGoodOn = (held: Days, day: LocalDay): boolean =>
  held.validFrom <= day && (held.validUntil === null || day <= held.validUntil)

/** Which of the needed kinds somebody lacks on a day, in the order in which they are asked for. */
export const lacking = (needs: readonly string[], held: readonly Held[], day: LocalDay): string[] =>
  needs.filter(need => !held.some(one => one.kind === need && isGoodOn(one, day)))
