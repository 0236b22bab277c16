// Every list over HTTP at its own address, and what goes with all of them: saved views, sheets, counts to the end, actions.
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ground, List } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { languageOf } from '../http/problems.ts'
import { wordId } from '../http/shapes.ts'
import { savedView, taskInput, taskView, viewInput } from './contract.ts'
import { pageAsk, pageOf } from './listing.ts'
import { listsOf, sortedBy, totalOf } from './lists.ts'
import { tellReading } from './readings.ts'
import { beginTask, confirmTask, ownSheets, sheetOf, stopTask, taskPage } from './tasks.ts'
import { changeView, dropView, ownViews, saveView } from './views.ts'

const tags = ['lists']
const idParam = z.object({ id: z.coerce.number().int().positive() })
const listParam = z.object({ list: wordId(40) })
const done = z.object({ done: z.literal(true) })
const madeId = z.object({ id: z.number() })
const ok = { done: true as const }
const config = { access: 'signed-in' as const }

export function listRoutes(api: Api, ground: Ground): void {
  for (const list of listsOf(ground)) listRoute(api, ground, list)

  api.get(
    '/api/lists/:list/views',
    {
      config,
      schema: { tags, params: listParam, response: { 200: z.object({ items: z.array(savedView) }) } },
    },
    async request => ({ items: await ownViews(ground, request.session.principal, request.params.list) }),
  )
  api.post(
    '/api/lists/:list/views',
    { config, schema: { tags, params: listParam, body: viewInput, response: { 201: madeId } } },
    async (request, reply) =>
      reply.code(201).send({
        id: await saveView(ground, request.session.principal, request.params.list, request.body),
      }),
  )
  api.put(
    '/api/list-views/:id',
    { config, schema: { tags, params: idParam, body: viewInput, response: { 200: done } } },
    async request => {
      await changeView(ground, request.session.principal, request.params.id, request.body)
      return ok
    },
  )
  api.delete(
    '/api/list-views/:id',
    { config, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await dropView(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/lists/:list/tasks',
    { config, schema: { tags, params: listParam, body: taskInput, response: { 202: madeId } } },
    async (request, reply) =>
      reply.code(202).send({
        id: await beginTask(
          ground,
          request.session.principal,
          request.params.list,
          request.body,
          languageOf(request),
        ),
      }),
  )
  api.get(
    '/api/list-tasks/sheets',
    {
      config,
      schema: {
        tags,
        querystring: z.object({
          after: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: z.object({ items: z.array(taskView), next: z.number().nullable() }) },
      },
    },
    request => ownSheets(ground, request.session.principal, request.query),
  )
  api.get(
    '/api/list-tasks/:id',
    { config, schema: { tags, params: idParam, response: { 200: taskView } } },
    request => taskPage(ground, request.session.principal, request.params.id),
  )
  api.post(
    '/api/list-tasks/:id/stop',
    { config, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await stopTask(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/list-tasks/:id/confirm',
    { config, schema: { tags, params: idParam, response: { 202: done } } },
    async (request, reply) => {
      await confirmTask(ground, request.session.principal, request.params.id)
      return reply.code(202).send(ok)
    },
  )
  api.get(
    '/api/list-tasks/:id/file',
    { config, schema: { tags, params: idParam } },
    async (request, reply) => {
      const { name, bytes } = await sheetOf(ground, request.session.principal, request.params.id)
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(bytes))
    },
  )
}

/** A condition that the list does not have is refused, not passed over: a list that shows more than was asked misleads. */
function listRoute(api: Api, ground: Ground, list: List): void {
  const { listing, permission } = list
  api.get(
    list.path,
    {
      config: { access: permission === 'own' ? 'signed-in' : permission },
      schema: {
        tags: ['lists', listing.name],
        querystring: z.strictObject({ ...listing.filter.shape, ...pageAsk.shape }),
        response: { 200: pageOf(list.row) },
      },
    },
    async request => {
      const actor = request.session.principal
      const { sort, after, limit, count } = pageAsk.parse(request.query)
      const page = { sort: sortedBy(listing, sort), after, limit }
      const [rows, total] = await Promise.all([
        list.rows(ground, actor, request.query, page),
        count ? totalOf(ground, actor, list, request.query) : undefined,
      ])
      await tellReading(ground, actor, list, request.query, rows.items.length)
      return { ...rows, ...total }
    },
  )
}
