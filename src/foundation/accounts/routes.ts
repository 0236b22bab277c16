// Signing in over HTTP, and giving tokens.
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { askerOf, ticketCookie } from './asking.ts'
import {
  codeRequest,
  codeSent,
  done,
  newPassword,
  newToken,
  passwordRequest,
  passwordRules,
  signInRequest,
  tokenView,
  sessionView as view,
} from './contract.ts'
import { entriesNamed } from './naming.ts'
import { choosePassword, PASSWORD_MIN, provePassword } from './passwords.ts'
import { sendCode, signIn } from './service.ts'
import { fromOf, sessionIn, sessionRoutes } from './session-routes.ts'
import { signOnRoutes } from './sign-on-routes.ts'
import { giveToken, revokeToken, tokensFor } from './tokens.ts'
import { sessionView } from './view.ts'

export function accountRoutes(api: Api, ground: Ground): void {
  sessionRoutes(api, ground)
  signOnRoutes(api, ground)
  api.post(
    '/api/accounts/code',
    {
      config: { access: 'public', perMinute: 20, secret: true },
      schema: { tags: ['accounts'], body: codeRequest, response: { 202: codeSent } },
    },
    async (request, reply) => {
      const { seconds, ticket } = await sendCode(ground, request.body.phone, askerOf(ground, request))
      return reply
        .code(202)
        .header('set-cookie', ticketCookie(ground, ticket))
        .send({ done: true as const, seconds, printed: ground.config.codes === 'print' })
    },
  )
  api.post(
    '/api/accounts/sign-in',
    {
      config: { access: 'public', perMinute: 60, secret: true },
      schema: { tags: ['accounts'], body: signInRequest, response: { 200: done } },
    },
    async (request, reply) => {
      const { phone, code } = request.body
      const { cookies } = await signIn(ground, phone, code, askerOf(ground, request), fromOf(ground, request))
      return reply.header('set-cookie', cookies).send({ done: true as const })
    },
  )
  api.post(
    '/api/accounts/password',
    {
      config: { access: 'signed-in', perMinute: 30, secret: true },
      schema: { tags: ['accounts'], body: passwordRequest, response: { 200: done } },
    },
    async (request, reply) => {
      const cookie = await provePassword(
        ground,
        request.session.principal,
        sessionIn(request),
        request.body.password,
      )
      return reply.header('set-cookie', cookie).send({ done: true as const })
    },
  )
  api.get(
    '/api/accounts/me',
    { config: { access: 'public' }, schema: { tags: ['accounts'], response: { 200: view } } },
    async request => sessionView(ground, request.session.principal),
  )
  api.post(
    '/api/accounts/password/choose',
    {
      config: { access: 'signed-in', perMinute: 10, secret: true },
      schema: { tags: ['accounts'], body: newPassword, response: { 200: done } },
    },
    async (request, reply) => {
      const cookie = await choosePassword(ground, request.session.principal, sessionIn(request), request.body)
      return reply.header('set-cookie', cookie).send({ done: true as const })
    },
  )
  api.get(
    '/api/accounts/password/rules',
    {
      config: { access: 'public' },
      schema: { tags: ['accounts'], response: { 200: passwordRules } },
    },
    async () => ({ min: PASSWORD_MIN, lists: [...ground.breached.lists] }),
  )
  api.get(
    '/api/tokens',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['tokens'],
        querystring: z.object({ all: z.enum(['yes', 'no']).default('no') }),
        response: { 200: z.object({ tokens: z.array(tokenView) }) },
      },
    },
    async request => {
      const tokens = await tokensFor(ground, request.session.principal, request.query.all === 'yes')
      return { tokens: await entriesNamed(ground, tokens) }
    },
  )
  api.post(
    '/api/tokens',
    {
      config: { access: 'signed-in', secret: true },
      schema: {
        tags: ['tokens'],
        body: newToken,
        response: { 201: z.object({ id: z.number(), token: z.string() }) },
      },
    },
    async (request, reply) => {
      const { expiresAt, ...asked } = request.body
      const made = await giveToken(ground, request.session.principal, {
        ...asked,
        expiresAt: new Date(expiresAt),
      })
      return reply.code(201).send({ id: made.id, token: made.text })
    },
  )
  api.delete(
    '/api/tokens/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['tokens'],
        params: z.object({ id: z.coerce.number().int().positive() }),
        response: { 200: done },
      },
    },
    async request => {
      await revokeToken(ground, request.session.principal, request.params.id)
      return { done: true as const }
    },
  )
}
