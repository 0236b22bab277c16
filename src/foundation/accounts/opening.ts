// A session begins, or gets a new token when somebody proves more in it. Invariant: the token of before is worth nothing afterwards.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { refuse } from '../refusals.ts'
import { lifeAt } from './life.ts'

/** From where somebody signs in: as the browser calls itself, the mark by which it is known, and whose session it still carries. */
export type From = { device: string; mark: string | null; sessionId: string | null }

export const nowhere: From = { device: '', mark: null, sessionId: null }

const DAY_S = 86_400
const newToken = () => randomBytes(32).toString('base64url')

/** What a volunteer's cookie lives; the server's word on its session is shorter where it is staff's. */
const cookieFor = (ground: Ground, token: string) =>
  ground.auth.sessionCookie(token, lifeAt(ground.policies, ground.clock).volunteerDays * DAY_S)

/** Opens a session of an account and ends the one that the browser carried. Answers its id and its cookie. */
export async function openSession(
  ground: Ground,
  tx: Tx,
  accountId: string,
  from: From,
): Promise<{ sessionId: string; cookie: string }> {
  const at = ground.clock()
  const [sessionId, token] = [newToken(), newToken()]
  const { volunteerDays } = lifeAt(ground.policies, ground.clock)
  const until = new Date(at.getTime() + volunteerDays * DAY_S * 1000)
  await sql`insert into session (id, token, "userId", "userAgent", "createdAt", "updatedAt", "expiresAt")
    values (${sessionId}, ${token}, ${accountId}, ${from.device}, ${at}, ${at}, ${until})`.execute(tx)
  if (from.sessionId !== null) await sql`delete from session where id = ${from.sessionId}`.execute(tx)
  return { sessionId, cookie: cookieFor(ground, token) }
}

/** More was proven in this session: it goes on under another token. Answers its cookie. @throws Refusal `signed-out`. */
export async function renewSession(ground: Ground, tx: Tx, sessionId: string): Promise<string> {
  const token = newToken()
  const at = ground.clock()
  const renewed =
    await sql`update session set token = ${token}, "updatedAt" = ${at} where id = ${sessionId}`.execute(tx)
  if (renewed.numAffectedRows === 0n) throw refuse('signed-out')
  return cookieFor(ground, token)
}

/** The second proof was given: a working day begins. Answers the session's new cookie. */
export async function proveSession(ground: Ground, tx: Tx, sessionId: string): Promise<string> {
  const cookie = await renewSession(ground, tx, sessionId)
  const at = ground.clock()
  await sql`update session set "createdAt" = ${at} where id = ${sessionId}`.execute(tx)
  await sql`insert into session_state (session_id, used_at, second_at) values (${sessionId}, ${at}, ${at})
    on conflict (session_id) do update set used_at = excluded.used_at, second_at = excluded.second_at`.execute(
    tx,
  )
  return cookie
}

/** Ends the sessions of an account but one. Answers how many. */
export async function endOthers(tx: Tx, accountId: string, keep: string | null): Promise<number> {
  const ended =
    await sql`delete from session where "userId" = ${accountId} and id is distinct from ${keep}`.execute(tx)
  return Number(ended.numAffectedRows ?? 0)
}
