// Serves a release of the pages: compressed, its files for good and its start pages afresh; every address that is not the API's is the
// app's own, and says 404 where the app has no page for it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sendProblem } from '../foundation/http/problems.ts'
import { before } from './pages/build.ts'

const announced = z.object({ release: z.string(), addresses: z.array(z.string()) })

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** @param worker false withdraws the phones' worker: it removes itself and all it kept */
export async function serveWeb(app: FastifyInstance, folder: string, worker = true): Promise<void> {
  const { release, addresses } = announced.parse(JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')))
  const known = addresses.map(
    address => new RegExp(`^${address.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`),
  )
  // An open page learns of a newer release from the next answer it gets.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api/') || request.url === '/healthz') reply.header('x-release', release)
    done()
  })
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    globIgnore: ['**/*.{br,gz,html}', '*.{js,json}'],
    setHeaders: (reply, path) => {
      if (!reply.hasHeader('cache-control'))
        reply.header('cache-control', path.includes('/assets/') ? FOR_GOOD : 'no-cache')
    },
  })
  app.get('/worker.js', { config: { access: 'public' } }, (_, reply) =>
    reply.sendFile(worker ? 'worker.js' : 'worker-off.js'),
  )
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/[?#].*$/, '')
    const asks = request.method === 'GET' || request.method === 'HEAD'
    const asset = /^\/assets\/([\w.-]+)$/.exec(path)?.[1]
    const old = asset && asks && before(folder).find(one => existsSync(join(one, 'assets', asset)))
    if (old) return reply.sendFile(`assets/${asset}`, old)
    if (!asks || /^\/(api|assets|\.well-known)\//.test(path))
      return sendProblem(request, reply, { status: 404, code: 'not-found' })
    const page = /^\/me(\/|$)/.test(path) ? 'me.html' : 'index.html'
    if (known.some(address => address.test(path))) return reply.sendFile(page)
    // Without a validator: the same page unchanged must not become an empty answer.
    return reply
      .code(404)
      .header('cache-control', 'no-store')
      .sendFile(page, { etag: false, lastModified: false })
  })
}
