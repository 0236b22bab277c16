// Qualifications over HTTP: one's own under /api/me, staff's beside the person and the paper.
import { z } from 'zod'
import { actingFor } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { madeId } from '../foundation/http/shapes.ts'
import { moveReason, newQualification, ownQualification, qualificationView } from './contract.ts'
import {
  confirmQualification,
  enterFor,
  enterOwn,
  moveQualification,
  qualificationsOf,
  qualificationsSeen,
} from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const done = z.object({ done: z.literal(true) })
const all = z.object({ qualifications: z.array(qualificationView) })
const tags = ['qualifications']

export function qualificationRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/me/qualifications',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        querystring: z.object({ for: z.coerce.number().int().optional() }),
        response: { 200: all },
      },
    },
    async request => {
      const { personId } = actingFor(request.session.principal, request.query.for)
      return { qualifications: await qualificationsOf(ground, personId) }
    },
  )
  api.post(
    '/api/me/qualifications',
    {
      config: { access: 'signed-in', perMinute: 20 },
      schema: { tags, body: ownQualification, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await enterOwn(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/people/:id/qualifications',
    { config: { access: 'people.read' }, schema: { tags, params: idParam, response: { 200: all } } },
    async request => ({
      qualifications: await qualificationsSeen(ground, request.session.principal, request.params.id),
    }),
  )
  api.post(
    '/api/people/:id/qualifications',
    {
      config: { access: 'qualification.enter' },
      schema: { tags, params: idParam, body: newQualification, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({
        id: await enterFor(ground, request.session.principal, request.params.id, request.body),
      }),
  )
  api.post(
    '/api/qualifications/:id/confirm',
    {
      config: { access: 'qualification.confirm' },
      schema: { tags, params: idParam, response: { 200: done } },
    },
    async request => {
      await confirmQualification(ground, request.session.principal, request.params.id)
      return { done: true as const }
    },
  )
  for (const how of ['suspend', 'resume', 'withdraw'] as const)
    api.post(
      `/api/qualifications/:id/${how}`,
      {
        config: { access: 'qualification.confirm' },
        schema: { tags, params: idParam, body: moveReason, response: { 200: done } },
      },
      async request => {
        const { principal } = request.session
        await moveQualification(ground, principal, request.params.id, how, request.body.reason)
        return { done: true as const }
      },
    )
}
