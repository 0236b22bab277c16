// What must hold of slots, sign-ups and busy times whatever happened: each query answers the rows that break its rule.
export const participationInvariants = {
  'no slot admits more than its places': 'select id from slot where admitted > places',
  'a slot counts exactly who was admitted': `select s.id from slot s left join (select slot_id, count(*) as n from signup
    where state in ('admitted', 'attended', 'absent') group by slot_id) g on g.slot_id = s.id where s.admitted <> coalesce(g.n, 0)`,
  'a slot counts exactly who waits': `select s.id from slot s left join (select slot_id, count(*) as n from signup where state = 'waiting' group by slot_id) g
    on g.slot_id = s.id where s.waiting <> coalesce(g.n, 0)`,
  'arrivals of a slot are one after another, none twice': `select slot_id as id from signup group by slot_id
    having count(*) <> count(distinct arrival) or max(arrival) > (select arrivals from slot where slot.id = slot_id)`,
  'every sign-up belongs to whom its entry lives as': `select g.id from signup g join person_life l on l.id = g.person_id where l.living_id <> g.living_id`,
  'busy times are exactly the admitted shifts': `select coalesce(b.person_id, g.living_id) as id from busy_time b full join
    (select g.living_id, range_agg(s.span) as busy from signup g join slot s on s.id = g.slot_id
      where g.state in ('admitted', 'attended', 'absent') group by g.living_id) g
    on g.living_id = b.person_id where coalesce(b.busy, '{}') <> coalesce(g.busy, '{}')`,
  'nobody is admitted to two shifts at one time': `select living_id as id from (
      select g.living_id, s.starts_at, lag(s.ends_at) over (partition by g.living_id order by s.starts_at, s.ends_at) as before
      from signup g join slot s on s.id = g.slot_id where g.state = 'admitted' and s.ends_at > :now) x
    where before > starts_at`,
  'no entry was ever admitted to two shifts at one time': `select person_id as id from (
      select g.person_id, s.starts_at, lag(s.ends_at) over (partition by g.person_id order by s.starts_at, s.ends_at) as before
      from signup g join slot s on s.id = g.slot_id where g.state in ('admitted', 'attended', 'absent')) x
    where before > starts_at`,
  'no open slot to come has a free place and somebody waiting who could take it': `select s.id from slot s
    where s.waiting > 0 and s.state = 'open' and s.admitted < s.places and s.starts_at > :now and exists (
      select from signup g left join busy_time b on b.person_id = g.living_id
      where g.slot_id = s.id and g.state = 'waiting' and not coalesce(b.busy && s.span, false))`,
  'a settled slot has nobody left to settle': `select s.id from slot s join signup g on g.slot_id = s.id
    where s.settled_at is not null and g.state in ('admitted', 'waiting')`,
}
