// Places over HTTP.
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { placeList, placeSheet, placesAdded } from './contract.ts'
import { importPlaces, places } from './service.ts'

export function placeRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/places',
    { config: { access: 'public' }, schema: { tags: ['places'], response: { 200: placeList } } },
    async (_, reply) => {
      const book = await places(ground)
      return reply.header('cache-control', 'public, max-age=300').send({ places: [...book.all] })
    },
  )
  api.post(
    '/api/places',
    {
      config: { access: 'system.operate' },
      schema: { tags: ['places'], body: placeSheet, response: { 200: placesAdded } },
    },
    async request => ({ added: await importPlaces(ground, request.session.principal, request.body.csv) }),
  )
}
