// Notices as they cross the wire.
import { z } from 'zod'
import { line, moment, opaque, text, wordId } from '../http/shapes.ts'
import type { Fields } from '../shapes/fields.ts'
import { channels, noticeLevels } from './kinds.ts'
import { clockTime } from './policy.ts'
import { deliveryStates } from './tables.ts'

export const noticeView = z
  .object({
    id: z.number(),
    kind: z.string(),
    level: z.enum(noticeLevels),
    title: z.string(),
    body: z.string(),
    /** Where it leads. */
    page: z.string(),
    /** At the desk, where it has a page there. */
    deskPage: z.string().nullable(),
    at: z.string(),
    /** Until when it can be answered. */
    answerBy: z.string().nullable(),
    read: z.boolean(),
    times: z.number(),
    /** Whom it is about, where that is not the reader. */
    concerns: z.string().nullable(),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.infer<typeof noticeView>

const counts = { unread: z.number(), asks: z.number() }
export const noticeCounts = z.object(counts).meta({ id: 'NoticeCounts' })
export const inboxView = z
  .object({
    /** What waits for an answer, soonest first; only with the first page. */
    asking: z.array(noticeView),
    items: z.array(noticeView),
    next: z.number().nullable(),
    ...counts,
  })
  .meta({ id: 'Inbox' })
export type InboxView = z.infer<typeof inboxView>
export const readNotices = z
  .object({ id: z.number().int().positive().optional(), upTo: z.number().int().positive().optional() })
  .meta({ id: 'ReadNotices', fields: { upTo: { zh: '读到哪一条', en: 'Up to' } } })

const ways = z
  .array(z.enum(channels))
  .max(channels.length)
  .refine(list => new Set(list).size === list.length)
export const noticeChoices = z
  .object({
    quietFrom: clockTime,
    quietUntil: clockTime,
    ask: ways,
    soon: ways,
    later: ways,
    digest: z.boolean(),
    language: z.enum(['zh', 'en']),
  })
  .meta({
    id: 'NoticeChoices',
    fields: {
      quietFrom: { zh: '从几点起不打扰', en: 'Quiet from' },
      quietUntil: { zh: '到几点为止', en: 'Quiet until' },
      ask: { zh: '要您答复的', en: 'What needs an answer' },
      soon: { zh: '要紧的', en: 'What matters soon' },
      later: { zh: '不急的', en: 'What can wait' },
      digest: { zh: '每天合成一条', en: 'One digest a day' },
      language: { zh: '语言', en: 'Language' },
    },
  })
export const settingsView = z
  .object({
    choices: noticeChoices,
    digestAt: z.string(),
    ways: z.array(
      z.object({
        channel: z.enum(channels),
        /** The district has a gateway for it. */
        offered: z.boolean(),
        state: z.enum(['none', 'proving', 'proven', 'lost']),
        mask: z.string(),
        why: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'NoticeSettings' })
export type SettingsView = z.infer<typeof settingsView>

export const mailInput = z
  .object({ mail: z.email().max(120) })
  .meta({ id: 'MailInput', fields: { mail: { zh: '邮箱', en: 'E-mail' } } })
export const mailProof = z.object({ code: z.string().regex(/^\d{6}$/) }).meta({ id: 'MailProof' })
export const wechatReturn = z
  .object({ code: opaque(200), state: opaque(100, 20) })
  .meta({ id: 'WechatReturn', fields: { state: { zh: '微信带回的内容', en: 'What WeChat brings back' } } })

const templateChannel = z.enum(['inbox', ...channels])
export const templateKey = z.object({
  kind: wordId(60),
  channel: templateChannel,
  language: z.enum(['zh', 'en']),
})
const templateFields: Fields = {
  title: { zh: '标题', en: 'Title' },
  body: { zh: '正文', en: 'Body' },
  code: { zh: '短信模板编号', en: 'Id of the template at the gateway' },
  fields: { zh: '微信模板的各项', en: 'Fields of the WeChat template' },
  changedAt: { zh: '上次修改的时间', en: 'When it was last changed' },
}
export const templateText = z
  .object({
    title: line(60),
    body: text(500),
    code: line(80, 0).nullable(),
    fields: z.record(z.string().regex(/^\w{1,30}$/), line(100, 0)),
  })
  .meta({ id: 'TemplateText', fields: templateFields })
export const templateChange = templateText
  .extend({ changedAt: moment })
  .meta({ id: 'TemplateChange', fields: templateFields })
export const templateView = templateText
  .extend({
    ...templateKey.shape,
    changedAt: z.string(),
    /** As it reads with the kind's example. */
    preview: z.object({ title: z.string(), body: z.string(), fields: z.record(z.string(), z.string()) }),
  })
  .meta({ id: 'Template' })
export const templateList = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        level: z.enum(noticeLevels),
        /** What its texts may name. */
        names: z.array(z.string()),
        templates: z.array(templateView),
      }),
    ),
    offered: z.array(z.enum(channels)),
  })
  .meta({ id: 'TemplateList' })
export type TemplateList = z.infer<typeof templateList>

export const deliveryView = z
  .object({
    id: z.number(),
    channel: z.enum(channels),
    kind: z.string(),
    state: z.enum(deliveryStates),
    madeAt: z.string(),
    dueAt: z.string(),
    sentAt: z.string().nullable(),
    tries: z.number(),
    gateway: z.string().nullable(),
    gatewayRef: z.string().nullable(),
    address: z.string().nullable(),
    why: z.string().nullable(),
    digest: z.boolean(),
  })
  .meta({ id: 'NoticeDelivery' })
export const deliveryList = z
  .object({ items: z.array(deliveryView), next: z.number().nullable() })
  .meta({ id: 'NoticeDeliveryList' })
export const deliveryFilter = z.object({
  channel: z.enum(channels).optional(),
  outcome: z.enum(['arrived', 'failed', 'doubtful', 'open']).optional(),
  after: z.coerce.number().int().positive().optional(),
})
