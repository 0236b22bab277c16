// The auditor's page over HTTP.
import { z } from 'zod'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { localDate, opaque, searchText } from '../../foundation/http/shapes.ts'
import { addressee, askedQuestion, identityReads, newQuestion, trace } from './contract.ts'
import { addresseesFor, askQuestion, questionsAsked } from './questions.ts'
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
          text: searchText(80).default(''),
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
        querystring: z.object({
          day: localDate.optional(),
          after: opaque(600).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(100),
        }),
        response: { 200: identityReads },
      },
    },
    request => readsOn(ground, request.session.principal, request.query),
  )
  api.get(
    '/api/audit/questions',
    {
      config: { access: 'journal.read' },
      schema: {
        tags,
        querystring: z.object({
          after: opaque(600).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ items: z.array(askedQuestion), next: z.string().nullable() }) },
      },
    },
    request => questionsAsked(ground, request.session.principal, request.query),
  )
  api.post(
    '/api/audit/questions',
    {
      config: { access: 'journal.read' },
      schema: { tags, body: newQuestion, response: { 201: z.object({ review: z.number() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ review: await askQuestion(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/audit/addressees',
    {
      config: { access: 'journal.read' },
      schema: {
        tags,
        querystring: z.object({ text: searchText(40).default('') }),
        response: { 200: z.object({ people: z.array(addressee) }) },
      },
    },
    async request => ({
      people: await addresseesFor(ground, request.session.principal, request.query.text),
    }),
  )
}
