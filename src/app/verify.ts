// Every invariant of the district that can be checked from the rows: what must never happen, looked for.
import { sql } from 'kysely'
import type { Ground } from '../foundation/ground.ts'
import { sealBatch, verifyChain } from '../foundation/journal/sealer.ts'

export type Check = { name: string; broken: number; example?: string }

/** Each query answers the rows that break its rule; a sound district answers none. */
const RULES: Record<string, string> = {
  'no slot admits more than its places': `select id from slot where admitted > places`,
  'a slot counts exactly who was admitted': `select s.id from slot s left join (select slot_id, count(*) as n from signup where state in ('admitted', 'attended', 'absent') group by slot_id) g
    on g.slot_id = s.id where s.admitted <> coalesce(g.n, 0)`,
  'a slot counts exactly who waits': `select s.id from slot s left join (select slot_id, count(*) as n from signup where state = 'waiting' group by slot_id) g
    on g.slot_id = s.id where s.waiting <> coalesce(g.n, 0)`,
  'arrivals of a slot are one after another, none twice': `select slot_id as id from signup group by slot_id having count(*) <> count(distinct arrival) or max(arrival) > (select arrivals from slot where slot.id = slot_id)`,
  'busy times are exactly the admitted shifts': `select coalesce(b.person_id, g.person_id) as id from busy_time b full join
    (select g.person_id, range_agg(s.span) as busy from signup g join slot s on s.id = g.slot_id where g.state in ('admitted', 'attended', 'absent') group by g.person_id) g
    on g.person_id = b.person_id where coalesce(b.busy, '{}') <> coalesce(g.busy, '{}')`,
  'nobody is admitted to two shifts at one time': `select person_id as id from (select g.person_id, s.starts_at, lag(s.ends_at) over (partition by g.person_id order by s.starts_at, s.ends_at) as before
    from signup g join slot s on s.id = g.slot_id where g.state in ('admitted', 'attended', 'absent')) x where before > starts_at`,
  'a total is the sum of its counted records': `select coalesce(t.person_id, r.person_id) as id from service_total t full join
    (select person_id, sum(minutes) as minutes, count(*) as n from service_record where state = 'counted' group by person_id) r on r.person_id = t.person_id
    where coalesce(t.minutes, 0) <> coalesce(r.minutes, 0) or coalesce(t.records, 0) <> coalesce(r.n, 0)`,
  'no two counted records of one person overlap': `select id from (select r.id, r.from_at, max(r.to_at) over (partition by coalesce(p.merged_into, p.id) order by r.from_at, r.id
    rows between unbounded preceding and 1 preceding) as before from service_record r join person p on p.id = r.person_id where r.state = 'counted') x where before > from_at`,
  'every counted hour has an attendance, or replaces one that had': `select r.id from service_record r left join service_record o on o.id = r.replaces
    where r.state = 'counted' and r.attendance_id is null and o.id is null`,
  'two people stand behind every counted hour': `select id from service_record where state = 'counted' and (confirmed_by is null or (how <> 'roster' and confirmed_by = person_id))`,
  'a replaced record is reversed': `select o.id from service_record r join service_record o on o.id = r.replaces where o.state <> 'reversed'`,
  'a certificate holds exactly its records': `select c.id from certificate c left join (select x.certificate_id, sum(r.minutes) as minutes, count(*) as n from certificate_record x
    join service_record r on r.id = x.record_id group by x.certificate_id) s on s.certificate_id = c.id where c.minutes <> coalesce(s.minutes, 0) or c.records <> coalesce(s.n, 0)`,
  'merged people point to the living': `select p.id from person p join person q on q.id = p.merged_into where q.merged_into is not null`,
  'journal and records tell the same minutes': `select 0 as id from (select
      (select coalesce(sum(minutes), 0) from service_record where state = 'counted') as kept,
      (select coalesce(sum(case kind when 'record.counted' then 1 else -1 end * (facts::json ->> 'minutes')::bigint), 0) from journal where kind in ('record.counted', 'record.reversed')) as told) x
    where kept <> told`,
}

/** Runs every rule in one snapshot, and the journal's chain. */
export async function verifyDistrict(
  ground: Ground,
  progress: (name: string) => void = () => {},
): Promise<Check[]> {
  const checks: Check[] = await ground.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async tx => {
      const found: Check[] = []
      for (const [name, query] of Object.entries(RULES)) {
        progress(name)
        const { rows } = await sql<{ id: number }>`${sql.raw(query)}`.execute(tx)
        found.push({ name, broken: rows.length, ...(rows[0] && { example: String(rows[0].id) }) })
      }
      return found
    })
  progress('journal')
  while ((await sealBatch(ground.database.pool)) > 0);
  const chain = await verifyChain(ground.database.pool)
  return [
    ...checks,
    {
      name: 'the journal is whole and unchanged',
      broken: chain.ok ? 0 : 1,
      ...(chain.why && { example: `position ${chain.brokenAt ?? '-'}: ${chain.why}` }),
    },
  ]
}
