// From a cookie or a bearer token to a Principal: one prepared query behind a cache of a few seconds, which what happens to
// grants, tokens and accounts empties sooner. Invariant: no answer is older than STALE_MS, nor older than the next begin or end of a grant.
import { createHash, createHmac } from 'node:crypto'
import type pg from 'pg'
import { type Grant, nobody, type Principal, type TokenPower } from '../access/access.ts'
import { inForce } from '../access/grants.ts'
import { makeBatches } from '../batches.ts'
import type { Clock } from '../clock.ts'
import { sameText } from '../secrets/secrets.ts'

/** Counted from before the look-up, so that with it nothing is older than five seconds. */
const STALE_MS = 4_000
const CACHE_SIZE = 50_000

export type SessionInfo = { principal: Principal; sessionId: string | null }
type Row = {
  key: string
  sessionId: string | null
  accountId: string | null
  personId: number | null
  contactId: number | null
  password: boolean
  only: TokenPower[] | null
  duties: boolean
  actsFor: number[]
}
/** In force now, and when the next of them begins or ends. */
type Held = { key: string; grants: Grant[] | null; turns: Date | null }

/** Most people hold no duty: who has none is known by one small question, which a rush asks thousands of times. */
const hasDuties = (holder: string, column: string) =>
  `exists (select from duty g where g.${column} = ${holder} and g.state = 'live')`

const BY_SESSION = `select s.token as key, s.id as "sessionId", s."userId" as "accountId", h.person_id as "personId", h.contact_id as "contactId",
      p.session_id is not null as password, null as "only",
      (${hasDuties('h.person_id', 'person_id')} or ${hasDuties('h.contact_id', 'contact_id')}) as duties,
      coalesce((select json_agg(a.person_id) from account_household a where a.account_id = s."userId"), '[]') as "actsFor"
    from session s left join account_holder h on h.account_id = s."userId" left join session_proof p on p.session_id = s.id
    where s.token = any($1) and s."expiresAt" > $2`
const BY_TOKEN = `select encode(k.hash, 'hex') as key, null as "sessionId", a.account_id as "accountId", k.giver_person as "personId", null as "contactId",
      true as password, k.permissions as "only", ${hasDuties('k.giver_person', 'person_id')} as duties, '[]'::json as "actsFor"
    from api_token k left join account_holder a on a.person_id = k.giver_person
    where k.hash = any($1) and k.expires_at > $2 and k.revoked_at is null`

/**
 * What is held at $2, and when the next of it begins or ends, in one look: a grant that stands in for another holds and turns
 * with that one, too.
 */
const HELD = (
  node: string,
) => `json_agg(json_build_object('role', g.role, 'nodeId', ${node}, 'sector', g.sector, 'caseOf', g.case_of,
      'deputyFor', coalesce(o.person_id, o.contact_id))) filter (where ${inForce('g', 'o', '$2')}) as grants,
    min(least(${['g.since', 'g.until', 'o.since', 'o.until'].map(at => `case when ${at} > $2 then ${at} end`).join(', ')})) as turns`

const HELD_BY_SESSION = `select s.token as key, ${HELD('g.node_id')}
    from session s join account_holder h on h.account_id = s."userId"
      join duty g on (g.person_id = h.person_id or g.contact_id = h.contact_id) and g.state = 'live' left join duty o on o.id = g.deputy_for
    where s.token = any($1) group by s.token`
/** The giver's grants, cut to the token's node: those below it as they are, those above it at the node itself. */
const HELD_BY_TOKEN = `select encode(k.hash, 'hex') as key, ${HELD('case when k.node_id = any(gn.path) then g.node_id else k.node_id end')}
    from api_token k join scope kn on kn.id = k.node_id
      join duty g on g.person_id = k.giver_person and g.state = 'live' left join duty o on o.id = g.deputy_for
      join scope gn on gn.id = g.node_id
    where k.hash = any($1) and (k.node_id = any(gn.path) or g.node_id = any(kn.path)) group by k.hash`

type Wanted = { key: string; value: string | Buffer }

export type Sessions = {
  ofCookie(cookie: string | undefined): Promise<SessionInfo>
  ofBearer(token: string): Promise<SessionInfo>
  forget(): void
}

export function makeSessions(pool: pg.Pool, secret: string, clock: Clock): Sessions {
  const cache = new Map<string, { until: number; turns: number; info: SessionInfo }>()
  const none: SessionInfo = { principal: nobody, sessionId: null }

  /** Emptying the cache counts as a new era: what was read before it is not kept after it. */
  let era = 0

  const lookup = (who: string, held: string, via: 'session' | 'token') =>
    makeBatches<Wanted, SessionInfo>({
      limit: 20_000,
      run: async asked => {
        const begun = era
        const askedAt = Date.now()
        const now = clock()
        const { rows } = await pool.query<Row>({
          name: `who-${via}`,
          text: who,
          values: [asked.map(one => one.value), now],
        })
        const found = new Map(rows.map(row => [row.key, row]))
        const withDuties = asked.filter(({ key }) => found.get(key)?.duties).map(one => one.value)
        const duties =
          withDuties.length === 0
            ? []
            : (await pool.query<Held>({ name: `held-${via}`, text: held, values: [withDuties, now] })).rows
        const heldBy = new Map(duties.map(row => [row.key, row]))
        return asked.map(({ key }) => {
          const row = found.get(key)
          if (!row) return { answer: none }
          const holds = heldBy.get(key)
          const info = infoOf(row, holds?.grants ?? [], via)
          if (begun === era) keep(`${via}:${key}`, info, askedAt, holds?.turns?.getTime() ?? Infinity)
          return { answer: info }
        })
      },
    })
  const bySession = lookup(BY_SESSION, HELD_BY_SESSION, 'session')
  const byToken = lookup(BY_TOKEN, HELD_BY_TOKEN, 'token')

  function keep(key: string, info: SessionInfo, askedAt: number, turns: number) {
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(key, { until: askedAt + STALE_MS, turns, info })
  }
  function known(key: string): SessionInfo | undefined {
    const kept = cache.get(key)
    return kept && kept.until > Date.now() && kept.turns > clock().getTime() ? kept.info : undefined
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

const infoOf = (row: Row, grants: readonly Grant[], via: 'session' | 'token'): SessionInfo => ({
  sessionId: row.sessionId,
  principal: {
    accountId: row.accountId,
    personId: row.personId,
    contactId: row.contactId,
    grants,
    actsFor: row.actsFor,
    proofs: { code: true, password: row.password },
    via,
    ...(row.only && { only: row.only }),
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

/** What is kept of a bearer token. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
