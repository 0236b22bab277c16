// What must hold of organisations and teams whatever happened: each query answers the rows that break its rule.
export const organizationInvariants: Readonly<Record<string, string>> = {
  'every organisation has one team of its own': `select o.id from organization o
    where (select count(*) from team t where t.organization_id = o.id and t.is_default) <> 1`,
  'an organisation hangs below its registrar, and has the line of the one above': `select o.id from organization o
    join scope n on n.id = o.node_id
    left join organization a on a.id = o.parent_id left join scope an on an.id = a.node_id
    where n.parent_id is distinct from o.registrar_node_id
      or n.org_path is distinct from case when a.id is not null then an.path || coalesce(an.org_path, '{}') end`,
  'a team has the line of the team above it, or of its organisation': `select t.id from team t join scope n on n.id = t.node_id
    left join organization o on o.id = t.organization_id left join scope os on os.id = o.node_id
    left join team p on p.id = t.parent_team_id left join scope ps on ps.id = p.node_id
    where n.org_path is distinct from case
      when p.id is not null then ps.id || coalesce(ps.org_path, '{}')
      when o.id is not null then os.path || coalesce(os.org_path, '{}') end`,
  'a group is of the organisation of the team above it, one level below': `select t.id from team t join team p on p.id = t.parent_team_id
    where t.organization_id is distinct from p.organization_id or t.level <> p.level + 1`,
}
