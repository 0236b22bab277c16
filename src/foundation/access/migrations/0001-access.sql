-- The one tree of scopes. Rooms hang their nodes in: district > town > community, organisations and teams below.
create table scope_node (
  id bigint generated always as identity primary key,
  parent_id bigint references scope_node,
  kind text not null,
  name text not null,
  -- Every node from the root down to this one, itself included: a grant at any of them covers it.
  path bigint[] not null,
  -- A second line beside it, where there is one: of the organisation that a team belongs to, and of the teams above it.
  org_path bigint[]
);
-- Everything under a node, by either line.
create index scope_node_path on scope_node using gin (path);
create index scope_node_org_path on scope_node using gin (org_path);

-- A duty: who holds which role where, from when to when, who proposed and who approved it. Rows are never deleted.
create table access_grant (
  id bigint generated always as identity primary key,
  person_id bigint,
  contact_id bigint, -- somebody known by name and phone only, for narrow roles
  role text not null,
  node_id bigint not null references scope_node,
  sector text, -- narrowed to one line, across the node
  case_of text, -- narrowed to one subject: aid:17
  deputy_for bigint references access_grant, -- the duty it stands in for, and never outlives
  succeeds bigint references access_grant, -- the duty that ends when this one begins
  since timestamptz not null,
  until timestamptz,
  state text not null check (state in ('proposed', 'live', 'returned', 'ended')),
  proposed_by bigint, -- null: the command line
  proposed_for bigint, -- whom the proposer stood in for
  proposed_at timestamptz not null,
  decided_by bigint, -- null while it waits, and for what teams and the command line give
  decided_at timestamptz,
  ended_by bigint,
  ended_at timestamptz,
  ended_why text check (ended_why in ('term', 'ended', 'excluded', 'succeeded', 'left', 'membership', 'lapsed')),
  reason text, -- free text, of a proposal, a return or an end; may be emptied
  check ((person_id is null) <> (contact_id is null)),
  check (until > since)
);
-- What somebody holds: asked by every session.
create index access_grant_person on access_grant (person_id) where state = 'live';
create index access_grant_contact on access_grant (contact_id) where state = 'live';
-- A team has one such grant a leader, however often it is given; two proposals of one thing are one.
create unique index access_grant_leads on access_grant (person_id, node_id) where role = 'team-leader' and state = 'live' and deputy_for is null;
create unique index access_grant_asked on access_grant (coalesce(person_id, -contact_id), role, node_id, coalesce(sector, ''), coalesce(case_of, ''), coalesce(deputy_for, 0)) where state = 'proposed';
-- The desk's table by end, and whose deputies there are.
create index access_grant_end on access_grant (state, until);
create index access_grant_deputy on access_grant (deputy_for) where deputy_for is not null;
