// A POST with an Idempotency-Key is done once per caller; the same key again replays the first answer for a day.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { refusals } from '../refusals.ts'

const ABANDONED_MS = 60_000 // the process that began it died; the use cases are safe to begin again

const refuse = refusals({
  'idempotency.reused': {
    status: 422,
    zh: '同一个 Idempotency-Key 用在了不同的请求上。',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'idempotency.running': {
    status: 409,
    zh: '同一请求正在处理，请稍候。',
    en: 'The same request is still running.',
  },
})

type Kept = { fingerprint: Buffer; begunAt: Date; status: number | null; body: string | null }

export function addIdempotency(app: FastifyInstance, ground: Ground): void {
  const pool = ground.database.pool
  const claims = new WeakMap<FastifyRequest, { owner: string; key: string }>()

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string' || !key || key.length > 200) return
    const { secret, repeatable } = request.routeOptions.config
    if (secret || repeatable) return // no answer with a secret in it is kept; what may be repeated needs none
    const owner = request.session.principal.accountId ?? request.ip
    const fingerprint = ground.secrets.lookup(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
    const now = ground.clock()
    const begun = await pool.query(
      `insert into idempotency (owner, key, fingerprint, begun_at) values ($1, $2, $3, $4)
       on conflict (owner, key) do update set begun_at = excluded.begun_at
       where idempotency.status is null and idempotency.begun_at < $5 and idempotency.fingerprint = excluded.fingerprint`,
      [owner, key, fingerprint, now, new Date(now.getTime() - ABANDONED_MS)],
    )
    if (begun.rowCount === 1) {
      claims.set(request, { owner, key })
      return
    }
    const { rows } = await pool.query<Kept>(
      'select fingerprint, status, body from idempotency where owner = $1 and key = $2',
      [owner, key],
    )
    const kept = rows[0]
    if (!kept?.fingerprint.equals(fingerprint)) throw refuse('idempotency.reused')
    if (kept.status === null) throw refuse('idempotency.running')
    reply
      .code(kept.status)
      .type(kept.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json')
    return reply
      .header('idempotency-replayed', 'true')
      .serializer((text: unknown) => String(text))
      .send(kept.body ?? '')
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request)
    if (!claim) return payload
    // An answer of the system's own failure is not kept: the caller should try again.
    if (reply.statusCode >= 500)
      await pool.query('delete from idempotency where owner = $1 and key = $2', [claim.owner, claim.key])
    else
      await pool.query('update idempotency set status = $3, body = $4 where owner = $1 and key = $2', [
        claim.owner,
        claim.key,
        reply.statusCode,
        typeof payload === 'string' ? payload : null,
      ])
    return payload
  })
}
