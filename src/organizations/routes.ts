// Organisations and teams over HTTP.
import { z } from 'zod'
import { actingFor } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import {
  invitationRequest,
  invitationView,
  newOrganization,
  newTeam,
  organizationView,
  teamView,
} from './contract.ts'
import { answerInvitation, appointLeader, inviteMember, ownInvitations, releaseMember } from './members.ts'
import { organizationPage, registerOrganization } from './registry.ts'
import { ownTeams, registerTeam, teamPage } from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const tags = ['teams']
const done = z.object({ done: z.literal(true) })

export function teamRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/me/teams',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        response: {
          200: z.object({
            teams: z.array(teamView.extend({ role: z.enum(['leader', 'member']) })),
            /** Teams that asked them, or somebody they act for, and wait for an answer. */
            invitations: z.array(invitationView),
          }),
        },
      },
    },
    async request => ({
      teams: await ownTeams(ground, actingFor(request.session.principal).personId),
      invitations: await ownInvitations(ground, request.session.principal),
    }),
  )
  api.post(
    '/api/me/invitations/:id',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: idParam, body: z.object({ yes: z.boolean() }), response: { 200: done } },
    },
    async request => {
      await answerInvitation(ground, request.session.principal, request.params.id, request.body.yes)
      return { done: true as const }
    },
  )
  api.post(
    '/api/organizations',
    {
      config: { access: 'organization.register' },
      schema: {
        tags,
        body: newOrganization,
        response: { 201: z.object({ id: z.number(), teamId: z.number() }) },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await registerOrganization(ground, request.session.principal, request.body)),
  )
  api.get(
    '/api/organizations/:id',
    {
      config: { access: 'people.read' },
      schema: { tags, params: idParam, response: { 200: organizationView } },
    },
    request => organizationPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/teams',
    {
      config: { access: 'team.register' },
      schema: { tags, body: newTeam, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await registerTeam(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/teams/:id',
    { config: { access: 'people.read' }, schema: { tags, params: idParam, response: { 200: teamView } } },
    request => teamPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/teams/:id/invitations',
    {
      config: { access: 'team.manage', perMinute: 30 },
      schema: { tags, params: idParam, body: invitationRequest, response: { 200: done } },
    },
    async request => {
      const { volunteerNo } = request.body
      await inviteMember(ground, request.session.principal, request.params.id, volunteerNo)
      return { done: true as const }
    },
  )
  api.post(
    '/api/teams/:id/leaders',
    {
      config: { access: 'team.register' },
      schema: {
        tags,
        params: idParam,
        body: z.object({ personId: z.number().int().positive() }),
        response: { 200: done },
      },
    },
    async request => {
      await appointLeader(ground, request.session.principal, request.params.id, request.body.personId)
      return { done: true as const }
    },
  )
  api.delete(
    '/api/teams/:id/members/:person',
    {
      config: { access: 'team.manage' },
      schema: {
        tags,
        params: idParam.extend({ person: z.coerce.number().int().positive() }),
        response: { 200: done },
      },
    },
    async request => {
      await releaseMember(ground, request.session.principal, request.params.id, request.params.person)
      return { done: true as const }
    },
  )
}
