// Insurance contracts over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { madeId } from '../foundation/http/shapes.ts'
import { coverReason, coverView, newCover } from './contract.ts'
import { confirmCover, coversFor, enterCover, withdrawCover } from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const done = z.object({ done: z.literal(true) })
const tags = ['cover']

export function coverRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/teams/:id/covers',
    {
      config: { access: 'project.write' },
      schema: { tags, params: idParam, response: { 200: z.object({ covers: z.array(coverView) }) } },
    },
    async request => ({ covers: await coversFor(ground, request.session.principal, request.params.id) }),
  )
  api.post(
    '/api/covers',
    { config: { access: 'cover.enter' }, schema: { tags, body: newCover, response: { 201: madeId } } },
    async (request, reply) =>
      reply.code(201).send({ id: await enterCover(ground, request.session.principal, request.body) }),
  )
  api.post(
    '/api/covers/:id/confirm',
    { config: { access: 'cover.confirm' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await confirmCover(ground, request.session.principal, request.params.id)
      return { done: true as const }
    },
  )
  api.post(
    '/api/covers/:id/withdraw',
    {
      config: { access: 'cover.confirm' },
      schema: { tags, params: idParam, body: coverReason, response: { 200: done } },
    },
    async request => {
      await withdrawCover(ground, request.session.principal, request.params.id, request.body.reason)
      return { done: true as const }
    },
  )
}
