// Registration sheets over HTTP: handed in, watched, registered, and their defective rows given back to be corrected.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { languageOf } from '../../foundation/http/problems.ts'
import { line, wordId } from '../../foundation/http/shapes.ts'
import { xlsxStream } from '../../foundation/spreadsheets/write.ts'
import { importRows as importRowsView, importView as importViewShape, madeId } from '../contract.ts'
import { refuse } from '../refusals.ts'
import { sayVerdict } from '../verdicts.ts'
import { beginRegistration } from './register.ts'
import * as imports from './service.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const tags = ['people']

export function importRoutes(api: Api, ground: Ground): void {
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
          paper: line(200).optional(),
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
          verdict: wordId(60).optional(),
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
