// What must never be found among the reviews; each query answers the rows that break its rule.
export const reviewInvariants = {
  'an open review waits at exactly one step, a closed one at none': `select r.id from review r left join review_step s
    on s.review_id = r.id and s.begun_at is not null and s.ended_at is null
    group by r.id having count(s.n) <> case when r.state = 'open' then 1 else 0 end or (r.state = 'open' and min(s.n) <> r.step)`,
  'every step that a review has left behind was decided': `select s.review_id as id from review_step s join review r on r.id = s.review_id
    left join review_decision d on d.review_id = s.review_id and d.n = s.n
    where (s.n < r.step or (s.n = r.step and r.state <> 'open')) and d.id is null`,
  'a review passed only by passing every step': `select r.id from review r join review_step s on s.review_id = r.id
    left join review_decision d on d.review_id = s.review_id and d.n = s.n where r.state = 'passed' and d.verdict is distinct from 'pass'`,
  'nobody decided what they made or what concerns them': `select d.review_id as id from
    (select review_id, n, unnest(array[by_person, for_person]) as person from review_decision where verdict <> 'withdraw'
      union all select review_id, n, unnest(array[person_id, for_person]) from review_score) d
    join review_step s on s.review_id = d.review_id and s.n = d.n and s.kind <> 'answer'
    join review_person p on p.review_id = d.review_id and p.person_id = d.person`,
  'nobody decided two steps of one review': `select review_id as id from
    (select review_id, n, unnest(array[by_person, for_person])::text as person from review_decision where verdict <> 'withdraw'
      union select review_id, n, unnest(array[person_id, for_person])::text from review_score
      union select review_id, n, 'contact ' || contact_id from review_score) d
    where person is not null group by review_id, person having count(distinct n) > 1`,
  'a panel closed with all its marks': `select s.review_id as id from review_step s join review_decision d on d.review_id = s.review_id and d.n = s.n
    where s.kind = 'panel' and d.verdict in ('pass', 'refuse')
      and (select count(*) from review_score x where x.review_id = s.review_id and x.n = s.n) < (s.settings::json ->> 'scorers')::int`,
  'no publicity passed with an objection unanswered': `select o.review_id as id from review_objection o join review_decision d
    on d.review_id = o.review_id and d.n = o.n where d.verdict = 'pass' and o.answered_at is null`,
}
