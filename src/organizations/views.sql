-- Of which organisation and sector a team is, for what is frozen above.
create view team_line as
  select t.id as team_id, t.organization_id, o.sector from team t left join organization o on o.id = t.organization_id;
