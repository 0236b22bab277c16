// Umbrellas over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { newLoan } from './contract.ts'
import { lend } from './service.ts'

const tags = ['umbrellas']

export function umbrellaRoutes(api: Api, ground: Ground): void {
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
