// Signing in and out over HTTP.

import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { codeRequest, passwordRequest, signInRequest, sessionView as view } from './contract.ts'
import { provePassword, sendCode, sessionView, signIn, signOut } from './service.ts'

const done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })

export function accountRoutes(api: Api, ground: Ground): void {
  api.post(
    '/api/accounts/code',
    {
      config: { access: 'public', perMinute: 20, secret: true },
      schema: { tags: ['accounts'], body: codeRequest, response: { 202: done } },
    },
    async (request, reply) => {
      await sendCode(ground, request.body.phone)
      return reply.code(202).send({ done: true as const })
    },
  )
  api.post(
    '/api/accounts/sign-in',
    {
      config: { access: 'public', perMinute: 60, secret: true },
      schema: { tags: ['accounts'], body: signInRequest, response: { 200: done } },
    },
    async (request, reply) => {
      const { cookies } = await signIn(ground, request.body.phone, request.body.code)
      return reply.header('set-cookie', cookies).send({ done: true as const })
    },
  )
  api.post(
    '/api/accounts/password',
    {
      config: { access: 'signed-in', perMinute: 30, secret: true },
      schema: { tags: ['accounts'], body: passwordRequest, response: { 200: done } },
    },
    async request => {
      await provePassword(
        ground,
        request.session.principal,
        request.session.sessionId ?? '',
        request.body.password,
      )
      return { done: true as const }
    },
  )
  api.post(
    '/api/accounts/sign-out',
    { config: { access: 'signed-in' }, schema: { tags: ['accounts'], response: { 200: done } } },
    async (request, reply) => {
      await signOut(ground, request.session.principal, request.session.sessionId ?? '')
      return reply
        .header('set-cookie', `${ground.auth.cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`)
        .send({ done: true as const })
    },
  )
  api.get(
    '/api/accounts/me',
    { config: { access: 'public' }, schema: { tags: ['accounts'], response: { 200: view } } },
    async request => sessionView(ground, request.session.principal),
  )
}
