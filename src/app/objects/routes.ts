// What rooms contribute to each other's objects, over HTTP.
import { z } from 'zod'
import { localDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import type { Api } from '../../foundation/http/api.ts'
import { localDate, wordId } from '../../foundation/http/shapes.ts'
import { measured, panel } from './contract.ts'
import { measure, ownData, panelsOf } from './service.ts'

const tags = ['objects']
const id = z.coerce.number().int().positive()

export function objectRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/objects/:kind/:id/panels',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        params: z.object({ kind: wordId(30), id }),
        response: { 200: z.object({ panels: z.array(panel) }) },
      },
    },
    async request => ({
      panels: await panelsOf(ground, request.session.principal, request.params.kind, request.params.id),
    }),
  )
  api.get(
    '/api/measures/:name/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        params: z.object({ name: wordId(60), id }),
        querystring: z.object({ day: localDate.optional() }),
        response: { 200: measured },
      },
    },
    request =>
      measure(
        ground,
        request.session.principal,
        request.params.name,
        request.params.id,
        request.query.day ?? localDay(ground.clock()),
      ),
  )
  // 个人信息可携: what is held of the person who asks (PIPL 45), as one file.
  api.get(
    '/api/me/data',
    {
      config: { access: 'signed-in', perMinute: 6 },
      schema: { tags, response: { 200: z.record(z.string(), z.unknown()) } },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="yunjian-my-data.json"')
        .send(await ownData(ground, request.session.principal)),
  )
}
