// What must hold of qualifications whatever happened: each query answers the rows that break its rule.
export const qualificationInvariants: Readonly<Record<string, string>> = {
  'what is or was confirmed was confirmed by somebody other than the person and whoever entered it': `select q.id from qualification q
    join person_life p on p.id = q.person_id left join person_life c on c.id = q.confirmed_by left join person_life e on e.id = q.entered_by
    where (q.state in ('confirmed', 'suspended') and q.confirmed_at is null)
      or c.living_id = p.living_id or c.living_id = e.living_id`,
  'what has expired is over': `select id from qualification where state = 'expired'
    and (valid_until is null or valid_until >= (:now at time zone 'Asia/Shanghai')::date)`,
}
