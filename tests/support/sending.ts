// Sending files over HTTP as the pages do it.
import type { FastifyInstance } from 'fastify'
import type { FileView, UploadView } from '../../src/foundation/files/contract.ts'

export type Answered<T> = { status: number; body: T; headers: Record<string, unknown> }

export function sender(app: FastifyInstance, token: string) {
  const authorization = `Bearer ${token}`
  const call = async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: Buffer | object,
  ): Promise<Answered<T>> => {
    const octets = Buffer.isBuffer(payload)
    const answer = await app.inject({
      method,
      url,
      headers: { authorization, ...(octets && { 'content-type': 'application/octet-stream' }) },
      ...(payload !== undefined && { payload }),
    })
    const json = String(answer.headers['content-type'] ?? '').includes('json')
    return {
      status: answer.statusCode,
      body: (json ? answer.json() : answer.rawPayload) as T,
      headers: answer.headers,
    }
  }
  const asked = (of: Record<string, string | number | undefined>) =>
    Object.entries(of)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&')
  return {
    call,
    send: (name: string, bytes: Buffer, purpose = 'record.evidence', subject?: string) =>
      call<FileView & { code?: string; detail?: string }>(
        'POST',
        `/api/files?${asked({ name, purpose, subject })}`,
        bytes,
      ),
    begin: (name: string, size: number, purpose = 'record.evidence', subject?: string) =>
      call<UploadView & { code?: string; detail?: string }>('POST', '/api/files/uploads', {
        name,
        size,
        purpose,
        ...(subject && { subject }),
      }),
    piece: (id: number, at: number, bytes: Buffer) =>
      call<UploadView & { code?: string; params?: Record<string, number> }>(
        'PUT',
        `/api/files/uploads/${id}?at=${at}`,
        bytes,
      ),
    where: (id: number) => call<UploadView>('GET', `/api/files/uploads/${id}`),
    done: (id: number) =>
      call<FileView & { code?: string; detail?: string }>('POST', `/api/files/uploads/${id}/done`, {}),
    open: (id: number, size?: 'page' | 'thumb') =>
      call<Buffer>('GET', `/api/files/${id}${size ? `?size=${size}` : ''}`),
    list: (subject: string) => call<{ files: FileView[] }>('GET', `/api/files?${asked({ subject })}`),
    remove: (id: number) => call('DELETE', `/api/files/${id}`),
  }
}
