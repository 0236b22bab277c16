// How long notices are kept: by policy, and then gone with the log of their sending.
import { sql } from 'kysely'
import { addDays, localDay, startOfDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { sendingPolicy } from './policy.ts'

const AT_ONCE = 10_000

/** Answers how many went, so many at a time until none is left. What still waits to go out stays. */
export async function forgetOldNotices(ground: Ground): Promise<number> {
  const { value } = ground.policies.at(sendingPolicy, localDay(ground.clock()))
  const before = startOfDay(addDays(localDay(ground.clock()), -value.keptDays))
  const deliveries = () =>
    sql`delete from notice_delivery where id in (
      select id from notice_delivery where made_at < ${before} and settled_at is not null limit ${AT_ONCE})`.execute(
      ground.db,
    )
  const notices = () =>
    sql`delete from notice where id in (
      select id from notice n where n.at < ${before} and n.planned_at is not null
        and not exists (select from notice_in_delivery i where i.notice_id = n.id) limit ${AT_ONCE})`.execute(
      ground.db,
    )
  await untilNone(deliveries)
  return untilNone(notices)
}

async function untilNone(some: () => Promise<{ numAffectedRows?: bigint }>): Promise<number> {
  for (let sum = 0; ; ) {
    const gone = Number((await some()).numAffectedRows ?? 0)
    sum += gone
    if (gone < AT_ONCE) return sum
  }
}
