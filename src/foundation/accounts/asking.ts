// The ticket of a browser that asked for a code: it says nothing but that it was this browser.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { placeOf } from '../http/caller.ts'
import type { Asker } from './code-limits.ts'
import { CODE_LIFETIME_SECONDS } from './codes.ts'

const TICKET = { name: 'yunjian.asked', path: '/api/accounts' }
const FORM = /^[\w-]{22}$/

export function askerOf(ground: Ground, request: FastifyRequest): Asker {
  const shown = ground.auth.cookieOf(request.headers.cookie, TICKET)
  return { ticket: shown && FORM.test(shown) ? shown : null, place: placeOf(request.ip) }
}

export const ticketCookie = (ground: Ground, ticket: string): string =>
  ground.auth.cookie(TICKET, ticket, CODE_LIFETIME_SECONDS)
