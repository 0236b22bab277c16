-- 志愿服务组织 as their registrars entered them. Each has a node of its own below its registrar, and a team of its own, 本部.
create table organization (
  id bigint generated always as identity primary key,
  name text not null,
  kind text not null,
  sector text, -- the line that it belongs to: education, health
  credit_code text unique, -- 统一社会信用代码, where it has one
  registrar_node_id bigint not null references scope_node,
  parent_id bigint references organization,
  node_id bigint not null unique references scope_node,
  state text not null default 'active' check (state in ('active', 'dissolved')),
  registered_at timestamptz not null,
  constraint organization_name unique (registrar_node_id, name)
);
create index organization_parent on organization (parent_id) where parent_id is not null;

-- 队伍 under the community or town that registered them; of an organisation, or registered by the community alone.
create table team (
  id bigint generated always as identity primary key,
  name text not null,
  kind text not null,
  home_code text not null references place,
  town_code text not null references place,
  node_id bigint not null unique references scope_node,
  organization_id bigint references organization,
  is_default boolean not null default false, -- 本部
  parent_team_id bigint references team,
  level smallint not null default 1 check (level between 1 and 3), -- 总队, 大队, 中队
  founded_on date,
  state text not null default 'active' check (state in ('active', 'dissolved')),
  registered_at timestamptz not null,
  constraint team_name unique (home_code, name),
  check ((level = 1) = (parent_team_id is null)),
  check (not is_default or (organization_id is not null and level = 1))
);
create index team_town on team (town_code, id);
create unique index team_default on team (organization_id) where is_default;
create index team_organization on team (organization_id) where organization_id is not null;
create index team_parent on team (parent_team_id) where parent_team_id is not null;

create table team_member (
  team_id bigint not null references team,
  person_id bigint not null references person,
  role text not null check (role in ('leader', 'member')),
  since timestamptz not null,
  until timestamptz
);
create unique index team_member_live on team_member (team_id, person_id) where until is null;
create index team_member_person on team_member (person_id) where until is null;

-- Somebody who was asked to join: a member once they said yes.
create table team_invitation (
  id bigint generated always as identity primary key,
  team_id bigint not null references team,
  person_id bigint not null references person,
  by_person bigint,
  at timestamptz not null,
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz
);
create unique index team_invitation_open on team_invitation (team_id, person_id) where answer is null;
create index team_invitation_person on team_invitation (person_id) where answer is null;
