// What a page shows at first: the desk's queue, a volunteer's home, the portal's figures. Rooms are asked; nothing is owned here.
import { z } from 'zod'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { districtFigures, queueOf } from './service.ts'

const tags = ['overview']
export const queueItem = z
  .object({
    kind: z.enum(['project', 'dispute', 'correction', 'confirm', 'verify']),
    subject: z.string(),
    title: z.string(),
    from: z.string(),
    dueOn: z.string().nullable(),
    overdue: z.boolean(),
    count: z.number(),
  })
  .meta({ id: 'QueueItem' })
export const figures = z
  .object({
    volunteers: z.number(),
    verified: z.number(),
    projects: z.number(),
    minutes: z.number(),
    hours: z.string(),
    records: z.number(),
    served: z.number(),
    towns: z.number(),
    stations: z.number(),
    population: z.number(),
  })
  .meta({ id: 'Figures' })

export function overviewRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/desk/queue',
    {
      config: { access: 'roster.read' },
      schema: { tags, response: { 200: z.object({ items: z.array(queueItem) }) } },
    },
    async request => ({ items: await queueOf(ground, request.session.principal) }),
  )
  api.get(
    '/api/figures',
    { config: { access: 'public' }, schema: { tags, response: { 200: figures } } },
    async (_, reply) =>
      reply.header('cache-control', 'public, max-age=10').send(await districtFigures(ground)),
  )
}
