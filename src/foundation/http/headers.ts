// What every answer forbids the browser, and the same for the two answers that are given before any route is asked.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import helmet from 'helmet'

const YEAR_SECONDS = 31_536_000
const STRICT = `max-age=${YEAR_SECONDS}; includeSubDomains`

const forbidden = (origin: string) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // antd writes its styles at run time; nothing else inline is allowed.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      mediaSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  hsts: origin.startsWith('https://') && { maxAge: YEAR_SECONDS, includeSubDomains: true },
  crossOriginResourcePolicy: { policy: 'same-origin' as const },
})

/** By name. helmet works them out for every request anew; ours are the same for all, so it is asked once. */
export function securityHeaders(origin: string): Record<string, string> {
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: unknown) => {
      headers[name.toLowerCase()] = String(value)
    },
    removeHeader: () => {},
  }
  helmet(forbidden(origin))({} as IncomingMessage, answer as unknown as ServerResponse, error => {
    if (error) throw error
  })
  return headers
}

/** For an answer that holds a fixed sentence and nothing else: an address that no route can be looked up by. */
export const bareHeaders = (origin: string): Record<string, string> => ({
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  ...(origin.startsWith('https://') && { 'strict-transport-security': STRICT }),
})

const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Bytes that are no request at all: answered on the wire, since nothing could be read. */
export const unreadable = (origin: string) => (error: { code?: string }, socket: Socket) => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return socket.destroy()
  const status = STATUS[error.code ?? ''] ?? 400
  const body = JSON.stringify({ title: 'bad-request', status, code: 'bad-request' })
  const headers = {
    ...bareHeaders(origin),
    'content-type': 'application/problem+json',
    'content-length': String(body.length),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
}
