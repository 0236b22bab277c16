// People over HTTP. The volunteer's own under /api/me, the desk's under /api/people.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { actingFor } from '../foundation/access/access.ts'
import { phoneInput } from '../foundation/accounts/contract.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { languageOf } from '../foundation/http/problems.ts'
import { xlsxStream } from '../foundation/spreadsheets/write.ts'
import { findAppointees, makeContact } from './contacts.ts'
import {
  claimRequest,
  fullIdentity,
  importRows as importRowsView,
  importView as importViewShape,
  peoplePage,
  peopleQuery,
  personView,
  ownProfile as profileShape,
  registration,
} from './contract.ts'
import { findPeople, personPage, readFull, verify } from './desk.ts'
import { beginRegistration } from './import/register.ts'
import * as imports from './import/service.ts'
import { merge, unmerge } from './merging.ts'
import { refuse } from './refusals.ts'
import { claim, registerPresent, registerSelf } from './registration.ts'
import { ownProfile } from './service.ts'
import { sayVerdict } from './verdicts.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const madeId = z.object({ id: z.number() }).meta({ id: 'MadeId' })
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const reason = z.object({ reason: z.string().trim().min(4).max(500) })
const tags = ['people']

export function peopleRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/me/profile',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        querystring: z.object({ for: z.coerce.number().int().optional() }),
        response: { 200: profileShape },
      },
    },
    request =>
      ownProfile(
        ground,
        request.session.principal,
        actingFor(request.session.principal, request.query.for).personId,
      ),
  )
  api.post(
    '/api/me/registration',
    {
      config: { access: 'signed-in', perMinute: 20 },
      schema: { tags, body: registration, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await registerSelf(ground, request.session.principal, request.body) }),
  )
  api.post(
    '/api/me/household',
    {
      config: { access: 'signed-in', perMinute: 20 },
      schema: { tags, body: registration, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await registerSelf(ground, request.session.principal, request.body, true) }),
  )
  api.post(
    '/api/me/claim',
    {
      config: { access: 'signed-in', perMinute: 20 },
      schema: {
        tags,
        body: claimRequest,
        response: { 200: z.object({ personId: z.number(), as: z.enum(['own', 'household']) }) },
      },
    },
    request => claim(ground, request.session.principal, request.body),
  )

  api.get(
    '/api/people',
    {
      config: { access: 'people.read' },
      schema: { tags, querystring: peopleQuery, response: { 200: peoplePage } },
    },
    request => findPeople(ground, request.session.principal, request.query),
  )
  api.post(
    '/api/people',
    {
      config: { access: 'people.register' },
      schema: { tags, body: registration, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await registerPresent(ground, request.session.principal, request.body) }),
  )
  api.get(
    '/api/people/:id',
    {
      config: { access: 'people.read' },
      schema: {
        tags,
        params: idParam,
        response: { 200: z.object({ person: personView, twins: z.array(personView) }) },
      },
    },
    request => personPage(ground, request.session.principal, request.params.id),
  )
  api.get(
    '/api/appointees',
    {
      config: { access: 'signed-in', perMinute: 30 },
      schema: {
        tags,
        querystring: z.object({ number: z.string().regex(/^\d{11,18}$/) }),
        response: {
          200: z.object({
            people: z.array(
              z.object({
                id: z.number(),
                maskedName: z.string(),
                volunteerNo: z.string(),
                townName: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async request => ({
      people: await findAppointees(ground, request.session.principal, request.query.number),
    }),
  )
  api.post(
    '/api/contacts',
    {
      config: { access: 'grant.propose' },
      schema: {
        tags,
        body: z.object({ name: z.string().trim().min(2).max(40), phone: phoneInput }),
        response: { 201: madeId },
      },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await makeContact(ground, request.session.principal, request.body) }),
  )
  api.post(
    '/api/people/:id/full',
    {
      config: { access: 'people.read-full', secret: true },
      schema: { tags, params: idParam, body: reason, response: { 200: fullIdentity } },
    },
    request => readFull(ground, request.session.principal, request.params.id, request.body.reason),
  )
  api.post(
    '/api/people/:id/verify',
    { config: { access: 'people.verify' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await verify(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/people/:id/merge',
    {
      config: { access: 'people.merge' },
      schema: {
        tags,
        params: idParam,
        body: reason.extend({ into: z.number().int().positive() }),
        response: { 200: done },
      },
    },
    async request => {
      await merge(
        ground,
        request.session.principal,
        request.params.id,
        request.body.into,
        request.body.reason,
      )
      return ok
    },
  )
  api.post(
    '/api/people/:id/unmerge',
    { config: { access: 'people.merge' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await unmerge(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  importRoutes(api, ground)
}

function importRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/imports',
    {
      config: { access: 'people.import' },
      schema: { tags, response: { 200: z.object({ imports: z.array(importViewShape) }) } },
    },
    async request => ({ imports: await imports.listImports(ground, request.session.principal) }),
  )
  api.post(
    '/api/imports',
    {
      config: { access: 'people.import' },
      schema: {
        tags,
        querystring: z.object({
          node: z.coerce.number().int().positive(),
          paper: z.string().trim().min(1).max(200).optional(),
        }),
        response: { 202: madeId },
      },
    },
    async (request, reply) => {
      const part = request.isMultipart() ? await request.file() : undefined
      if (!part) throw refuse('import.no-file')
      const folder = await mkdtemp(join(tmpdir(), 'yunjian-import-'))
      const path = join(folder, 'sheet')
      try {
        await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
        const id = await imports.beginImport(
          ground,
          request.session.principal,
          { path, name: part.filename },
          request.query.node,
          request.query.paper ?? null,
          true,
        )
        return reply.code(202).send({ id })
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
  api.get(
    '/api/imports/:id',
    {
      config: { access: 'people.import' },
      schema: { tags, params: idParam, response: { 200: importViewShape } },
    },
    request => imports.importView(ground, request.session.principal, request.params.id),
  )
  api.get(
    '/api/imports/:id/rows',
    {
      config: { access: 'people.import' },
      schema: {
        tags,
        params: idParam,
        response: { 200: importRowsView },
        querystring: z.object({
          verdict: z.string().optional(),
          defects: z.literal('only').optional(),
          after: z.coerce.number().int().min(0).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
    },
    request =>
      imports.importRows(ground, request.session.principal, request.params.id, {
        ...request.query,
        defectsOnly: request.query.defects === 'only',
      }),
  )
  api.post(
    '/api/imports/:id/register',
    { config: { access: 'people.import' }, schema: { tags, params: idParam, response: { 202: done } } },
    async (request, reply) => {
      await beginRegistration(ground, request.session.principal, request.params.id)
      return reply.code(202).send(ok)
    },
  )
  api.post(
    '/api/imports/:id/stop',
    { config: { access: 'people.import' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await imports.stopImport(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.get(
    '/api/imports/:id/correction.xlsx',
    { config: { access: 'people.import' }, schema: { tags, params: idParam } },
    async (request, reply) => {
      await imports.importView(ground, request.session.principal, request.params.id)
      const language = languageOf(request)
      const rows = imports.correctionRows(ground, request.session.principal, request.params.id, verdict =>
        sayVerdict(verdict, language),
      )
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="correction-${request.params.id}.xlsx"`)
        .send(Readable.fromWeb(xlsxStream('订正', imports.correctionHeader, rows) as never))
    },
  )
}
