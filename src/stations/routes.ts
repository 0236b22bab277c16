// Sites over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { madeId } from '../foundation/http/shapes.ts'
import { newSite, siteClosing, siteView } from './contract.ts'
import { closeSite, registerSite, sitePage } from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const tags = ['sites']

export function siteRoutes(api: Api, ground: Ground): void {
  api.post(
    '/api/sites',
    { config: { access: 'site.register' }, schema: { tags, body: newSite, response: { 201: madeId } } },
    async (request, reply) =>
      reply.code(201).send({ id: await registerSite(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/sites/:id',
    { config: { access: 'public' }, schema: { tags, params: idParam, response: { 200: siteView } } },
    request => sitePage(ground, request.params.id),
  )
  api.post(
    '/api/sites/:id/close',
    {
      config: { access: 'site.register' },
      schema: {
        tags,
        params: idParam,
        body: siteClosing,
        response: { 200: z.object({ done: z.literal(true) }) },
      },
    },
    async request => {
      await closeSite(ground, request.session.principal, request.params.id, request.body)
      return { done: true as const }
    },
  )
}
