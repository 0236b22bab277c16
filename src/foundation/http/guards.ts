// What is asked of every request, whichever room answers it: that a write comes from our own pages, that nothing personal is kept by a
// browser or on the way, and that the machine's counters stay within its own network.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { holds } from '../access/access.ts'
import type { Ground } from '../ground.ts'
import { refuse } from '../refusals.ts'
import { within } from './ranges.ts'

export function addGuards(app: FastifyInstance, ground: Ground): void {
  const near = within(ground.config.metricsFrom)
  // None of them waits for anything, so none is async: a promise for each would be the dearest part of a short answer.
  app.addHook('onRequest', (request, _, done) => {
    if (!SAFE.has(request.method) && !fromOurPages(request, ground.config.origin))
      return done(refuse('cross-site'))
    if (request.routeOptions.url !== '/metrics') return done()
    const may = near(request.ip) || holds(request.session.principal, 'system.read')
    done(may ? undefined : refuse('signed-out'))
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isPersonal(request) && !isPublic(reply.getHeader('cache-control')))
      reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser says where a write comes from; what says nothing is none, and carries no cookie that it was not given. A token is in no
 * browser's keeping.
 */
function fromOurPages({ headers }: FastifyRequest, ours: string): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (headers.authorization?.startsWith('Bearer ')) return true
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return (
    origin === undefined || origin === ours || (URL.canParse(origin) && new URL(origin).host === headers.host)
  )
}

/** An answer to somebody who is known, unless its route says that it is the same for everybody. */
const isPersonal = ({ url, session, routeOptions: { config } }: FastifyRequest): boolean =>
  url.startsWith('/api/') &&
  !config.shared &&
  (config.secret === true || (session?.principal.via ?? 'nobody') !== 'nobody')
const isPublic = (said: unknown) => typeof said === 'string' && said.startsWith('public')
