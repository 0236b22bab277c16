// Rules over HTTP: read by staff, proposed and decided by those who may; the words of kinds are everybody's.
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { wordId } from '../http/shapes.ts'
import * as contract from './contract.ts'
import { previewRule, ruleList, rulePage, vocabularyOf } from './reading.ts'
import { decidePolicy, proposePolicy, withdrawPolicy } from './service.ts'

const done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
const byId = z.object({ id: z.coerce.number().int().positive() })
const tags = ['rules']

export function policyRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/vocabulary',
    {
      config: { access: 'public', shared: true },
      schema: { tags, response: { 200: contract.vocabulary } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=60')
      return vocabularyOf(ground)
    },
  )
  api.get(
    '/api/rules',
    { config: { access: 'policy.read' }, schema: { tags, response: { 200: contract.ruleList } } },
    request => ruleList(ground, request.session.principal),
  )
  api.get(
    '/api/rules/:key',
    {
      config: { access: 'policy.read' },
      schema: {
        tags,
        params: z.object({ key: wordId(60) }),
        querystring: z.object({
          scope: z
            .string()
            .regex(/^(\d{12})?$/)
            .default(''),
        }),
        response: { 200: contract.rulePage },
      },
    },
    request => rulePage(ground, request.session.principal, request.params.key, request.query.scope),
  )
  api.post(
    '/api/rules/preview',
    {
      config: { access: 'policy.read', repeatable: true },
      schema: { tags, body: contract.ruleDraft, response: { 200: contract.rulePreview } },
    },
    request => previewRule(ground, request.session.principal, request.body),
  )
  api.post(
    '/api/rules/versions',
    {
      config: { access: 'policy.propose' },
      schema: { tags, body: contract.proposePolicy, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await proposePolicy(ground, request.session.principal, request.body) }),
  )
  api.post(
    '/api/rules/versions/:id/decision',
    {
      config: { access: 'policy.approve' },
      schema: { tags, params: byId, body: contract.decidePolicy, response: { 200: done } },
    },
    async request => {
      await decidePolicy(ground, request.session.principal, request.params.id, request.body)
      return { done: true as const }
    },
  )
  api.post(
    '/api/rules/versions/:id/withdraw',
    { config: { access: 'policy.propose' }, schema: { tags, params: byId, response: { 200: done } } },
    async request => {
      await withdrawPolicy(ground, request.session.principal, request.params.id)
      return { done: true as const }
    },
  )
}
