// Loading past records in bulk, beside participation/history.ts: counted, confirmed, and told to the journal.
import { sql } from 'kysely'
import type { Tx } from '../foundation/database/database.ts'

/** Makes counted records of attendances; the leader of each team confirmed them. Answers how many. */
export async function countPastAttendances(
  tx: Tx,
  attendanceIds: number[],
  policyId: number,
): Promise<number> {
  const result = await sql`
    with past as (
      select a.id as attendance_id, a.person_id, s.*, (s.starts_at at time zone 'Asia/Shanghai')::date as day, p.home_community, p.home_town, p.sex, p.age,
        j.team_id, m.person_id as leader, floor(extract(epoch from least(a.out_at, s.ends_at) - greatest(a.in_at, s.starts_at)) / 60)::int as minutes, greatest(a.in_at, s.starts_at) as from_at
      from attendance a join slot s on s.id = a.slot_id join project j on j.id = s.project_id
      join (select person_id, min(team_id) as team_id from team_member where role = 'leader' group by person_id) m on m.team_id = j.team_id
      join lateral (select community_code as home_community, town_code as home_town, sex, extract(year from age(s.starts_at, birth_date))::int as age from person where id = a.person_id) p on true
      where a.id = any(${attendanceIds}::bigint[]) and a.person_id <> m.person_id),
    made as (
      insert into service_record (person_id, attendance_id, day, from_at, to_at, minutes, state, waits, how, confirmed_by, due_on, counted_at, policy_id,
        project_id, shift_id, slot_id, team_id, node_id, kind, title, place_name, served_community, served_town, home_community, home_town, age_band, sex)
      select person_id, attendance_id, day, from_at, from_at + minutes * interval '1 minute', minutes, 'counted', '{}', 'code', leader, day + 14, ends_at + interval '1 day', ${policyId},
        project_id, shift_id, id, team_id, node_id, kind, title, place_name, community_code, town_code, home_community, home_town,
        case when age < 8 then '0-7' when age < 14 then '8-13' when age < 18 then '14-17' when age < 28 then '18-27' when age < 35 then '28-34' when age < 40 then '35-39'
          when age < 45 then '40-44' when age < 60 then '45-59' else '60+' end, sex
      from past where minutes > 0 returning *),
    told as (
      insert into journal (at, actor_person, kind, subject, policy_id, facts)
      select counted_at, confirmed_by, 'record.counted', 'record:' || id, policy_id, json_build_object('person', person_id, 'day', day, 'minutes', minutes, 'kind', kind, 'team', team_id,
        'project', project_id, 'servedTown', served_town, 'servedCommunity', served_community, 'homeTown', home_town, 'homeCommunity', home_community, 'ageBand', age_band, 'sex', sex)::text
      from made returning id)
    insert into journal_unsealed select id from told`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Totals from the counted records, for everybody. */
export const totalPast = (tx: Tx) =>
  sql`insert into service_total (person_id, minutes, records) select person_id, sum(minutes), count(*) from service_record where state = 'counted' group by person_id
    on conflict (person_id) do update set minutes = excluded.minutes, records = excluded.records`.execute(tx)
