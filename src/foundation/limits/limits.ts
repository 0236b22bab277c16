// How often somebody may try: codes, passwords, claims, verification. Counted in the database, so that two processes allow no
// more than one. Invariant: of those who try at once, exactly as many get through as are allowed; and nobody waits longer than a span,
// also where it was begun by a clock that has been set back since, or by a process whose clock is ahead.
import { sql } from 'kysely'
import type { Ground } from '../ground.ts'

export type Limit = {
  /** What is tried, `code.sent`. */
  what: string
  most: number
  /** From the first try; then it begins anew. */
  seconds: number
}

/** Counts a try. Answers 0 when it is allowed, otherwise how many seconds to wait. */
export async function spend(ground: Ground, limit: Limit, who: string): Promise<number> {
  const now = ground.clock()
  const until = new Date(now.getTime() + limit.seconds * 1000)
  const { rows } = await sql<{ tries: number; until: Date }>`
    insert into attempt as a (what, who, tries, until) values (${limit.what}, ${keyOf(ground, who)}, 1, ${until})
    on conflict (what, who) do update set
      tries = case when a.until <= ${now} then 1 else a.tries + 1 end,
      until = case when a.until <= ${now} then ${until} else least(a.until, ${until}) end
    returning tries, until`.execute(ground.db)
  const [spent] = rows
  if (!spent || spent.tries <= limit.most) return 0
  return secondsUntil(spent.until, now)
}

/**
 * Takes so much of what one may have within a span; what does not fit is not taken. Answers 0 when it was, otherwise how many
 * seconds to wait.
 */
export async function draw(ground: Ground, limit: Limit, who: string, amount: number): Promise<number> {
  const now = ground.clock()
  const until = new Date(now.getTime() + limit.seconds * 1000)
  const key = keyOf(ground, who)
  if (amount > limit.most) return limit.seconds
  const drawn = await sql`
    insert into attempt as a (what, who, tries, until) values (${limit.what}, ${key}, ${amount}, ${until})
    on conflict (what, who) do update set
      tries = case when a.until <= ${now} then ${amount} else a.tries + ${amount} end,
      until = case when a.until <= ${now} then ${until} else least(a.until, ${until}) end
    where a.until <= ${now} or a.tries + ${amount} <= ${limit.most} returning a.tries`.execute(ground.db)
  if (drawn.rows.length > 0) return 0
  const { rows } = await sql<{ until: Date }>`
    update attempt set until = least(until, ${until}) where what = ${limit.what} and who = ${key} returning until`.execute(
    ground.db,
  )
  return secondsUntil(rows[0]?.until ?? until, now)
}

/** What was drawn was not used after all. */
export async function giveBack(ground: Ground, limit: Limit, who: string, amount: number): Promise<void> {
  await sql`update attempt set tries = tries - ${amount}
    where what = ${limit.what} and who = ${keyOf(ground, who)} and tries >= ${amount}`.execute(ground.db)
}

/** It succeeded, or begins anew for another reason: earlier tries no longer count. */
export async function forgive(ground: Ground, limit: Limit, who: string): Promise<void> {
  await sql`delete from attempt where what = ${limit.what} and who = ${keyOf(ground, who)}`.execute(ground.db)
}

export const forgetOldAttempts = (ground: Ground): Promise<number> =>
  sql`delete from attempt where until < ${ground.clock()}`
    .execute(ground.db)
    .then(result => Number(result.numAffectedRows ?? 0))

const secondsUntil = (until: Date, now: Date) =>
  Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))

const keyOf = (ground: Ground, who: string) => ground.secrets.lookup(`limit:${who}`)
