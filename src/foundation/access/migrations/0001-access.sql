-- The one tree of scopes. Rooms hang their nodes in: district > town > community, organisations and teams below.
create table scope_node (
  id bigint generated always as identity primary key,
  parent_id bigint references scope_node,
  kind text not null,
  name text not null,
  -- Every node from the root down to this one, itself included: a grant at any of them covers it.
  path bigint[] not null
);
-- Everything under a node.
create index scope_node_path on scope_node using gin (path);

create table access_grant (
  id bigint generated always as identity primary key,
  person_id bigint not null,
  role text not null,
  node_id bigint not null references scope_node,
  since timestamptz not null,
  until timestamptz,
  granted_by bigint
);
create unique index access_grant_live on access_grant (person_id, role, node_id) where until is null;
