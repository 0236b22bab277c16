// Files over HTTP: octets in, octets out. What is small goes in one request, what is large piece by piece.
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { detach, filesOf, openFile } from './attaching.ts'
import {
  fileList,
  fileSaid,
  fileView,
  ofSubject,
  uploadRequest,
  uploadView as uploadShape,
} from './contract.ts'
import { disposition } from './kinds.ts'
import { refuse } from './refusals.ts'
import { beginUpload, cancelUpload, finishUpload, sendWhole, takePiece, uploadView } from './uploads.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const tags = ['files']
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
/** What is sent twice is taken once by its own rules, and octets are no answer to keep. */
const signedIn = { access: 'signed-in', repeatable: true } as const
const octets = { consumes: ['application/octet-stream'] }

export function fileRoutes(api: Api, ground: Ground): void {
  api.addContentTypeParser('application/octet-stream', (_, payload, parsed) => parsed(null, payload))
  uploadRoutes(api, ground)
  api.get(
    '/api/files',
    { config: signedIn, schema: { tags, querystring: ofSubject, response: { 200: fileList } } },
    async request => ({
      files: await filesOf(ground, request.session.principal, request.query.subject),
    }),
  )
  api.get(
    '/api/files/:id',
    {
      config: signedIn,
      schema: {
        tags,
        params: idParam,
        querystring: z.object({ size: z.enum(['full', 'page', 'thumb']).default('full') }),
      },
    },
    async (request, reply) => {
      const { size } = request.query
      const file = await openFile(ground, request.session.principal, request.params.id, size)
      const etag = `"${file.hash.toString('base64url')}"`
      // Kept by nobody; who has it all the same is told whether it is still the same.
      const kept = { etag, 'cache-control': 'no-store' }
      if (request.headers['if-none-match'] === etag) return reply.code(304).headers(kept).send()
      const bytes = await file.read()
      return reply
        .headers({
          ...kept,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
          'content-disposition': disposition(file.picture ? 'inline' : 'attachment', file.name),
        })
        .type(file.mime)
        .header('content-length', file.length)
        .send(Readable.from(bytes))
    },
  )
  api.delete(
    '/api/files/:id',
    { config: signedIn, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await ground.transact(tx => detach(ground, tx, request.session.principal, request.params.id))
      return ok
    },
  )
}

function uploadRoutes(api: Api, ground: Ground): void {
  api.post(
    '/api/files',
    { config: signedIn, schema: { tags, ...octets, querystring: fileSaid, response: { 201: fileView } } },
    async (request, reply) => {
      const { size, bytes } = bodyOf(request)
      const said = { ...request.query, size }
      return reply.code(201).send(await sendWhole(ground, request.session.principal, said, bytes))
    },
  )
  api.post(
    '/api/files/uploads',
    { config: signedIn, schema: { tags, body: uploadRequest, response: { 201: uploadShape } } },
    async (request, reply) =>
      reply.code(201).send(await beginUpload(ground, request.session.principal, request.body)),
  )
  api.get(
    '/api/files/uploads/:id',
    { config: signedIn, schema: { tags, params: idParam, response: { 200: uploadShape } } },
    request => uploadView(ground, request.session.principal, request.params.id),
  )
  api.put(
    '/api/files/uploads/:id',
    {
      config: signedIn,
      schema: {
        tags,
        ...octets,
        params: idParam,
        querystring: z.object({ at: z.coerce.number().int().min(0) }),
        response: { 200: uploadShape },
      },
    },
    request =>
      takePiece(ground, request.session.principal, request.params.id, request.query.at, () =>
        bodyOf(request),
      ),
  )
  api.post(
    '/api/files/uploads/:id/done',
    { config: signedIn, schema: { tags, params: idParam, response: { 200: fileView } } },
    request => finishUpload(ground, request.session.principal, request.params.id),
  )
  api.delete(
    '/api/files/uploads/:id',
    { config: signedIn, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await cancelUpload(ground, request.session.principal, request.params.id)
      return ok
    },
  )
}

/** @throws Refusal `file.length` where no octets came, or nobody said how many */
function bodyOf(request: FastifyRequest): { size: number; bytes: Readable } {
  const size = Number(request.headers['content-length'] ?? Number.NaN)
  if (!(request.body instanceof Readable) || !Number.isSafeInteger(size)) throw refuse('file.length')
  return { size, bytes: request.body }
}
