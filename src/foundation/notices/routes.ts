// Notices over HTTP: one's inbox and how one wants to be told; the desk's words and log.
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { languageOf } from '../http/problems.ts'
import {
  deliveryFilter,
  deliveryList,
  inboxView,
  mailInput,
  mailProof,
  noticeChoices,
  noticeCounts,
  readNotices,
  settingsView,
  templateChange,
  templateKey,
  templateList,
  templateText,
  templateView,
  wechatReturn,
} from './contract.ts'
import { deliveryLog, noticeTemplates, previewTemplate, writeTemplate } from './desk.ts'
import { inbox, inboxCounts, readInbox } from './inbox.ts'
import {
  beginWechat,
  chooseNotices,
  confirmMail,
  endWechat,
  forgetAddress,
  noticeSettings,
  proveMail,
} from './settings.ts'

const done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
const ok = { done: true as const }
const tags = ['notices']
const own = { access: 'signed-in' as const }

export function noticeRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/me/notices',
    {
      config: own,
      schema: {
        tags,
        querystring: z.object({ after: z.coerce.number().int().positive().optional() }),
        response: { 200: inboxView },
      },
    },
    request => inbox(ground, request.session.principal, languageOf(request), request.query.after ?? null),
  )
  api.get(
    '/api/me/notices/count',
    { config: own, schema: { tags, response: { 200: noticeCounts } } },
    request => inboxCounts(ground, request.session.principal),
  )
  api.post(
    '/api/me/notices/read',
    {
      config: { ...own, repeatable: true },
      schema: { tags, body: readNotices, response: { 200: z.object({ read: z.number() }) } },
    },
    async request => ({ read: await readInbox(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/me/notices/settings',
    { config: own, schema: { tags, response: { 200: settingsView } } },
    request => noticeSettings(ground, request.session.principal),
  )
  api.put(
    '/api/me/notices/choices',
    { config: own, schema: { tags, body: noticeChoices, response: { 200: done } } },
    async request => {
      await chooseNotices(ground, request.session.principal, request.body)
      return ok
    },
  )
  api.post(
    '/api/me/notices/mail',
    { config: { ...own, perMinute: 10 }, schema: { tags, body: mailInput, response: { 202: done } } },
    async (request, reply) => {
      await proveMail(ground, request.session.principal, request.body.mail, languageOf(request))
      return reply.code(202).send(ok)
    },
  )
  api.post(
    '/api/me/notices/mail/prove',
    {
      config: { ...own, perMinute: 10, secret: true },
      schema: { tags, body: mailProof, response: { 200: done } },
    },
    async request => {
      await confirmMail(ground, request.session.principal, request.body.code)
      return ok
    },
  )
  api.delete(
    '/api/me/notices/addresses/:channel',
    {
      config: own,
      schema: { tags, params: z.object({ channel: z.enum(['wechat', 'mail']) }), response: { 200: done } },
    },
    async request => {
      await forgetAddress(ground, request.session.principal, request.params.channel)
      return ok
    },
  )
  api.post(
    '/api/me/notices/wechat',
    {
      config: { ...own, perMinute: 10, secret: true },
      schema: { tags, response: { 200: z.object({ url: z.string() }) } },
    },
    request => beginWechat(ground, request.session.principal),
  )
  api.post(
    '/api/me/notices/wechat/back',
    {
      config: { ...own, perMinute: 10, secret: true },
      schema: { tags, body: wechatReturn, response: { 200: done } },
    },
    async request => {
      await endWechat(ground, request.session.principal, request.body)
      return ok
    },
  )
  api.get(
    '/api/system/notices/templates',
    { config: { access: 'system.read' }, schema: { tags, response: { 200: templateList } } },
    request => noticeTemplates(ground, request.session.principal),
  )
  api.post(
    '/api/system/notices/templates/:kind/:channel/:language/preview',
    {
      config: { access: 'system.read', repeatable: true },
      schema: {
        tags,
        params: templateKey,
        body: templateText,
        response: { 200: templateView.shape.preview },
      },
    },
    request => previewTemplate(ground, request.session.principal, request.params, request.body),
  )
  api.put(
    '/api/system/notices/templates/:kind/:channel/:language',
    {
      config: { access: 'system.operate' },
      schema: { tags, params: templateKey, body: templateChange, response: { 200: done } },
    },
    async request => {
      const { changedAt, ...text } = request.body
      await writeTemplate(ground, request.session.principal, request.params, text, new Date(changedAt))
      return ok
    },
  )
  api.get(
    '/api/system/notices',
    {
      config: { access: 'system.read' },
      schema: { tags, querystring: deliveryFilter, response: { 200: deliveryList } },
    },
    request => {
      const { channel, outcome, after } = request.query
      return deliveryLog(ground, request.session.principal, {
        ...(channel && { channel }),
        ...(outcome && { outcome }),
        ...(after && { after }),
      })
    },
  )
}
