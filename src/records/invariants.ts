// What must hold of hours whatever happened: each query answers the rows that break its rule.
export const recordInvariants = {
  'a total is the sum of its counted records': `select coalesce(t.person_id, r.person_id) as id from service_total t full join
    (select person_id, sum(minutes) as minutes, count(*) as n from service_record where state = 'counted' group by person_id) r on r.person_id = t.person_id
    where coalesce(t.minutes, 0) <> coalesce(r.minutes, 0) or coalesce(t.records, 0) <> coalesce(r.n, 0)`,
  'no two counted records of one person overlap': `select id from (
      select r.id, r.from_at, max(r.to_at) over (partition by p.living_id order by r.from_at, r.id rows between unbounded preceding and 1 preceding) as before
      from service_record r join person_life p on p.id = r.person_id where r.state = 'counted') x
    where before > from_at`,
  'every counted hour has an attendance, or replaces one that had': `select r.id from service_record r left join service_record o on o.id = r.replaces
    where r.state = 'counted' and r.attendance_id is null and o.id is null`,
  'two people stand behind every counted hour': `select id from service_record
    where state = 'counted' and (confirmed_by is null or (how <> 'roster' and person_id in (confirmed_by, confirmed_for)))`,
  'a replaced record is reversed': `select o.id from service_record r join service_record o on o.id = r.replaces where o.state <> 'reversed'`,
  'every counted hour is what the journal told of it: whose, when, how much, for whom, where': `select coalesce(r.id, t.id) as id from (
      select substr(subject, 8)::bigint as id, f.*, sum(case kind when 'record.counted' then 1 else -1 end) as times
      from told cross join lateral json_to_record(facts::json) as f(person bigint, day date, minutes integer, team bigint, project bigint,
          organization bigint, sector text, site bigint)
      where kind in ('record.counted', 'record.reversed') group by 1, 2, 3, 4, 5, 6, 7, 8, 9
      having sum(case kind when 'record.counted' then 1 else -1 end) <> 0) t
    full join (select * from service_record where state = 'counted') r
      on r.id = t.id and r.person_id = t.person and r.day = t.day and r.minutes = t.minutes and r.team_id = t.team and r.project_id = t.project
      and coalesce(r.organization_id, 0) = coalesce(t.organization, 0) and coalesce(r.site_id, 0) = coalesce(t.site, 0)
      and coalesce(r.sector, '') = coalesce(t.sector, '')
    where r.id is null or t.times is distinct from 1`,
}
