// Figures over HTTP: open to everybody, because they hold nobody; what they count opens only to those who may see it.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { localDate, placeCode, wordId } from '../foundation/http/shapes.ts'
import { openStream } from '../foundation/http/streams.ts'
import {
  dashboard,
  factFigure as factFigureShape,
  liveFigures as liveShape,
  periodText,
  termReport,
} from './contract.ts'
import { factFigure } from './facts.ts'
import { liveFigures, watch } from './live.ts'
import { reportPdf, reportXlsx, termReportFor } from './report.ts'
import { dashboardOf, kindNames } from './service.ts'

const tags = ['statistics']
const month = z.string().regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/)
export function statisticsRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/statistics/dashboard',
    {
      config: { access: 'public' },
      schema: {
        tags,
        querystring: z.object({
          period: periodText.default('all'),
          town: placeCode.optional(),
          community: placeCode.optional(),
        }),
        response: { 200: dashboard },
      },
    },
    async (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=5')
        .send(
          await dashboardOf(
            ground,
            request.query.period,
            request.query.community ?? request.query.town ?? null,
          ),
        ),
  )
  api.get(
    '/api/statistics/facts/:name',
    {
      config: { access: 'public' },
      schema: {
        tags,
        params: z.object({ name: wordId(60) }),
        querystring: z.object({
          from: localDate.default('1900-01-01'),
          until: localDate.default('2999-12-31'),
          place: z.union([placeCode, z.literal('')]).default(''),
        }),
        response: { 200: factFigureShape },
      },
    },
    request => factFigure(ground, request.params.name, request.query),
  )
  api.get(
    '/api/statistics/live',
    { config: { access: 'public' }, schema: { tags, response: { 200: liveShape } } },
    () => liveFigures(ground),
  )
  // Server-sent events: the figures at once, and again whenever something happened.
  api.get(
    '/api/statistics/events',
    { config: { access: 'public' }, schema: { tags, hide: true } },
    async (request, reply) => {
      const first = await liveFigures(ground)
      openStream(ground, request, reply, send => {
        send(first)
        return watch(ground, send)
      })
    },
  )
  api.get(
    '/api/statistics/term',
    {
      config: { access: 'statistics.read' },
      schema: {
        tags,
        querystring: z.object({ from: month.optional(), to: month.optional() }),
        response: { 200: termReport },
      },
    },
    request => termReportFor(ground, request.session.principal, request.query),
  )
  api.get(
    '/api/statistics/term/file',
    {
      config: { access: 'statistics.read' },
      schema: {
        tags,
        querystring: z.object({ from: month, to: month, format: z.enum(['pdf', 'xlsx', 'json']) }),
      },
    },
    async (request, reply) => {
      const { format, ...months } = request.query
      const report = await termReportFor(ground, request.session.principal, months)
      reply.header('content-disposition', `attachment; filename="term-${months.from}-${months.to}.${format}"`)
      if (format === 'json')
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(report, null, 2))
      if (format === 'pdf')
        return reply.type('application/pdf').send(await reportPdf(report, kindNames(ground)))
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(
          Readable.fromWeb(reportXlsx(report, kindNames(ground)) as import('node:stream/web').ReadableStream),
        )
    },
  )
}
