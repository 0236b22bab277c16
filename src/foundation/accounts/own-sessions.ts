// Where somebody is signed in: their own list, and ending one of them or all others. Invariant: nobody sees or ends another account's.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Principal } from '../access/access.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import type { ownSession } from './contract.ts'
import { lifeAt, spansOf } from './life.ts'
import { endOthers } from './opening.ts'

type Row = { id: string; device: string | null; since: Date; usedAt: Date; second: boolean }

/** The sessions that live, the one that asks first, then the last used. */
export async function sessionsOf(
  ground: Ground,
  accountId: string,
  here: string,
  staff: boolean,
): Promise<z.infer<typeof ownSession>[]> {
  const now = ground.clock().getTime()
  const life = lifeAt(ground.policies, ground.clock)
  const { rows } = await sql<Row>`
    select s.id, s."userAgent" as device, s."createdAt" as since, coalesce(p.used_at, s."createdAt") as used_at, p.second_at is not null as second
    from session s left join session_state p on p.session_id = s.id
    where s."userId" = ${accountId} and s."expiresAt" > ${ground.clock()}
    order by s.id = ${here} desc, coalesce(p.used_at, s."createdAt") desc`.execute(ground.db)
  return rows
    .filter(({ since, usedAt, second }) => {
      const { idleMs, longestMs } = spansOf(life, staff || second)
      return since.getTime() + longestMs > now && usedAt.getTime() + idleMs > now
    })
    .map(row => ({
      id: row.id,
      device: row.device ?? '',
      since: row.since.toISOString(),
      usedAt: row.usedAt.toISOString(),
      here: row.id === here,
      staff: row.second,
    }))
}

/** Ends one of them. @throws Refusal `not-found`. */
export async function endSession(ground: Ground, actor: Principal, sessionId: string): Promise<void> {
  await ground.transact(async tx => {
    const ended =
      await sql`delete from session where id = ${sessionId} and "userId" = ${actor.accountId}`.execute(tx)
    if (ended.numAffectedRows === 0n) throw notFound('这次登录', 'This session')
    await told(ground, tx, actor, 1)
  })
  ground.sessions.forget()
}

/** Ends all but the one that asks. Answers how many. */
export async function endOtherSessions(ground: Ground, actor: Principal, here: string): Promise<number> {
  const ended = await ground.transact(async tx => {
    const n = await endOthers(tx, actor.accountId ?? '', here)
    if (n > 0) await told(ground, tx, actor, n)
    return n
  })
  ground.sessions.forget()
  return ended
}

const told = (ground: Ground, tx: Parameters<typeof tell>[0], actor: Principal, sessions: number) =>
  tell(tx, {
    at: ground.clock(),
    by: actor,
    kind: 'account.sessions-ended',
    subject: `account:${actor.accountId}`,
    facts: { sessions },
  })

/** Sessions that are over, and browsers that nobody signed in from for more than a year. */
export async function forgetOldSessions(ground: Ground): Promise<number> {
  const now = ground.clock()
  const life = lifeAt(ground.policies, ground.clock)
  const began = new Date(now.getTime() - spansOf(life, false).longestMs)
  const ended = await sql`delete from session where "expiresAt" < ${now} or "createdAt" < ${began}`.execute(
    ground.db,
  )
  const seen = new Date(now.getTime() - 400 * 86_400_000)
  await sql`delete from known_device where seen_at < ${seen}`.execute(ground.db)
  return Number(ended.numAffectedRows ?? 0)
}
