// Hours over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { accept, confirm } from './confirming.ts'
import {
  correctionRequest,
  correctionView,
  disputeRequest,
  overlapView,
  ownHours as ownHoursShape,
  recordTrail as trailShape,
} from './contract.ts'
import { correctionPage, dispute, proposeCorrection } from './corrections.ts'
import { overlapPage } from './overlaps.ts'
import { ownHours } from './own.ts'
import { recordTrail } from './trail.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const recordIds = z.array(z.number().int().positive()).max(500)
const tags = ['records']
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const madeId = z.object({ id: z.number() })

export function recordRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/me/hours',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        querystring: z.object({
          for: z.coerce.number().int().optional(),
        }),
        response: { 200: ownHoursShape },
      },
    },
    request => ownHours(ground, request.session.principal, request.query),
  )
  api.post(
    '/api/records/:id/accept',
    { config: { access: 'signed-in' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await accept(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/records/:id/dispute',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: idParam, body: disputeRequest, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send({ id: await dispute(ground, request.session.principal, request.params.id, request.body) }),
  )

  api.get(
    '/api/desk/records/:id',
    { config: { access: 'record.read' }, schema: { tags, params: idParam, response: { 200: trailShape } } },
    request => recordTrail(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/desk/records/confirm',
    {
      config: { access: 'record.confirm' },
      schema: {
        tags,
        body: z.object({ ids: recordIds.min(1), looked: recordIds.default([]) }),
        response: { 200: z.object({ outcomes: z.array(z.object({ id: z.number(), outcome: z.string() })) }) },
      },
    },
    async request => {
      const { ids, looked } = request.body
      return { outcomes: await confirm(ground, request.session.principal, ids, looked) }
    },
  )
  api.post(
    '/api/desk/records/:id/correction',
    {
      config: { access: 'record.confirm' },
      schema: { tags, params: idParam, body: correctionRequest, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({
        id: await proposeCorrection(ground, request.session.principal, request.params.id, request.body),
      }),
  )
  api.get(
    '/api/desk/corrections/:id',
    {
      config: { access: 'record.read' },
      schema: { tags, params: idParam, response: { 200: correctionView } },
    },
    request => correctionPage(ground, request.session.principal, request.params.id),
  )
  api.get(
    '/api/desk/overlaps/:id',
    {
      config: { access: 'record.read' },
      schema: { tags, params: idParam, response: { 200: overlapView } },
    },
    request => overlapPage(ground, request.session.principal, request.params.id),
  )
}
