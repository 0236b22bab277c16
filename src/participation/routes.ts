// Sign-up, roster and check-in over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { text } from '../foundation/http/shapes.ts'
import { signUp } from './admission/service.ts'
import { roster } from './checkin/roster.ts'
import { scan } from './checkin/scan.ts'
import { currentCode, enterByRoster } from './checkin/service.ts'
import {
  checkinAnswer,
  checkinRequest,
  codeView,
  ownSignup,
  rosterEntry,
  rosterView,
  signupAnswer,
  signupRequest,
  slotForMe,
} from './contract.ts'
import { slotsForMe } from './service.ts'
import { ownSignup as ownSignupPage, release, withdraw } from './signups/service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const tags = ['participation']
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const reason = z.object({ reason: text(300, 2) })

export function participationRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/projects/:id/slots',
    {
      config: { access: 'public' },
      schema: {
        tags,
        params: idParam,
        querystring: z.object({ for: z.coerce.number().int().optional() }),
        response: { 200: z.object({ slots: z.array(slotForMe) }) },
      },
    },
    async request => ({
      slots: await slotsForMe(ground, request.session.principal, request.params.id, request.query.for),
    }),
  )
  api.post(
    '/api/signups',
    {
      config: { access: 'signed-in', repeatable: true, rush: 60 },
      schema: { tags, body: signupRequest, response: { 200: signupAnswer, 201: signupAnswer } },
    },
    async (request, reply) => {
      const answer = await signUp(ground, request.session.principal, request.body)
      return reply.code(answer.again ? 200 : 201).send(answer)
    },
  )
  api.get(
    '/api/me/signups/:id',
    { config: { access: 'signed-in' }, schema: { tags, params: idParam, response: { 200: ownSignup } } },
    request => ownSignupPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/signups/:id/withdraw',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: idParam, body: reason, response: { 200: done } },
    },
    async request => {
      await withdraw(ground, request.session.principal, request.params.id, request.body.reason)
      return ok
    },
  )
  api.post(
    '/api/checkins',
    {
      config: { access: 'signed-in', repeatable: true },
      schema: { tags, body: checkinRequest, response: { 200: checkinAnswer } },
    },
    request => scan(ground, request.session.principal, request.body),
  )

  api.get(
    '/api/shifts/:id/roster',
    { config: { access: 'roster.read' }, schema: { tags, params: idParam, response: { 200: rosterView } } },
    request => roster(ground, request.session.principal, request.params.id),
  )
  api.get(
    '/api/shifts/:id/code',
    { config: { access: 'roster.write' }, schema: { tags, params: idParam, response: { 200: codeView } } },
    request => currentCode(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/shifts/:id/roster',
    {
      config: { access: 'roster.write' },
      schema: { tags, params: idParam, body: rosterEntry, response: { 200: done } },
    },
    async request => {
      await enterByRoster(ground, request.session.principal, request.params.id, request.body)
      return ok
    },
  )
  api.post(
    '/api/signups/:id/release',
    {
      config: { access: 'roster.write' },
      schema: { tags, params: idParam, body: reason, response: { 200: done } },
    },
    async request => {
      await release(ground, request.session.principal, request.params.id, request.body.reason)
      return ok
    },
  )
}
