-- The tree of scopes, for lists that ask who may see what.
create view scope as select id, parent_id, kind, name, path, org_path from scope_node;

-- Duties as they stand, for sessions and tokens, which look them up at every request.
create view duty as
  select id, person_id, contact_id, role, node_id, sector, case_of, deputy_for, since, until, state from access_grant;
