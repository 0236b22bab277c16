// From a cookie or a bearer token to a Principal: one prepared query behind a cache of a few seconds, which what happens to
// grants, tokens and accounts empties sooner. Invariant: no answer is older than STALE_MS, nor older than the next begin or end of a
// grant, nor than the session's own end.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Grant, nobody, type Principal, type TokenPower } from '../access/access.ts'
import { inForce } from '../access/grants.ts'
import { makeBatches } from '../batches.ts'
import type { Clock } from '../clock.ts'
import { signedToken } from './cookies.ts'
import { isStaff, type Life, spansOf } from './life.ts'
import { makeMarks } from './marks.ts'

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
  doubted: boolean
  only: TokenPower[] | null
  duties: boolean
  actsFor: number[]
  begunAt: Date
  usedAt: Date
  endsAt: Date
}
/** What is remembered of a session or token; `usedAt` moves on with its use. */
type Known = {
  info: SessionInfo
  /** By the machine's own time: after it, the database is asked again. */
  staleAt: number
  /** By the district's clock: when a grant begins or ends, or the session is over. */
  turnsAt: number
  usedAt: number
  idleMs: number
}
/** In force now, and when the next of them begins or ends. */
type Held = { key: string; grants: Grant[] | null; turns: Date | null }

/** Most people hold no duty: who has none is known by one small question, which a rush asks thousands of times. */
const hasDuties = (holder: string, column: string) =>
  `exists (select from duty g where g.${column} = ${holder} and g.state = 'live')`

const BY_SESSION = `select s.token as key, s.id as "sessionId", s."userId" as "accountId", h.person_id as "personId", h.contact_id as "contactId",
      p.second_at is not null as password, p.doubted is not null as doubted, null as "only",
      (${hasDuties('h.person_id', 'person_id')} or ${hasDuties('h.contact_id', 'contact_id')}) as duties,
      coalesce((select json_agg(a.person_id) from account_household a where a.account_id = s."userId"), '[]') as "actsFor",
      s."createdAt" as "begunAt", coalesce(p.used_at, s."createdAt") as "usedAt", s."expiresAt" as "endsAt"
    from session s left join account_holder h on h.account_id = s."userId" left join session_state p on p.session_id = s.id
    where s.token = any($1) and s."expiresAt" > $2`
const BY_TOKEN = `select encode(k.hash, 'hex') as key, null as "sessionId", a.account_id as "accountId", k.giver_person as "personId", null as "contactId",
      false as password, false as doubted, k.permissions as "only", ${hasDuties('k.giver_person', 'person_id')} as duties, '[]'::json as "actsFor",
      k.issued_at as "begunAt", k.issued_at as "usedAt", k.expires_at as "endsAt"
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
  /** @param attended false where a page asked by itself, with nobody at it: that is no use of the session */
  ofCookie(cookie: string | undefined, attended?: boolean): Promise<SessionInfo>
  ofBearer(token: string): Promise<SessionInfo>
  /** Everything remembered is asked again, in the other processes too. */
  forget(): void
  /** The same on another process's word. */
  forgetHere(): void
}

export type SessionPorts = {
  pool: pg.Pool
  secret: string
  clock: Clock
  life: () => Life
  /** Tells the other processes. */
  tell: () => void
}

export function makeSessions({ pool, secret, clock, life, tell }: SessionPorts): Sessions {
  const cache = new Map<string, Known>()
  const none: SessionInfo = { principal: nobody, sessionId: null }
  const mark = makeMarks(pool)

  /** Emptying the cache counts as a new era: what was read before it is not kept after it. */
  let era = 0

  const lookup = (who: string, held: string, via: 'session' | 'token') =>
    makeBatches<Wanted, Known | undefined>({
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
          if (!row) return { answer: undefined }
          const known = knownOf(row, heldBy.get(key), via, askedAt)
          if (!alive(known, now)) return { answer: undefined }
          if (begun === era) keep(`${via}:${key}`, known)
          return { answer: known }
        })
      },
    })
  const bySession = lookup(BY_SESSION, HELD_BY_SESSION, 'session')
  const byToken = lookup(BY_TOKEN, HELD_BY_TOKEN, 'token')

  function knownOf(row: Row, held: Held | undefined, via: 'session' | 'token', askedAt: number): Known {
    const info = infoOf(row, held?.grants ?? [], via)
    const { idleMs, longestMs } =
      via === 'token'
        ? { idleMs: Number.POSITIVE_INFINITY, longestMs: Number.POSITIVE_INFINITY }
        : spansOf(life(), isStaff(info.principal))
    return {
      info,
      staleAt: askedAt + STALE_MS,
      turnsAt: Math.min(
        held?.turns?.getTime() ?? Number.POSITIVE_INFINITY,
        row.endsAt.getTime(),
        row.begunAt.getTime() + longestMs,
      ),
      usedAt: row.usedAt.getTime(),
      idleMs,
    }
  }
  const alive = (known: Known, now: Date) =>
    known.turnsAt > now.getTime() && known.usedAt + known.idleMs > now.getTime()

  function keep(key: string, known: Known) {
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(key, known)
  }
  function remembered(key: string): Known | undefined {
    const known = cache.get(key)
    return known && known.staleAt > Date.now() && alive(known, clock()) ? known : undefined
  }
  const forgetHere = () => {
    era++
    cache.clear()
  }

  return {
    async ofCookie(cookie, attended = true) {
      const token = cookie && signedToken(cookie, secret)
      if (!token) return none
      const known = remembered(`session:${token}`) ?? (await bySession({ key: token, value: token }))
      if (!known) return none
      if (attended) mark(known, known.info.sessionId, clock())
      return known.info
    },
    async ofBearer(token) {
      const value = tokenHash(token)
      const key = value.toString('hex')
      return (remembered(`token:${key}`) ?? (await byToken({ key, value })))?.info ?? none
    },
    forget: () => {
      forgetHere()
      tell()
    },
    forgetHere,
  }
}

const infoOf = (row: Row, grants: readonly Grant[], via: 'session' | 'token'): SessionInfo => ({
  sessionId: row.sessionId,
  principal: row.doubted
    ? { ...nobody, accountId: row.accountId, proofs: { code: true, password: false }, via, doubted: true }
    : {
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

/** What is kept of a bearer token. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
