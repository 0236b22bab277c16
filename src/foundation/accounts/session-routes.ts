// Sessions over HTTP: where one is signed in, ending them, signing out, and saying who one is after a long silence.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { doubtedIn, MARK_COOKIE, notMe, sayWho } from './changed-hands.ts'
import { done, endedSessions, ownSessions, sessionIdText, whoIsIt } from './contract.ts'
import { isStaff } from './life.ts'
import type { From } from './opening.ts'
import { endOtherSessions, endSession, sessionsOf } from './own-sessions.ts'
import { refuse, signOut } from './service.ts'

const LONGEST_DEVICE = 300

/** From where a request comes, for whoever signs in. */
export const fromOf = (ground: Ground, { headers, session }: FastifyRequest): From => ({
  device: (headers['user-agent'] ?? '').slice(0, LONGEST_DEVICE),
  mark: markIn(ground, headers.cookie) ?? null,
  sessionId: session.sessionId,
})
const markIn = (ground: Ground, cookies: string | undefined) => ground.auth.cookieOf(cookies, MARK_COOKIE)

/** @throws Refusal `session.none` for a token. */
export function sessionIn({ session }: FastifyRequest): string {
  if (session.sessionId === null) throw refuse('session.none')
  return session.sessionId
}

export function sessionRoutes(api: Api, ground: Ground): void {
  const tags = ['accounts']
  api.get(
    '/api/accounts/sessions',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: ownSessions } } },
    async request => {
      const { principal } = request.session
      const here = sessionIn(request)
      return { sessions: await sessionsOf(ground, principal.accountId ?? '', here, isStaff(principal)) }
    },
  )
  api.delete(
    '/api/accounts/sessions/:id',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: z.object({ id: sessionIdText }), response: { 200: done } },
    },
    async request => {
      sessionIn(request)
      await endSession(ground, request.session.principal, request.params.id)
      return { done: true as const }
    },
  )
  api.post(
    '/api/accounts/sessions/end-others',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: endedSessions } } },
    async request => ({
      ended: await endOtherSessions(ground, request.session.principal, sessionIn(request)),
    }),
  )
  api.post(
    '/api/accounts/sign-out',
    { config: { access: 'in-doubt' }, schema: { tags, response: { 200: done } } },
    async (request, reply) => {
      await signOut(ground, request.session.principal, sessionIn(request))
      return reply.header('set-cookie', ground.auth.sessionCookie('', 0)).send({ done: true as const })
    },
  )
  api.post(
    '/api/accounts/whose',
    {
      config: { access: 'in-doubt', perMinute: 10, secret: true },
      schema: { tags, body: whoIsIt, response: { 200: done } },
    },
    async (request, reply) => {
      const it = doubtedIn(request.session, markIn(ground, request.headers.cookie))
      return reply.header('set-cookie', await sayWho(ground, it, request.body)).send({ done: true as const })
    },
  )
  api.post(
    '/api/accounts/not-me',
    {
      config: { access: 'in-doubt', perMinute: 10, secret: true },
      schema: { tags, response: { 200: done } },
    },
    async (request, reply) => {
      const it = doubtedIn(request.session, markIn(ground, request.headers.cookie))
      return reply.header('set-cookie', await notMe(ground, it)).send({ done: true as const })
    },
  )
}
