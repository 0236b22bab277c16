// The auditor's page over HTTP.
import { z } from 'zod'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { localDate } from '../../foundation/http/shapes.ts'
import { identityReads, trace } from './contract.ts'
import { readsOn, traceOf } from './service.ts'

const tags = ['audit']

export function auditRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/audit/trace',
    {
      config: { access: 'statistics.read' },
      schema: {
        tags,
        querystring: z.object({
          text: z.string().trim().max(80).default(''),
          record: z.coerce.number().int().positive().optional(),
        }),
        response: { 200: trace },
      },
    },
    request => traceOf(ground, request.session.principal, request.query),
  )
  api.get(
    '/api/audit/reads',
    {
      config: { access: 'journal.read' },
      schema: {
        tags,
        querystring: z.object({ day: localDate.optional() }),
        response: { 200: identityReads },
      },
    },
    request => readsOn(ground, request.session.principal, request.query.day),
  )
}
