// Projects over HTTP.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { text } from '../foundation/http/shapes.ts'
import { coverNamed, declaration, projectDesk, projectDraft, projectView } from './contract.ts'
import { nameCover } from './covering.ts'
import { deskProject } from './desk.ts'
import { rewriteProject, submitProject, writeProject } from './drafting.ts'
import { endProject } from './ending.ts'
import { publicProject } from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const tags = ['projects']
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }

export function projectRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/projects/:id',
    { config: { access: 'public' }, schema: { tags, params: idParam, response: { 200: projectView } } },
    request => publicProject(ground, request.params.id),
  )
  api.get(
    '/api/desk/projects/:id',
    { config: { access: 'roster.read' }, schema: { tags, params: idParam, response: { 200: projectDesk } } },
    request => deskProject(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/desk/projects',
    {
      config: { access: 'project.write' },
      schema: { tags, body: projectDraft, response: { 201: z.object({ id: z.number() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await writeProject(ground, request.session.principal, request.body) }),
  )
  api.put(
    '/api/desk/projects/:id',
    {
      config: { access: 'project.write' },
      schema: {
        tags,
        params: idParam,
        querystring: z.object({ version: z.coerce.number().int() }),
        body: projectDraft,
        response: { 200: done },
      },
    },
    async request => {
      await rewriteProject(
        ground,
        request.session.principal,
        request.params.id,
        request.query.version,
        request.body,
      )
      return ok
    },
  )
  api.post(
    '/api/desk/projects/:id/submit',
    {
      config: { access: 'project.write' },
      schema: { tags, params: idParam, body: declaration, response: { 200: done } },
    },
    async request => {
      await submitProject(ground, request.session.principal, request.params.id, request.body)
      return ok
    },
  )
  api.post(
    '/api/desk/projects/:id/cover',
    {
      config: { access: 'project.write' },
      schema: { tags, params: idParam, body: coverNamed, response: { 200: done } },
    },
    async request => {
      await nameCover(ground, request.session.principal, request.params.id, request.body.coverId)
      return ok
    },
  )
  api.post(
    '/api/desk/projects/:id/:move',
    {
      config: { access: 'project.write' },
      schema: {
        tags,
        params: idParam.extend({ move: z.enum(['suspend', 'resume', 'cancel', 'close']) }),
        body: z.object({ reason: text(500, 2) }),
        response: { 200: done },
      },
    },
    async request => {
      await endProject(
        ground,
        request.session.principal,
        request.params.id,
        request.params.move,
        request.body.reason,
      )
      return ok
    },
  )
}
