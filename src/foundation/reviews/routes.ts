// Reviews over HTTP: one family of endpoints for every room's kinds.
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { subjectId } from '../http/shapes.ts'
import {
  answerBody,
  conflictBody,
  decisionBody,
  objectionBody,
  publicityView,
  raiseBody,
  reviewView,
  scoreBody,
} from './contract.ts'
import { answerObjection, object, publicitiesFor } from './publicity.ts'
import { decideReview, declareConflict, raiseReview, scoreReview } from './service.ts'
import { reviewPage, reviewsAbout } from './view.ts'

const id = z.coerce.number().int().positive()
const params = z.object({ id })
const tags = ['reviews']
const access = 'signed-in' as const
const stands = z
  .object({ state: z.enum(['open', 'passed', 'returned', 'refused', 'withdrawn']) })
  .meta({ id: 'ReviewStands' })

export function reviewRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/reviews',
    {
      config: { access },
      schema: {
        tags,
        querystring: z.object({ subject: subjectId }),
        response: { 200: z.object({ reviews: z.array(reviewView) }) },
      },
    },
    async request => ({
      reviews: await reviewsAbout(ground, request.session.principal, request.query.subject),
    }),
  )
  api.get(
    '/api/publicities',
    {
      config: { access },
      schema: { tags, response: { 200: z.object({ publicities: z.array(publicityView) }) } },
    },
    async request => ({ publicities: await publicitiesFor(ground, request.session.principal) }),
  )
  api.get(
    '/api/reviews/:id',
    { config: { access }, schema: { tags, params, response: { 200: reviewView } } },
    request => reviewPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/reviews/:id/decision',
    { config: { access }, schema: { tags, params, body: decisionBody, response: { 200: stands } } },
    async request => ({
      state: await decideReview(ground, request.session.principal, request.params.id, request.body),
    }),
  )
  api.post(
    '/api/reviews/:id/raise',
    { config: { access }, schema: { tags, params, body: raiseBody, response: { 204: z.null() } } },
    async (request, reply) => {
      await raiseReview(ground, request.session.principal, request.params.id, request.body)
      return reply.code(204).send(null)
    },
  )
  api.post(
    '/api/reviews/:id/score',
    { config: { access }, schema: { tags, params, body: scoreBody, response: { 200: stands } } },
    async request => ({
      state: await scoreReview(ground, request.session.principal, request.params.id, request.body),
    }),
  )
  api.post(
    '/api/reviews/:id/conflict',
    { config: { access }, schema: { tags, params, body: conflictBody, response: { 204: z.null() } } },
    async (request, reply) => {
      await declareConflict(ground, request.session.principal, request.params.id, {
        about: request.body.about,
        reason: request.body.reason,
      })
      return reply.code(204).send(null)
    },
  )
  api.post(
    '/api/reviews/:id/objection',
    {
      config: { access },
      schema: { tags, params, body: objectionBody, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send({ id: await object(ground, request.session.principal, request.params.id, request.body.text) }),
  )
  api.post(
    '/api/reviews/:id/objections/:objection/answer',
    {
      config: { access },
      schema: { tags, params: params.extend({ objection: id }), body: answerBody, response: { 200: stands } },
    },
    async request => ({
      state: await answerObjection(
        ground,
        request.session.principal,
        request.params.id,
        request.params.objection,
        request.body.answer,
      ),
    }),
  )
}
