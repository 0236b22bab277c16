// The leader's code without network: made on the phone from the shift's own key, by the server's clock as it was last heard.
import { queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../../kit/api.ts'

export const shiftCode = (id: number) =>
  queryOptions({
    queryKey: ['code', id],
    meta: { keep: true },
    queryFn: () => ask(api.GET('/api/shifts/{id}/code', { params: { path: { id } } })),
  })

/** @param heardAt when the answer came, by this phone's clock, as is `at` */
export async function codeAhead(
  shiftId: number,
  { now, ahead }: Schemas['CheckinCode'],
  heardAt: number,
  at: number,
): Promise<{ code: string; nextAt: number } | null> {
  const there = at + (Date.parse(now) - heardAt)
  if (!ahead || there > Date.parse(ahead.until) || !globalThis.crypto?.subtle) return null
  const window = Math.floor(there / ahead.windowMs)
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    bytes.encode(ahead.key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(`${shiftId}.${window}`)))
  const text = btoa(String.fromCharCode(...mac))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22)
  return {
    code: `YJ1.${shiftId}.${window}.${text}`,
    nextAt: at + (ahead.windowMs - (there % ahead.windowMs)),
  }
}
