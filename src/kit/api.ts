// The typed client. A problem becomes a thrown Problem, whose sentence is already in the reader's language.
// Invariant: the same thing asked for again, because nobody knows what became of it, carries the same key and is done once.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.generated.d.ts'
import { answered, keyFor } from './asked-again.ts'
import { heardFrom } from './reach.ts'
import { heardOf } from './release.ts'

export type Schemas = components['schemas']
export type ProblemBody = {
  code: string
  detail: string
  status: number
  field?: string
  fields?: { field: string; message: string }[]
  params?: Record<string, string | number>
  requestId?: string
}

export class Problem extends Error {
  readonly body: ProblemBody
  readonly at = new Date()
  constructor(body: ProblemBody) {
    super(body.detail)
    this.body = body
  }
}

let language = 'zh-CN'
export const speak = (next: 'zh' | 'en'): void => {
  language = next === 'en' ? 'en' : 'zh-CN'
}

/** For requests that this client does not send itself. */
export const spoken = (): string => language

/** What hangs as long as this on reading is as good as no network. */
const PATIENCE_MS = 20_000

declare const self: { early?: Map<string, Promise<Response>> }
/** The answer that was asked for before this script had come (app/web/phone/early.ts), once. */
async function earlyAnswer(request: Request): Promise<Response | undefined> {
  if (request.method !== 'GET') return undefined
  const { pathname, search } = new URL(request.url)
  const asked = self.early?.get(pathname + search)
  self.early?.delete(pathname + search)
  const answer = await asked?.catch(() => undefined)
  return answer?.ok ? answer : undefined
}

async function reach(request: Request): Promise<Response> {
  try {
    const waits = request.method === 'GET' ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {}
    const response = (await earlyAnswer(request)) ?? (await fetch(request, waits))
    heardFrom(true)
    heardOf(response.headers.get('x-release'))
    return response
  } catch (error) {
    heardFrom(false)
    throw error
  }
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin', fetch: reach })
api.use({
  async onRequest({ request }) {
    request.headers.set('accept-language', language)
    if (request.method === 'POST' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', keyFor(request.url, await request.clone().text()))
    return request
  },
  onResponse({ request, response }) {
    answered(request.headers.get('idempotency-key'), response.status)
  },
})

const OFFLINE: ProblemBody = {
  code: 'offline',
  status: 0,
  detail: '网络不通，请稍后再试。 No network; try again in a moment.',
}

/** The data of an answer. @throws Problem for every answer that is none. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const result = await call.catch(() => {
    throw new Problem(OFFLINE)
  })
  if (result.data !== undefined) return result.data
  throw problemOf(result.error, result.response)
}

function problemOf(error: unknown, { status, headers }: Response): Problem {
  const body = error as ProblemBody | undefined
  const seconds = Number(headers.get('retry-after')) || undefined
  return new Problem(
    body?.detail
      ? { ...body, ...(seconds && { params: { seconds, ...body.params } }) }
      : {
          code: 'unknown',
          status,
          detail: `${status}`,
          requestId: headers.get('x-request-id') ?? undefined,
          ...(seconds && { params: { seconds } }),
        },
  )
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** How long a refusal asks to wait; 0 where it asks for nothing. */
export const secondsIn = (error: unknown): number =>
  error instanceof Problem ? Number(error.body.params?.seconds) || 0 : 0
export const codeOf = (error: unknown): string => (error instanceof Problem ? error.body.code : '')

/** Sends a file; openapi-fetch leaves multipart to us. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData()
  form.append('file', file, file.name)
  const key = keyFor(path, `${file.name}\n${file.size}\n${file.lastModified}`)
  const headers = { 'accept-language': language, 'idempotency-key': key }
  const request = new Request(path, { method: 'POST', body: form, headers })
  const response = await reach(request).catch(() => {
    throw new Problem(OFFLINE)
  })
  answered(key, response.status)
  const body = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(body, response)
  return body
}
