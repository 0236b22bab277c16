// Places over HTTP. Whoever kept the list asks whether it is still so: a new place is seen at once, an old list is not sent again.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Ground } from '../foundation/ground.ts'
import type { Api } from '../foundation/http/api.ts'
import { placeList, placeSheet, placesAdded } from './contract.ts'
import type { PlaceBook } from './rules.ts'
import { importPlaces, places } from './service.ts'

const etags = new WeakMap<PlaceBook, string>()
function etagOf(book: PlaceBook): string {
  const known = etags.get(book)
  if (known) return known
  const etag = `"${createHash('sha256').update(JSON.stringify(book.all)).digest('base64url')}"`
  etags.set(book, etag)
  return etag
}

export function placeRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/places',
    {
      config: { access: 'public', shared: true },
      schema: { tags: ['places'], response: { 200: placeList, 304: z.null() } },
    },
    async (request, reply) => {
      const book = await places(ground)
      const etag = etagOf(book)
      reply.header('cache-control', 'no-cache').header('etag', `W/${etag}`)
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send(null)
      return reply.send({ places: [...book.all] })
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
