// From a cookie or a bearer token to a Principal: one prepared query behind a cache of a few seconds,
// which sign-out, new grants and suspension empty.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { type Grant, nobody, type Principal } from '../access/access.ts'
import { makeBatches } from '../batches.ts'
import type { Clock } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import { sameText } from '../secrets/secrets.ts'
import type { AccountTables } from './tables.ts'

const CACHE_MS = 5_000
const CACHE_SIZE = 50_000

export type SessionInfo = { principal: Principal; sessionId: string | null }
type Row = {
  key: string
  sessionId: string | null
  accountId: string | null
  personId: number | null
  password: boolean
  grants: Grant[]
  actsFor: number[]
}

const GRANTS = `coalesce((select json_agg(json_build_object('role', g.role, 'nodeId', g.node_id))
  from access_grant g where g.person_id = h.person_id and g.until is null), '[]') as grants`

const BY_SESSION = `select s.token as key, s.id as "sessionId", s."userId" as "accountId", h.person_id as "personId", p.session_id is not null as password, ${GRANTS},
      coalesce((select json_agg(a.person_id) from account_household a where a.account_id = s."userId"), '[]') as "actsFor"
    from session s left join account_holder h on h.account_id = s."userId" left join session_proof p on p.session_id = s.id
    where s.token = any($1) and s."expiresAt" > $2`
const BY_TOKEN = `select encode(h.hash, 'hex') as key, null as "sessionId", a.account_id as "accountId", h.person_id as "personId", true as password, ${GRANTS}, '[]'::json as "actsFor"
    from api_token h left join account_holder a on a.person_id = h.person_id
    where h.hash = any($1) and h.expires_at > $2 and h.revoked_at is null`

type Wanted = { key: string; value: string | Buffer }

export type Sessions = {
  ofCookie(cookie: string | undefined): Promise<SessionInfo>
  ofBearer(token: string): Promise<SessionInfo>
  forget(): void
}

export function makeSessions(pool: pg.Pool, secret: string, clock: Clock): Sessions {
  const cache = new Map<string, { until: number; info: SessionInfo }>()
  const none: SessionInfo = { principal: nobody, sessionId: null }

  /** Emptying the cache counts as a new era: what was read before it is not kept after it. */
  let era = 0

  const lookup = (query: string, via: 'session' | 'token') =>
    makeBatches<Wanted, SessionInfo>({
      limit: 20_000,
      run: async asked => {
        const begun = era
        const { rows } = await pool.query<Row>(query, [asked.map(one => one.value), clock()])
        const found = new Map(rows.map(row => [row.key, infoOf(row, via)]))
        return asked.map(({ key }) => {
          const info = found.get(key)
          if (info && begun === era) keep(`${via}:${key}`, info)
          return { answer: info ?? none }
        })
      },
    })
  const bySession = lookup(BY_SESSION, 'session')
  const byToken = lookup(BY_TOKEN, 'token')

  function keep(key: string, info: SessionInfo) {
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(key, { until: Date.now() + CACHE_MS, info })
  }
  function known(key: string): SessionInfo | undefined {
    const kept = cache.get(key)
    return kept && kept.until > Date.now() ? kept.info : undefined
  }

  return {
    async ofCookie(cookie) {
      const token = cookie && signedToken(cookie, secret)
      return token ? (known(`session:${token}`) ?? bySession({ key: token, value: token })) : none
    },
    async ofBearer(token) {
      const value = tokenHash(token)
      const key = value.toString('hex')
      return known(`token:${key}`) ?? byToken({ key, value })
    },
    forget: () => {
      era++
      cache.clear()
    },
  }
}

const infoOf = (row: Row, via: 'session' | 'token'): SessionInfo => ({
  sessionId: row.sessionId,
  principal: {
    accountId: row.accountId,
    personId: row.personId,
    grants: row.grants,
    actsFor: row.actsFor,
    proofs: { code: true, password: row.password },
    via,
  },
})

/** better-auth signs its cookie: `token.base64(HMAC-SHA256(secret, token))`, URL-encoded. */
function signedToken(cookie: string, secret: string): string | undefined {
  const value = unescaped(cookie)
  const dot = value.lastIndexOf('.')
  if (dot < 0) return undefined
  const token = value.slice(0, dot)
  const expected = createHmac('sha256', secret).update(token).digest('base64')
  return sameText(value.slice(dot + 1), expected) ? token : undefined
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

const tokenHash = (token: string) => createHash('sha256').update(token).digest()

/** Issues a bearer token for a person; it is shown once and only its hash is kept. */
export async function issueToken(
  tx: Tx,
  token: { personId: number; name: string; issuedAt: Date; expiresAt: Date },
): Promise<string> {
  const text = `yj_${randomBytes(24).toString('base64url')}`
  await tx
    .withTables<AccountTables>()
    .insertInto('apiToken')
    .values({ ...token, hash: tokenHash(text), revokedAt: null })
    .execute()
  return text
}
