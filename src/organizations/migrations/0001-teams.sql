-- 队伍 under the community or town that registered them. The full registry of organisations builds on this.
create table team (
  id bigint generated always as identity primary key,
  name text not null,
  kind text not null,
  home_code text not null references place,
  town_code text not null references place,
  node_id bigint not null unique references scope_node,
  founded_on date,
  state text not null default 'active' check (state in ('active', 'dissolved')),
  registered_at timestamptz not null,
  unique (home_code, name)
);
create index team_town on team (town_code, id);

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
