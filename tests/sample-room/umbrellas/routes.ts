// Umbrellas over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { loanView, newLoan } from './contract.ts'
import { lend, loans } from './service.ts'

const tags = ['umbrellas']

export function umbrellaRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/umbrellas',
    {
      config: { access: 'umbrella.lend' },
      schema: { tags, response: { 200: z.object({ items: z.array(loanView) }) } },
    },
    async request => ({
      items: (await loans(ground, request.session.principal, 200)).map(
        ({ id, personId, townCode, sector, lentAt, dueAt }) => ({
          id,
          personId,
          townCode,
          sector,
          lentAt: lentAt.toISOString(),
          dueAt: dueAt.toISOString(),
        }),
      ),
    }),
  )
  api.post(
    '/api/umbrellas',
    {
      config: { access: 'umbrella.lend' },
      schema: { tags, body: newLoan, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await lend(ground, request.session.principal, request.body) }),
  )
}
