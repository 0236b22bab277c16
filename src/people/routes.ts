// People over HTTP. The volunteer's own under /api/me, the desk's under /api/people.
import { z } from 'zod'
import { actingFor } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import {
  madeId,
  nameText,
  numberText,
  opaque,
  phoneText,
  subjectId,
  text,
} from '../foundation/http/shapes.ts'
import { findAppointees, makeContact } from './contacts.ts'
import {
  beside,
  claimRequest,
  documentShown,
  foundClaim,
  foundEntry,
  mergeView,
  moveNoted,
  onPaper,
  ownMove,
  ownReads as ownReadsShape,
  paperAsked,
  personPageView,
  ownProfile as profileShape,
  readAsked,
  registration,
  welcome as welcomeShape,
} from './contract.ts'
import { ownReads, personPage, readFull, readPaper, verify } from './desk.ts'
import { claimFound, entriesFound, notMine } from './found.ts'
import { leave } from './household.ts'
import { besideEachOther, mergePage, proposeMerge, proposeParting } from './merging.ts'
import { moveAtStation, moveOwn } from './moving.ts'
import { renewPhone } from './phones.ts'
import { claim, registerPresent, registerSelf } from './registration.ts'
import { renewDocument } from './renewing.ts'
import { ownProfile } from './service.ts'
import { swear, welcome } from './welcome.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const twoParams = idParam.extend({ into: z.coerce.number().int().positive() })
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const reason = z.object({ reason: text(500, 4) })
const tags = ['people']
const claimed = z.object({ personId: z.number(), as: z.enum(['own', 'household']) })

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
  api.get(
    '/api/me/reads',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        querystring: z.object({
          for: z.coerce.number().int().optional(),
          after: opaque(600).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: ownReadsShape },
      },
    },
    request =>
      ownReads(ground, actingFor(request.session.principal, request.query.for).personId, request.query),
  )
  api.post(
    '/api/me/home',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        body: ownMove,
        response: { 200: done },
      },
    },
    async request => {
      await moveOwn(ground, request.session.principal, request.body)
      return ok
    },
  )
  api.post(
    '/api/people/:id/document',
    {
      config: { access: 'people.verify' },
      schema: { tags, params: idParam, body: documentShown, response: { 200: done } },
    },
    async request => {
      await renewDocument(ground, request.session.principal, request.params.id, request.body)
      return ok
    },
  )
  api.post(
    '/api/people/:id/home',
    {
      config: { access: 'people.verify' },
      schema: { tags, params: idParam, body: moveNoted, response: { 200: done } },
    },
    async request => {
      await moveAtStation(ground, request.session.principal, request.params.id, request.body)
      return ok
    },
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
        response: { 200: claimed },
      },
    },
    request => claim(ground, request.session.principal, request.body),
  )
  api.delete(
    '/api/me/household/:id',
    { config: { access: 'signed-in' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await leave(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.get(
    '/api/me/found',
    {
      config: { access: 'signed-in' },
      schema: { tags, response: { 200: z.object({ found: z.array(foundEntry) }) } },
    },
    async request => ({ found: await entriesFound(ground, request.session.principal) }),
  )
  api.post(
    '/api/me/found/:id/claim',
    {
      config: { access: 'signed-in', perMinute: 20 },
      schema: { tags, params: idParam, body: foundClaim, response: { 200: claimed } },
    },
    request => claimFound(ground, request.session.principal, request.params.id, request.body),
  )
  api.post(
    '/api/me/found/:id/not-mine',
    { config: { access: 'signed-in' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await notMine(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.get(
    '/api/me/welcome',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: welcomeShape } } },
    request => welcome(ground, request.session.principal),
  )
  api.post(
    '/api/me/oath',
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: done } } },
    async request => {
      await swear(ground, request.session.principal)
      return ok
    },
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
        response: {
          200: personPageView,
        },
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
        querystring: z.object({ number: numberText(30).regex(/^\d{11,18}$/) }),
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
        body: z.object({ name: nameText(40, 2), phone: phoneText }),
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
      schema: {
        tags,
        params: idParam,
        body: readAsked,
        response: { 200: z.object({ value: z.string() }) },
      },
    },
    request => readFull(ground, request.session.principal, request.params.id, request.body),
  )
  api.post(
    '/api/people/:id/paper',
    {
      config: { access: 'people.verify', secret: true },
      schema: { tags, params: idParam, body: paperAsked, response: { 200: onPaper } },
    },
    request => readPaper(ground, request.session.principal, request.params.id, request.body.reason),
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
    '/api/people/:id/phone',
    {
      config: { access: 'people.verify' },
      schema: { tags, params: idParam, body: z.object({ phone: phoneText }), response: { 200: done } },
    },
    async request => {
      await renewPhone(ground, request.session.principal, request.params.id, request.body.phone)
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
        body: reason.extend({
          into: z.number().int().positive(),
          gives: z.array(subjectId).max(100).optional(),
        }),
        response: { 201: madeId },
      },
    },
    async (request, reply) => {
      const { into, ...told } = request.body
      return reply
        .code(201)
        .send({ id: await proposeMerge(ground, request.session.principal, request.params.id, into, told) })
    },
  )
  api.get(
    '/api/people/:id/beside/:into',
    {
      config: { access: 'people.merge' },
      schema: { tags, params: twoParams, response: { 200: beside } },
    },
    request => besideEachOther(ground, request.session.principal, request.params.id, request.params.into),
  )
  api.get(
    '/api/desk/merges/:id',
    { config: { access: 'people.merge' }, schema: { tags, params: idParam, response: { 200: mergeView } } },
    request => mergePage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/people/:id/unmerge',
    {
      config: { access: 'people.merge' },
      schema: { tags, params: idParam, body: reason, response: { 201: madeId } },
    },
    async (request, reply) =>
      reply.code(201).send({
        id: await proposeParting(ground, request.session.principal, request.params.id, request.body.reason),
      }),
  )
}
