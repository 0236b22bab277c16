// What ends duties by itself: their term, and a new exclusion on its first day. Power is gone with the instant itself, whether this ran or not.
import { localDay, startOfDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground, TimerKind, Watcher, Withdrawal } from '../ground.ts'
import type { Hooks } from '../hooks.ts'
import { tell } from '../journal/journal.ts'
import { policyApproved } from '../policies/service.ts'
import { schedule } from '../timers/timers.ts'
import { dutyOf } from './checks.ts'
import { finish } from './ending.ts'
import { exclusionPolicy, toEnd } from './exclusions.ts'
import * as grants from './grants.ts'
import { entriesOf } from './kin.ts'

/** The term of a duty is over, or of a proposal that nobody decided. */
export const grantTerm: TimerKind = {
  kind: 'grant.term',
  run: async (ground, tx, timer) => {
    const grant = await grants.lockGrant(tx, Number(timer.subject.split(':')[1]))
    if (!grant?.until || grant.until > ground.clock()) return
    if (grant.state === 'live') await finish(ground, tx, null, grant, 'term', null)
    if (grant.state !== 'proposed') return
    const at = ground.clock()
    await grants.updateGrant(tx, grant.id, { state: 'returned', decidedAt: at, endedWhy: 'lapsed' })
    await tell(tx, { at, by: null, kind: 'grant.lapsed', subject: `grant:${grant.id}` })
  },
}

/** Ends, of every person's duties that exclude each other by today's rule, the one approved later. Answers how many. */
async function endExcludedIn(ground: Ground, tx: Tx): Promise<number> {
  const at = ground.clock()
  const { value, id: policyId } = ground.policies.at(exclusionPolicy, localDay(at))
  const concerned = new Set(value.pairs.flatMap(pair => [pair.one, pair.other]))
  const duties = (await grants.allDuties(tx, at)).filter(row => concerned.has(row.role))
  const done = new Set<number>()
  let n = 0
  for (const row of duties) {
    if (row.personId === null || done.has(row.personId)) continue
    const entries = await entriesOf(ground, tx, [row.personId])
    for (const entry of entries) done.add(entry)
    const theirs = duties.filter(one => one.personId !== null && entries.has(one.personId))
    for (const { ends, because } of toEnd(value.pairs, theirs.map(dutyOf))) {
      const grant = await grants.lockGrant(tx, ends.id)
      if (grant?.state !== 'live') continue
      await finish(ground, tx, null, grant, 'excluded', null)
      await tell(tx, {
        at,
        by: null,
        kind: 'grant.excluded',
        subject: `grant:${ends.id}`,
        policyId,
        facts: { by: because.id, since: ends.since.toISOString() },
      })
      n++
    }
  }
  return n
}

/** The sweep: what a rule's own timer did not reach, such as what came with the district's first rules. */
export async function endExcluded(ground: Ground): Promise<number> {
  const ended = await ground.transact(tx => endExcludedIn(ground, tx))
  if (ended > 0) ground.sessions.forget()
  return ended
}

/** The first moment of a new version of the exclusions. Another process may have approved it: the rules are read again. */
export const exclusionBegins: TimerKind = {
  kind: 'grant.exclusion',
  run: async (ground, tx) => {
    await ground.policies.reload()
    await endExcludedIn(ground, tx)
  },
}

export const accessHooks = (hooks: Hooks<Ground>): void =>
  hooks.on(policyApproved, async (_, tx, { id, key, from }) => {
    if (key === exclusionPolicy.key)
      await schedule(tx, { kind: exclusionBegins.kind, subject: `policy:${id}`, at: startOfDay(from) })
  })

const CONCERNS =
  /^(grant\.|token\.|member\.|account\.(?!signed-in|password-failed)|person\.(merged|parted|claimed))/
/** What other processes decided about who may what empties this one's memory of sessions. */
export const forgetSessions: Watcher = {
  name: 'sessions',
  hear: (ground, rows) => {
    if (rows.some(row => CONCERNS.test(row.kind))) ground.sessions.forget()
  },
}

/** A duty that ended after a backup stays ended when it is put back. */
export const endedDuties: Withdrawal = {
  kind: 'grant',
  table: 'access_grant',
  same: ['person_id', 'contact_id', 'role', 'node_id'],
  withdrawn: `state = 'ended'`,
  sets: ['state', 'ended_by', 'ended_at', 'ended_why', 'reason'],
}

export const accessInvariants: Record<string, string> = {
  'every live duty is what the journal told last of it': `select g.id from access_grant g left join lateral (
      select t.kind, f.* from told t cross join lateral json_to_record(t.facts::json)
        as f(role text, node bigint, person bigint, contact bigint, since timestamptz, until timestamptz, sector text, "case" text, "deputyFor" bigint)
      where t.subject = 'grant:' || g.id and t.kind in ('grant.given', 'grant.approved', 'grant.ended', 'grant.excluded')
      order by t.id desc limit 1) t on true
    where g.state = 'live' and (t.kind is null or t.kind in ('grant.ended', 'grant.excluded')
      or (g.role, g.node_id, g.person_id, g.contact_id, g.since, g.sector, g.case_of, g.deputy_for)
        is distinct from (t.role, t.node, t.person, t.contact, t.since, t.sector, t."case", t."deputyFor")
      or coalesce(g.until, 'infinity') > coalesce(t.until, 'infinity'))`,
  'no desk duty is live without an end or a case': `select id from access_grant where state = 'live' and until is null and case_of is null and role <> 'team-leader'`,
  'who proposed an appointment did not approve it, and nobody approves their own or their deputy’s': `select g.id from access_grant g left join access_grant o on o.id = g.deputy_for
    where g.decided_by is not null and g.state <> 'returned' and g.decided_by in (g.proposed_by, g.proposed_for, g.person_id, o.person_id)`,
  'a deputy holds what the other holds, within their term': `select d.id from access_grant d join access_grant o on o.id = d.deputy_for
    where d.state = 'live' and (d.role <> o.role or d.node_id <> o.node_id or d.person_id = o.person_id or o.deputy_for is not null or o.state <> 'live' or d.until > o.until)`,
  'nobody holds two duties that exclude each other': `select a.id from access_grant a join access_grant b on b.id > a.id and b.person_id = a.person_id
    join scope_node na on na.id = a.node_id join scope_node nb on nb.id = b.node_id
    join lateral (select value from rule where key = 'access.exclusions' and scope = '' and effective_from <= (:now at time zone 'Asia/Shanghai')::date order by effective_from desc limit 1) v on true
    join lateral jsonb_array_elements(v.value -> 'pairs') x on x ->> 'one' in (a.role, b.role) and x ->> 'other' in (a.role, b.role)
    where a.role <> b.role and a.state = 'live' and b.state = 'live'
      and tstzrange(a.since, a.until) && tstzrange(b.since, b.until)
      and coalesce(a.until > :now, true) and coalesce(b.until > :now, true)
      and (x ->> 'scope' = 'anywhere' or a.node_id = any(nb.path) or b.node_id = any(na.path))`,
}
