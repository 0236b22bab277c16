// What a page shows at first: the desk's queue, the portal's figures. Rooms are asked; nothing is owned here.
import { z } from 'zod'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { deskFigures, figures, queue } from './contract.ts'
import { districtFigures, figuresOfDesk, queueOf } from './service.ts'

const tags = ['overview']

export function overviewRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/desk/queue',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: queue } } },
    request => queueOf(ground, request.session.principal),
  )
  api.get(
    '/api/desk/figures',
    {
      config: { access: 'roster.read' },
      schema: { tags, response: { 200: z.object({ figures: deskFigures.nullable() }) } },
    },
    async request => ({ figures: await figuresOfDesk(ground, request.session.principal) }),
  )
  api.get(
    '/api/figures',
    { config: { access: 'public' }, schema: { tags, response: { 200: figures } } },
    async (_, reply) =>
      reply.header('cache-control', 'public, max-age=10').send(await districtFigures(ground)),
  )
}
