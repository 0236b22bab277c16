-- What counts, for rooms above: one row a counted record, with what was frozen at service.
create view counted_record as
  select id, person_id, day, extract(hour from from_at at time zone 'Asia/Shanghai')::smallint as hour, minutes, kind, team_id, project_id,
    served_town, coalesce(served_community, '') as served_community, home_town, home_community, age_band, sex
  from service_record where state = 'counted';
-- The minutes of any record, for those who hold on to records by id.
create view record_minutes as select id, minutes, state from service_record;
-- From when to when a record is, for those who add up anew.
create view record_times as select id, minutes, from_at, to_at from service_record;
