// The ticket of a browser that asked for a code: it says nothing but that it was this browser.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { placeOf } from '../http/caller.ts'
import type { Asker } from './code-limits.ts'
import { CODE_LIFETIME_SECONDS } from './codes.ts'
import { cookieNamed } from './cookies.ts'

const NAME = 'yunjian.asked'
const FORM = /^[\w-]{22}$/

export function askerOf(request: FastifyRequest): Asker {
  const shown = cookieNamed(request.headers.cookie, NAME)
  return { ticket: shown && FORM.test(shown) ? shown : null, place: placeOf(request.ip) }
}

export const ticketCookie = (ground: Ground, ticket: string): string =>
  [
    `${NAME}=${ticket}`,
    'Path=/api/accounts',
    `Max-Age=${CODE_LIFETIME_SECONDS}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(ground.config.origin.startsWith('https://') ? ['Secure'] : []),
  ].join('; ')
