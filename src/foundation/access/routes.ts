// Appointments over HTTP.
import { z } from 'zod'
import { startOver } from '../accounts/starting-over.ts'
import { startOfDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { opaque } from '../http/shapes.ts'
import { approve, returnProposal } from './approving.ts'
import {
  appointmentsPage,
  appointmentView,
  deputyProposal,
  handoverView,
  ownDutiesView,
  proposal,
  tabs,
  withReason,
} from './contract.ts'
import { appointmentsDesk, appointmentsIn, handoverPage, ownDuties, termOf } from './desk.ts'
import { endAppointment } from './ending.ts'
import { leave } from './handover.ts'
import { deputise, propose } from './proposing.ts'

const tags = ['appointments']
const params = z.object({ id: z.coerce.number().int().positive() })
const made = z.object({ id: z.number() })
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }

export function accessRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/desk/appointments',
    { config: { access: 'grant.read' }, schema: { tags, response: { 200: appointmentsPage } } },
    request => appointmentsDesk(ground, request.session.principal),
  )
  api.get(
    '/api/desk/appointments/list',
    {
      config: { access: 'grant.read' },
      schema: {
        tags,
        querystring: z.object({
          tab: z.enum(tabs).default('in-force'),
          after: opaque(600).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: z.object({ items: z.array(appointmentView), next: z.string().nullable() }) },
      },
    },
    request => {
      const { tab, after, limit } = request.query
      return appointmentsIn(ground, request.session.principal, tab, after, limit)
    },
  )
  api.post(
    '/api/desk/appointments',
    {
      config: { access: 'grant.propose' },
      schema: { tags, body: proposal, response: { 201: made } },
    },
    async (request, reply) => {
      const { since, until, ...rest } = request.body
      const term = until === null ? { since: startOfDay(since), until: null } : termOf(since, until)
      return reply
        .code(201)
        .send({ id: await propose(ground, request.session.principal, { ...rest, ...term }) })
    },
  )
  api.post(
    '/api/desk/appointments/:id/approve',
    { config: { access: 'grant.approve' }, schema: { tags, params, response: { 200: done } } },
    async request => {
      await approve(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  // A holder lays down their own duty, asks for a deputy and takes that back with no other permission than holding it.
  api.post(
    '/api/desk/appointments/:id/return',
    { config: { access: 'signed-in' }, schema: { tags, params, body: withReason, response: { 200: done } } },
    async request => {
      await returnProposal(ground, request.session.principal, request.params.id, request.body.reason)
      return ok
    },
  )
  api.post(
    '/api/desk/appointments/:id/end',
    { config: { access: 'signed-in' }, schema: { tags, params, body: withReason, response: { 200: done } } },
    async request => {
      await endAppointment(ground, request.session.principal, request.params.id, request.body.reason)
      return ok
    },
  )
  api.post(
    '/api/desk/appointments/:id/deputy',
    {
      config: { access: 'signed-in' },
      schema: { tags, params, body: deputyProposal, response: { 201: made } },
    },
    async (request, reply) => {
      const { since, until, ...rest } = request.body
      const input = { ...rest, ...termOf(since, until) }
      return reply
        .code(201)
        .send({ id: await deputise(ground, request.session.principal, request.params.id, input) })
    },
  )
  api.get(
    '/api/desk/own-duties',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: ownDutiesView } } },
    request => ownDuties(ground, request.session.principal),
  )
  api.get(
    '/api/desk/handover/:id',
    { config: { access: 'grant.read' }, schema: { tags, params, response: { 200: handoverView } } },
    request => handoverPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/desk/handover/:id/leave',
    {
      config: { access: 'grant.read' },
      schema: {
        tags,
        params,
        body: withReason,
        response: { 200: z.object({ ended: z.number(), tokens: z.number() }) },
      },
    },
    request => leave(ground, request.session.principal, request.params.id, request.body.reason),
  )
  api.post(
    '/api/desk/handover/:id/start-over',
    {
      config: { access: 'grant.approve' },
      schema: {
        tags,
        params,
        body: withReason,
        response: { 200: z.object({ sessions: z.number(), tokens: z.number() }) },
      },
    },
    request => startOver(ground, request.session.principal, request.params.id, request.body.reason),
  )
}
