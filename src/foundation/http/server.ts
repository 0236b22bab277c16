// The HTTP floor: contracts, problems, sessions, limits, security headers, the OpenAPI document.
// Invariant: every route says who may call it (`config.access`); one that does not is refused when it is declared.
import helmet from '@fastify/helmet'
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
import { spend } from '../limits/limits.ts'
import { refuse } from '../refusals.ts'
import type { Api, RouteInfo } from './api.ts'
import { addDocument } from './document.ts'
import { addGuards } from './guards.ts'
import { addIdempotency } from './idempotency.ts'
import { errorHandler } from './problems.ts'
import { requestNumber } from './request-number.ts'
import { addCompression } from './shared.ts'
import { demandText } from './text.ts'

const BODY_LIMIT = 1_048_576
const UPLOAD_LIMIT = 200 * 1_048_576
const REQUESTS_PER_MINUTE = 600

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
    trustProxy: 'loopback',
    routerOptions: { ignoreTrailingSlash: true },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(errorHandler)
  app.decorateRequest('session', null as unknown as SessionInfo)

  const routes: RouteInfo[] = []
  app.addHook('onRoute', collectRoutes(routes))
  await app.register(helmet, securityHeaders(ground.config.origin))
  await app.register(rateLimit, { global: false })
  const limit = app.rateLimit({ max: REQUESTS_PER_MINUTE, timeWindow: 60_000, keyGenerator: callerOf })
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1 } })
  await addDocument(app)
  addMetrics(app)

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    request.session = await sessionOf(request, ground)
    if (options.limits !== false) await limit.call(app, request, reply)
    const { access, perMinute } = request.routeOptions.config
    if (perMinute !== undefined && options.limits !== false) await limitCaller(request, ground, perMinute)
    if (access === undefined || access === 'public') return
    if (access === 'in-doubt') demandSignedIn(request.session.principal)
    else if (access === 'signed-in') demandOwn(request.session.principal)
    else demand(request.session.principal, access)
  })
  app.addHook('preValidation', async request => demandText(request.params, request.query, request.body))
  addGuards(app, ground)
  addIdempotency(app, ground)
  addCompression(app)

  const api: Api = app.withTypeProvider<ZodTypeProvider>()
  for (const room of ground.rooms) room.routes?.(api, ground)
  app.get('/healthz', { config: { access: 'public' } }, async () => ({ ok: true }))
  app.get('/readyz', { config: { access: 'public' } }, async () => {
    await ground.database.pool.query('select 1')
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
    if (access === undefined || route.method === 'HEAD' || route.method === 'OPTIONS') return
    for (const method of [route.method].flat())
      if (method !== 'HEAD') routes.push({ method, url: route.url, access, body: route.schema?.body })
  }
}

/** A school or an office shares one address: whoever is known is limited by their account, strangers by where they come from. */
const callerOf = (request: FastifyRequest) => request.session.principal.accountId ?? request.ip

/** What may be tried only so often is counted for all processes together: by account, for strangers by address. */
async function limitCaller(request: FastifyRequest, ground: Ground, perMinute: number) {
  const what = `${request.method} ${request.routeOptions.url}`
  const seconds = await spend(
    ground,
    { what, most: perMinute, seconds: 60 },
    request.session.principal.accountId ?? request.ip,
  )
  if (seconds > 0) throw refuse('too-many', { seconds })
}

async function sessionOf(request: FastifyRequest, ground: Ground): Promise<SessionInfo> {
  const bearer = request.headers.authorization
  if (bearer?.startsWith('Bearer ')) return ground.sessions.ofBearer(bearer.slice(7))
  const attended = request.headers['x-unattended'] === undefined
  return ground.sessions.ofCookie(cookieNamed(request.headers.cookie, ground.auth.cookieName), attended)
}

const securityHeaders = (origin: string) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // antd writes its styles at run time; nothing else inline is allowed.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      mediaSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  hsts: origin.startsWith('https://'),
  crossOriginResourcePolicy: { policy: 'same-origin' as const },
})

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
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400 || request.method !== 'GET')
      request.log.info(
        {
          id: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      )
  })
  app.get('/metrics', { config: { access: 'public' } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
