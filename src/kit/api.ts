// The typed client. A problem becomes a thrown Problem, whose sentence is already in the reader's language.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.generated.d.ts'

export type Schemas = components['schemas']
type ProblemBody = {
  code: string
  detail: string
  status: number
  field?: string
  fields?: { field: string; message: string }[]
  params?: Record<string, string | number>
}

export class Problem extends Error {
  readonly body: ProblemBody
  constructor(body: ProblemBody) {
    super(body.detail)
    this.body = body
  }
}

let language = 'zh-CN'
export const speak = (next: 'zh' | 'en'): void => {
  language = next === 'en' ? 'en' : 'zh-CN'
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', language)
    if (request.method === 'POST' && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID())
    return request
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
  const body = result.error as ProblemBody | undefined
  const seconds = Number(result.response.headers.get('retry-after')) || undefined
  throw new Problem(
    body?.detail
      ? { ...body, ...(seconds && { params: { seconds, ...body.params } }) }
      : { code: 'unknown', status: result.response.status, detail: `${result.response.status}` },
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
  const response = await fetch(path, { method: 'POST', body: form, headers: { 'accept-language': language } })
  const body = await response.json()
  if (!response.ok) throw new Problem(body)
  return body
}
