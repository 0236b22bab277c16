// Certificates over HTTP; verification is for everybody.
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { opaque, searchText, text } from '../foundation/http/shapes.ts'
import { uploadOf, wholeOf } from '../foundation/http/upload.ts'
import { certificateRequest, certificateView, verification } from './contract.ts'
import {
  certificateFile,
  issue,
  publicKeyPem,
  revocationList,
  revokeCertificate,
  verifyByNumber,
  verifyByPayload,
  verifyFile,
} from './service.ts'

const tags = ['certificates']
const FILE_LIMIT = 5 * 1_048_576

export function certificateRoutes(api: Api, ground: Ground): void {
  api.post(
    '/api/me/certificates',
    {
      config: { access: 'signed-in', perMinute: 30 },
      schema: { tags, body: certificateRequest, response: { 201: certificateView } },
    },
    async (request, reply) =>
      reply.code(201).send(await issue(ground, request.session.principal, request.body)),
  )
  api.get(
    '/api/me/certificates/:id/file',
    {
      config: { access: 'signed-in' },
      schema: { tags, params: z.object({ id: z.coerce.number().int().positive() }) },
    },
    async (request, reply) => {
      const { no, file } = await certificateFile(ground, request.session.principal, request.params.id)
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${no}.pdf"`)
        .send(file)
    },
  )
  api.get(
    '/api/certificates/verify',
    {
      config: { access: 'public', perMinute: 120 },
      schema: {
        tags,
        querystring: z.object({ no: searchText(40), code: searchText(12) }),
        response: { 200: verification },
      },
    },
    request => verifyByNumber(ground, request.query.no, request.query.code),
  )
  api.post(
    '/api/certificates/verify',
    {
      config: { access: 'public', perMinute: 120, repeatable: true },
      schema: { tags, body: z.object({ payload: opaque(2000) }), response: { 200: verification } },
    },
    request => verifyByPayload(ground, request.body.payload),
  )
  api.post(
    '/api/certificates/verify-file',
    {
      config: { access: 'public', perMinute: 30, repeatable: true },
      schema: { tags, response: { 200: verification } },
    },
    async (request, reply) =>
      verifyFile(ground, await wholeOf(await uploadOf(ground, request, reply, FILE_LIMIT))),
  )
  api.post(
    '/api/desk/certificates/:no/revoke',
    {
      config: { access: 'certificate.revoke' },
      schema: {
        tags,
        params: z.object({ no: opaque(40) }),
        body: z.object({ reason: text(500, 4) }),
        response: { 200: z.object({ done: z.literal(true) }) },
      },
    },
    async request => {
      await revokeCertificate(ground, request.session.principal, request.params.no, request.body.reason)
      return { done: true as const }
    },
  )
  api.get(
    '/.well-known/yunjian/certificate-key.pem',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_, reply) => reply.type('application/x-pem-file').send(publicKeyPem(ground)),
  )
  api.get(
    '/.well-known/yunjian/revocations.json',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_, reply) => reply.type('application/json').send(await revocationList(ground)),
  )
}
