// The HTTP floor: contracts, problems, sessions, limits, security headers, the OpenAPI document.
// Invariant: every route says who may call it (`config.access`); one that does not is refused when it is declared.
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type onRouteHookHandler,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { demand, demandOwn, demandSignedIn } from '../access/access.ts'
import { cookieNamed } from '../accounts/cookies.ts'
import type { SessionInfo } from '../accounts/sessions.ts'
import type { Ground } from '../ground.ts'
import { demandReady } from '../health/readiness.ts'
import { spend } from '../limits/limits.ts'
import { refuse } from '../refusals.ts'
import { demandKeys } from '../secrets/fingerprints.ts'
import type { Api, RouteInfo } from './api.ts'
import { callerOf, whoAsked } from './caller.ts'
import { addDocument } from './document.ts'
import { addGuards } from './guards.ts'
import { bareHeaders, securityHeaders, unreadable } from './headers.ts'
import { addIdempotency } from './idempotency.ts'
import { errorHandler } from './problems.ts'
import { requestNumber } from './request-number.ts'
import { addCompression } from './shared.ts'
import { endStreams } from './streams.ts'
import { demandText } from './text.ts'

const BODY_LIMIT = 1_048_576
const REQUESTS_PER_MINUTE = 600
const CALLERS_COUNTED = 50_000
/** Whoever still sends or reads so long after the server was told to stop is cut off. */
const STOPS_WITHIN_MS = 3000

export type ServerOptions = { limits?: boolean }

export async function buildServer(
  ground: Ground,
  options: ServerOptions = {},
): Promise<{ app: FastifyInstance; routes: RouteInfo[] }> {
  const logger: FastifyBaseLogger = ground.log
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestNumber,
    bodyLimit: BODY_LIMIT,
    trustProxy: ['loopback', ...ground.config.proxies],
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => {
      reply.headers(bareHeaders(ground.config.origin)) // an address that no route can be looked up by
      errorHandler(error, request, reply)
    },
    clientErrorHandler: unreadable(ground.config.origin),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(errorHandler)
  app.decorateRequest('session', null as unknown as SessionInfo)
  app.decorateReply('refusal', '')

  const routes: RouteInfo[] = []
  app.addHook('onRoute', collectRoutes(routes))
  const headers = securityHeaders(ground.config.origin)
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers)
    done()
  })
  app.addHook('preClose', done => {
    endStreams(ground)
    setTimeout(() => app.server.closeAllConnections(), STOPS_WITHIN_MS).unref()
    done()
  })
  await app.register(rateLimit, { global: false, cache: CALLERS_COUNTED })
  const limit = app.rateLimit({
    max: ({ routeOptions }) => routeOptions.config.rush ?? REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: request =>
      `${request.routeOptions.config.rush ? request.routeOptions.url : ''} ${callerOf(request)}`,
  })
  await app.register(multipart, { throwFileSizeLimit: false }) // forms are read by upload.ts, which limits them
  await addDocument(app)
  addMetrics(app)

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    request.session = await sessionOf(request, ground)
    const { access, perMinute } = request.routeOptions.config
    if (options.limits !== false) {
      await limit.call(app, request, reply)
      if (perMinute !== undefined) await limitCaller(request, ground, perMinute)
    }
    if (access === undefined || access === 'public') return
    if (access === 'in-doubt') demandSignedIn(request.session.principal)
    else if (access === 'signed-in') demandOwn(request.session.principal)
    else demand(request.session.principal, access)
  })
  app.addHook('preValidation', (request, _, done) => {
    demandText(request.params, request.query, request.body)
    done()
  })
  addGuards(app, ground)
  addIdempotency(app, ground)
  addCompression(app)

  const api: Api = app.withTypeProvider<ZodTypeProvider>()
  for (const room of ground.rooms) room.routes?.(api, ground)
  app.get('/healthz', { config: { access: 'public' } }, async () => ({ ok: true }))
  app.get('/readyz', { config: { access: 'public' } }, async () => {
    await demandReady(ground)
    demandKeys(ground)
    return { ok: true }
  })
  app.get('/api/openapi.json', { config: { access: 'public' } }, async () => app.swagger())
  return { app, routes }
}

function collectRoutes(routes: RouteInfo[]): onRouteHookHandler {
  return route => {
    const access = route.config?.access
    const ours = route.url.startsWith('/api/') && !route.url.startsWith('/api/docs')
    if (access === undefined && ours) throw new Error(`${route.url} does not say who may call it`)
    const { secret, repeatable } = route.config ?? {}
    if (route.method === 'POST' && access === 'public' && !secret && !repeatable)
      throw new Error(`${route.url} is for strangers, whose answers are not kept: it must be repeatable`)
    if (access === undefined || route.method === 'HEAD' || route.method === 'OPTIONS') return
    for (const method of [route.method].flat())
      if (method !== 'HEAD') routes.push({ method, url: route.url, access, body: route.schema?.body })
  }
}

/** What may be tried only so often is counted for all processes together: by account, for strangers by address. */
async function limitCaller(request: FastifyRequest, ground: Ground, perMinute: number) {
  const what = `${request.method} ${request.routeOptions.url}`
  const seconds = await spend(ground, { what, most: perMinute, seconds: 60 }, callerOf(request))
  if (seconds > 0) throw refuse('too-many', { seconds })
}

async function sessionOf(request: FastifyRequest, ground: Ground): Promise<SessionInfo> {
  const bearer = request.headers.authorization
  if (bearer?.startsWith('Bearer ')) return ground.sessions.ofBearer(bearer.slice(7))
  const attended = request.headers['x-unattended'] === undefined
  return ground.sessions.ofCookie(cookieNamed(request.headers.cookie, ground.auth.cookieName), attended)
}

function addMetrics(app: FastifyInstance) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400 || request.method !== 'GET')
      request.log.info(
        {
          id: request.id,
          ...whoAsked(request),
          method: request.method,
          route,
          status: reply.statusCode,
          ...(reply.refusal && { refusal: reply.refusal }),
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      )
    done()
  })
  app.get('/metrics', { config: { access: 'public' } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
