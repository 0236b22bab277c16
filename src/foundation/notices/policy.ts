// What holds for whoever has chosen nothing: quiet hours, the digest's hour, and the ways.
import { z } from 'zod'
import { policyKey, whole } from '../policies/keys.ts'
import { channels } from './kinds.ts'
import type { Choices } from './rules.ts'

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const ways = (zh: string, en: string) =>
  z
    .array(z.enum(channels))
    .max(channels.length)
    .refine(list => new Set(list).size === list.length)
    .meta({
      zh,
      en,
      words: {
        sms: { zh: '短信', en: 'text message' },
        wechat: { zh: '微信', en: 'WeChat' },
        mail: { zh: '邮件', en: 'mail' },
      },
    })

export const sendingPolicy = policyKey({
  key: 'notices.sending',
  topic: 'notices',
  title: { zh: '通知怎么发', en: 'How notices go out' },
  lead: {
    zh: '个人没有另选时，按这里发。夜里不响的时段只挡过后仍有用的；短信不合并。',
    en: 'Holds for whoever has chosen nothing. Quiet hours keep back only what is still of use after them; text messages are never digests.',
  },
  shape: z.object({
    quietFrom: clockTime.meta({ zh: '夜里不响，从', en: 'Quiet from' }),
    quietUntil: clockTime.meta({ zh: '到', en: 'Until' }),
    digestAt: clockTime.meta({ zh: '每天合成一条，在', en: 'The daily digest at' }),
    ask: ways('要回答的', 'What asks for an answer'),
    soon: ways('马上要知道的', 'What changes one’s plans'),
    later: ways('告诉一声的', 'What is good to know'),
    keptDays: whole(90, 3650, { zh: '消息保留', en: 'Kept', unit: 'days' }),
  }),
  check: value =>
    value.ask.length > 0 ? null : { field: 'ask', why: { zh: '至少一种', en: 'at least one' } },
})
type Sending = z.infer<typeof sendingPolicy.shape>

export const choicesBy = (rule: Sending): Choices => ({
  quietFrom: rule.quietFrom,
  quietUntil: rule.quietUntil,
  ask: rule.ask,
  soon: rule.soon,
  later: rule.later,
  digest: true,
  language: 'zh',
})
