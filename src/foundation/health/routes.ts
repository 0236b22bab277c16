// The machine room over HTTP.
import { z } from 'zod'
import { backUpNow, freeSpace } from '../backups/service.ts'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { opaque } from '../http/shapes.ts'
import { systemHealth as health } from './contract.ts'
import { systemHealth, tryJobAgain, tryListenerAgain, trySetAsideAgain, tryTimerAgain } from './service.ts'

const tags = ['system']
const done = z.object({ done: z.literal(true) })
const ok = { done: true as const }
const nameParam = z.object({ name: opaque(100) })
const idParam = z.object({ id: z.coerce.number().int().positive() })

export function healthRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/system/health',
    { config: { access: 'system.read' }, schema: { tags, response: { 200: health } } },
    request => systemHealth(ground, request.session.principal),
  )
  api.post(
    '/api/system/timers/:id/retry',
    { config: { access: 'system.operate' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await tryTimerAgain(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/system/jobs/:name/retry',
    { config: { access: 'system.operate' }, schema: { tags, params: nameParam, response: { 200: done } } },
    async request => {
      await tryJobAgain(ground, request.session.principal, request.params.name)
      return ok
    },
  )
  api.post(
    '/api/system/listeners/:name/retry',
    { config: { access: 'system.operate' }, schema: { tags, params: nameParam, response: { 200: done } } },
    async request => {
      await tryListenerAgain(ground, request.session.principal, request.params.name)
      return ok
    },
  )
  api.post(
    '/api/system/set-aside/:id/retry',
    { config: { access: 'system.operate' }, schema: { tags, params: idParam, response: { 200: done } } },
    async request => {
      await trySetAsideAgain(ground, request.session.principal, request.params.id)
      return ok
    },
  )
  api.post(
    '/api/system/backups',
    { config: { access: 'system.operate' }, schema: { tags, response: { 202: done } } },
    async (request, reply) => {
      await backUpNow(ground, request.session.principal)
      return reply.code(202).send(ok)
    },
  )
  api.post(
    '/api/system/backups/free',
    {
      config: { access: 'system.operate' },
      schema: { tags, response: { 200: z.object({ removed: z.number(), bytes: z.number() }) } },
    },
    request => freeSpace(ground, request.session.principal),
  )
}
