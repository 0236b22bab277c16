// What a route is written against: the typed server, and who may call it.
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Permission } from '../access/roles.ts'
import type { SessionInfo } from '../accounts/sessions.ts'

/** `public` anybody; `in-doubt` any account, also while its phone is in doubt; `signed-in` any other; else the permission, at some node at least. */
export type Access = 'public' | 'in-doubt' | 'signed-in' | Permission

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Requests a minute of one caller, where the general limit is too generous. */
    perMinute?: number
    /** The same for what thousands ask within one minute: counted by each process for itself, at no cost to the database. */
    rush?: number
    /** Carries secrets or a full identity: its answer is never kept for idempotency. */
    secret?: boolean
    /** The answer is the same for everybody, whoever asks: it may be compressed. */
    shared?: boolean
    /** Doing it twice is doing it once, by its own rules: no answer needs keeping, and a rush pays for none. */
    repeatable?: boolean
  }
  interface FastifyRequest {
    session: SessionInfo
  }
  interface FastifyReply {
    /** The stable code of the problem it answers; empty where it answers none. */
    refusal: string
  }
}

export type Api = FastifyInstance<
  RawServerDefault,
  import('http').IncomingMessage,
  import('http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>
/** `body`: the schema of what it is sent, where it is sent something. */
export type RouteInfo = { method: string; url: string; access: Access; body?: unknown }
