// Finding a service over HTTP.
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { findings, findQuery } from './contract.ts'
import { find } from './service.ts'

export function discoveryRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/find',
    {
      config: { access: 'public' },
      schema: { tags: ['discovery'], querystring: findQuery, response: { 200: findings } },
    },
    request => find(ground, request.query),
  )
}
