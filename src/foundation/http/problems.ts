// Every error leaves as an RFC 9457 problem with a stable code and a sentence in the caller's language.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { RETRY_AFTER } from '../batches.ts'
import { sqlState, TryAgain } from '../database/database.ts'
import { Refusal } from '../refusals.ts'
import { sayIssue } from '../shapes/issues.ts'
import { fillIn, type Language } from '../words.ts'
import { wordsIn } from './field-words.ts'

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    /** Stable, for programs: `signup.collides`. */
    code: z.string(),
    /** For people, in their language. */
    detail: z.string(),
    field: z.string().optional(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>

export const languageOf = (request: FastifyRequest): Language =>
  /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'

const GENERIC: Record<string, { zh: string; en: string }> = {
  'bad-request': { zh: '请求的格式不对。', en: 'The request is malformed.' },
  invalid: { zh: '{entries}。', en: '{entries}.' },
  'invalid-several': { zh: '有 {n} 处要改：{entries}。', en: '{n} entries do not fit: {entries}.' },
  'not-found': { zh: '这个地址没有内容。', en: 'There is nothing at this address.' },
  'too-many': { zh: '请求太频繁，请稍候再试。', en: 'Too many requests; wait a little.' },
  'too-large': { zh: '文件太大。', en: 'The file is too large.' },
  unavailable: {
    zh: '系统正忙，请几秒后再试，您填写的内容没有丢失。',
    en: 'The system is busy; try again in a few seconds. Nothing you entered is lost.',
  },
  unfit: {
    zh: '有一项填写太大、太小或格式不对，没有保存。',
    en: 'An entry is too large, too small or of another form; nothing was kept.',
  },
  internal: {
    zh: '系统出了错，已记录。请把编号 {id} 告诉我们。',
    en: 'Something went wrong and was recorded. Tell us the number {id}.',
  },
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  it: {
    status: number
    code: string
    params?: Record<string, string | number>
    detail?: string
    field?: string
    fields?: Problem['fields']
  },
): FastifyReply {
  reply.refusal = it.code
  const language = languageOf(request)
  const text = it.detail ?? GENERIC[it.code]?.[language] ?? it.code
  const params = { ...it.params, id: request.id }
  const body: Problem = {
    type: `/api/problems/${it.code}`,
    title: it.code,
    status: it.status,
    code: it.code,
    detail: fillIn(text, params, language),
    ...(it.field && { field: it.field }),
    ...(it.fields && { fields: it.fields }),
    ...(it.params && { params: it.params }),
    requestId: request.id,
  }
  return reply
    .code(it.status)
    .header('content-language', language)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body)
}

/** Database states that mean "not now": connections gone, shutting down, out of slots or time, met others too often. */
const UNAVAILABLE = /^(08|53|57P|57014|40001|40P01)/
/** Values that no contract stopped and the database does not take: text, numbers and days out of its range. */
const UNFIT = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008'])
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed|Connection ended|transaction has been aborted|aborted transaction|rolled back instead of committed/i
const GONE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE'])

const SAID = 3
const AS_A_WHOLE = { zh: '填写的内容', en: 'What was filled in' }
const IN_ADDRESS = { zh: '网址里的条件', en: 'A condition of the address' }

/** What does not fit, each field once and by its name. */
function invalid(
  request: FastifyRequest,
  error: Pick<FastifyError, 'validationContext'> & {
    validation: readonly { instancePath: string; keyword: string; message?: string; params: object }[]
  },
) {
  const language = languageOf(request)
  const schema: { body?: unknown; querystring?: unknown; params?: unknown } =
    request.routeOptions.schema ?? {}
  const inBody = error.validationContext === 'body' || error.validationContext === undefined
  const entries = new Map<string, { label: string; message: string }>()
  for (const one of error.validation) {
    const path = one.instancePath.split('/').filter(Boolean)
    const field = path.join('.') || '(body)'
    if (entries.has(field)) continue
    const words = wordsIn(inBody ? schema.body : schema.querystring, path)
    const unnamed = path.length === 0 ? AS_A_WHOLE : { zh: `“${field}”`, en: `“${field}”` }
    const label = words ?? (inBody ? unnamed : IN_ADDRESS)
    const issue = { ...one.params, code: one.keyword, message: one.message ?? '' }
    entries.set(field, { label: label[language], message: sayIssue(issue, words?.wants)[language] })
  }
  const zh = language === 'zh'
  const said = [...entries.values()]
    .slice(0, SAID)
    .map(one => `${one.label}${zh ? '：' : ': '}${one.message}`)
  return {
    code: 'invalid',
    params: { n: entries.size, entries: said.join(zh ? '；' : '; ') + (entries.size > SAID ? ' …' : '') },
    ...(entries.size > 1 && { detail: GENERIC['invalid-several']?.[language] }),
    field: [...entries.keys()][0],
    fields: [...entries].map(([field, { message }]) => ({ field, message })),
  }
}

export function errorHandler(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refusal) {
    const { code, status, params, field } = error
    if (status === 503) reply.header('retry-after', String(RETRY_AFTER))
    if (status === 429 && params.seconds) reply.header('retry-after', String(params.seconds))
    return sendProblem(request, reply, {
      status,
      code,
      params: error.told(languageOf(request)),
      field,
      detail: error.say(languageOf(request)),
    })
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return sendProblem(request, reply, { status: 422, ...invalid(request, error) })
  }
  const code = sqlState(error) ?? error.code ?? ''
  if (error instanceof TryAgain || UNAVAILABLE.test(code) || GONE.has(code) || LOST.test(error.message)) {
    request.log.warn({ code, err: error.message }, 'database unavailable')
    return sendProblem(request, reply.header('retry-after', '3'), { status: 503, code: 'unavailable' })
  }
  if (UNFIT.has(code)) {
    request.log.warn({ code, err: error }, 'a value no contract stopped')
    return sendProblem(request, reply, { status: 422, code: 'unfit' })
  }
  if (error.statusCode === 429) return sendProblem(request, reply, { status: 429, code: 'too-many' })
  if (error.statusCode === 413) return sendProblem(request, reply, { status: 413, code: 'too-large' })
  if (error.statusCode && error.statusCode < 500)
    return sendProblem(request, reply, { status: error.statusCode, code: 'bad-request' })
  request.log.error({ err: error }, 'unexpected error')
  return sendProblem(request, reply, { status: 500, code: 'internal' })
}
