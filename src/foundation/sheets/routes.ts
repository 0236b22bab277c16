// Sheets over HTTP: handed in, watched, registered, and their defective rows given back to be corrected.
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Ground, Import } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { languageOf } from '../http/problems.ts'
import { line, madeId, wordId } from '../http/shapes.ts'
import { uploadOf } from '../http/upload.ts'
import { LAST_ROW } from '../spreadsheets/cells.ts'
import { xlsxStream } from '../spreadsheets/write.ts'
import { importKind, importRows as importRowsView, importView as importViewShape } from './contract.ts'
import { importOf, importsFor, kindNamed, pageOf } from './kinds.ts'
import { beginRegistration } from './register.ts'
import * as sheets from './service.ts'
import { template } from './template.ts'

const idParam = z.object({ id: z.coerce.number().int().positive() })
const kindParam = z.object({ kind: wordId(30) })
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const tags = ['sheets']
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Who may is asked of the kind of sheet, in the service. */
const config = { access: 'signed-in' as const }

const download = (reply: FastifyReply, name: string, content: Readable | Buffer) =>
  reply
    .type(XLSX)
    .header(
      'content-disposition',
      `attachment; filename="sheet.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(content)

export function sheetRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/import-kinds',
    { config, schema: { tags, response: { 200: z.object({ kinds: z.array(importKind) }) } } },
    async request => ({
      kinds: importsFor(ground, request.session.principal).map(kind => kindView(kind, languageOf(request))),
    }),
  )
  api.get(
    '/api/import-kinds/:kind/template',
    { config, schema: { tags, params: kindParam } },
    async (request, reply) => {
      const kind = importOf(ground, request.session.principal, request.params.kind)
      return download(reply, `${kind.title.zh}.xlsx`, await template(ground, kind))
    },
  )
  api.get(
    '/api/imports',
    {
      config,
      schema: {
        tags,
        querystring: kindParam.extend({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: z.object({ imports: z.array(importViewShape), next: z.number().nullable() }) },
      },
    },
    request => sheets.listImports(ground, request.session.principal, request.query, languageOf(request)),
  )
  api.post(
    '/api/imports',
    {
      config,
      schema: {
        tags,
        querystring: kindParam.extend({
          node: z.coerce.number().int().positive(),
          paper: line(200).optional(),
        }),
        response: { 202: madeId },
      },
    },
    async (request, reply) => {
      const { kind, node, paper = null } = request.query
      importOf(ground, request.session.principal, kind)
      const { name, bytes } = await uploadOf(ground, request, reply)
      const sheet = { kind, name: nameOf(name), nodeId: node, paper }
      const id = await sheets.receiveSheet(ground, request.session.principal, sheet, bytes)
      return reply.code(202).send({ id })
    },
  )
  api.get(
    '/api/imports/:id',
    { config, schema: { tags, params: idParam, response: { 200: importViewShape } } },
    request => sheets.importView(ground, request.session.principal, request.params.id, languageOf(request)),
  )
  api.get(
    '/api/imports/:id/rows',
    {
      config,
      schema: {
        tags,
        params: idParam,
        response: { 200: importRowsView },
        querystring: z.object({
          verdict: wordId(60).optional(),
          defects: z.literal('only').optional(),
          after: z.coerce.number().int().min(0).max(LAST_ROW).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
    },
    request =>
      sheets.importRows(
        ground,
        request.session.principal,
        request.params.id,
        { ...request.query, defectsOnly: request.query.defects === 'only' },
        languageOf(request),
      ),
  )
  api.post(
    '/api/imports/:id/register',
    { config, schema: { tags, params: idParam, response: { 202: done } } },
    async (request, reply) => {
      await beginRegistration(ground, request.session.principal, request.params.id)
      return reply.code(202).send(ok)
    },
  )
  api.post(
    '/api/imports/:id/stop',
    { config, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await sheets.stopImport(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.get(
    '/api/imports/:id/correction.xlsx',
    { config, schema: { tags, params: idParam } },
    async (request, reply) => {
      const [actor, language] = [request.session.principal, languageOf(request)]
      const view = await sheets.importView(ground, actor, request.params.id, language)
      const header = sheets.correctionHeader(kindNamed(ground, view.kind))
      const rows = sheets.correctionRows(ground, actor, view.id, language)
      const name = `${view.fileName.replace(/\.\w+$/, '')}-订正.xlsx`
      return download(reply, name, Readable.fromWeb(xlsxStream('订正', header, rows) as never))
    },
  )
}

/** The name under which it was sent, as it can be kept and shown. */
const nameOf = (text: string): string => line(200).catch('sheet').parse(text)

const kindView = (kind: Import, language: 'zh' | 'en') => ({
  kind: kind.kind,
  page: pageOf(kind.kind),
  title: kind.title[language],
  unit: kind.unit[language],
  paper: kind.paper === true,
  columns: kind.columns.map(({ key, en, required = false }) => ({
    key,
    title: language === 'zh' ? key : en,
    required,
  })),
  shows: [...kind.shows],
})
