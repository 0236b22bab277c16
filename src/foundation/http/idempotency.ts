// A POST with an Idempotency-Key is done once by whoever is known by account or token; the same key again replays its answer for a
// day. The effect marks the claim in its own transaction (claims.ts): an answer that was lost with its process is never done twice.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { ownerOf } from './caller.ts'
import { type Claim, carrying, refuse } from './claims.ts'
import { printOfUpload } from './upload.ts'

const ABANDONED_MS = 60_000 // the process that began it died, or will find that it may not end it
const LONGEST_KEY = 200

type Kept = {
  fingerprint: Buffer | null
  doneAt: Date | null
  subject: string | null
  status: number | null
  body: string | null
}

export function addIdempotency(app: FastifyInstance, ground: Ground): void {
  const claims = new WeakMap<FastifyRequest, Claim>()

  // Not async: what runs after `done` is to carry the claim.
  app.addHook('preHandler', (request, reply, done) => {
    const asked = askedOnce(request)
    if (!asked) return done()
    claimOrAnswer(ground, request, asked).then(found => {
      if ('answer' in found) return replay(reply, found.answer)
      claims.set(request, found.claim)
      carrying(found.claim, done)
    }, done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const claim = claims.get(request)
    if (!claim) return done(null, payload)
    claims.delete(request)
    claim.state = 'over'
    const body = typeof payload === 'string' ? payload : null
    return settle(ground, claim, reply.statusCode, body).then(() => payload)
  })
}

function askedOnce(request: FastifyRequest): { owner: string; key: string } | undefined {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || typeof key !== 'string' || !key) return undefined
  const { secret, repeatable } = request.routeOptions.config
  if (secret || repeatable) return undefined // no answer with a secret in it is kept; what may be repeated needs none
  const owner = ownerOf(request)
  return owner === null ? undefined : { owner, key }
}

/** @throws Refusal `idempotency.*` */
async function claimOrAnswer(
  ground: Ground,
  request: FastifyRequest,
  { owner, key }: { owner: string; key: string },
): Promise<{ claim: Claim } | { answer: Kept & { status: number } }> {
  if (key.length > LONGEST_KEY) throw refuse('idempotency.key')
  const { pool } = ground.database
  const fingerprint = request.isMultipart()
    ? null
    : ground.secrets.lookup(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
  const now = ground.clock()
  // One begun later than now was begun before the clock was set back.
  const begun = await pool.query<{ turn: number }>(
    `insert into idempotency (owner, key, fingerprint, begun_at) values ($1, $2, $3, $4)
     on conflict (owner, key) do update set begun_at = excluded.begun_at, turn = idempotency.turn + 1
     where idempotency.status is null and idempotency.done_at is null
       and (idempotency.begun_at < $5 or idempotency.begun_at > excluded.begun_at)
       and idempotency.fingerprint is not distinct from excluded.fingerprint
     returning turn`,
    [owner, key, fingerprint, now, new Date(now.getTime() - ABANDONED_MS)],
  )
  const [taken] = begun.rows
  if (taken) return { claim: { owner, key, turn: taken.turn, fingerprint, state: 'open', subject: null } }
  const { rows } = await pool.query<Kept>(
    `select fingerprint, done_at as "doneAt", subject, status, body from idempotency where owner = $1 and key = $2`,
    [owner, key],
  )
  const [kept] = rows
  if (!kept) throw refuse('idempotency.running') // it failed and went between the two statements
  const running = kept.status === null && kept.doneAt === null
  const asked = fingerprint ?? (running ? null : await printOfUpload(ground, request))
  const known = kept.fingerprint
  if (known ? asked !== null && !known.equals(asked) : asked !== null) throw refuse('idempotency.reused')
  if (running) throw refuse('idempotency.running')
  if (kept.status === null) throw refuse('idempotency.done', kept.subject ? { subject: kept.subject } : {})
  return { answer: { ...kept, status: kept.status } }
}

function replay(reply: FastifyReply, { status, body }: Kept & { status: number }): void {
  reply
    .code(status)
    .type(status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json')
    .header('idempotency-replayed', 'true')
    .serializer((text: unknown) => String(text))
    .send(body ?? '')
}

/** The answer is kept. A refusal, or a failure of ours, that left nothing done is not: asked again, it is decided again. */
async function settle(ground: Ground, claim: Claim, status: number, body: string | null): Promise<void> {
  const { pool } = ground.database
  const mine = [claim.owner, claim.key, claim.turn]
  if (status >= 400) {
    const undone = await pool.query(
      'delete from idempotency where owner = $1 and key = $2 and turn = $3 and done_at is null',
      mine,
    )
    if (undone.rowCount === 1 || status >= 500) return
  }
  await pool.query(
    'update idempotency set status = $4, body = $5, fingerprint = $6 where owner = $1 and key = $2 and turn = $3',
    [...mine, status, body, claim.fingerprint],
  )
}
