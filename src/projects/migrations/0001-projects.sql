create table project (
  id bigint generated always as identity primary key,
  no text unique,
  team_id bigint not null references team,
  node_id bigint not null references scope_node, -- the team's
  town_code text not null references place, -- where it is served
  community_code text references place,
  site_id bigint references site, -- where it is at one; the address below is then the site's
  title text not null,
  kind text not null,
  content text not null default '',
  conditions text not null default '',
  place_name text not null default '',
  address text not null default '',
  lat double precision,
  lng double precision,
  min_age integer,
  skills text[] not null default '{}',
  risk_level text not null default 'low' check (risk_level in ('low', 'high')),
  risk_notice text not null default '',
  guarantees text[] not null default '{}',
  cover_id bigint references cover, -- the contract that insures it
  agreement boolean not null default false,
  declaration jsonb, -- { by, at, answers }
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'published', 'suspended', 'cancelled', 'closed')),
  submitted_round integer not null default 0,
  last_returned jsonb, -- the draft as it was returned, for showing what changed
  author_person bigint references person,
  created_at timestamptz not null,
  published_at timestamptz,
  published_version integer not null default 0, -- how often it was announced: what a record was served under
  version integer not null default 1 -- of the row, for whoever saves it beside others
);
create index project_team on project (team_id, id desc);
create index project_site on project (site_id) where site_id is not null;
create index project_cover on project (cover_id) where cover_id is not null;
-- The desk's list by town and state, newest first.
create index project_town on project (town_code, state, id desc);

create table project_position (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  name text not null,
  places integer not null check (places between 1 and 100000),
  requirement text not null default '',
  needs text[] not null default '{}' -- kinds of qualification
);
create index project_position_project on project_position (project_id);

create table project_shift (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  check (ends_at > starts_at)
);
create index project_shift_project on project_shift (project_id, starts_at);

-- Who had a hand in the words of a project: the makers of its review.
create table project_editor (
  project_id bigint not null references project on delete cascade,
  person_id bigint not null references person,
  primary key (project_id, person_id)
);
create index project_editor_person on project_editor (person_id);

-- Why a project was suspended, resumed, cancelled or closed.
create table project_move (
  id bigint generated always as identity primary key,
  project_id bigint not null references project,
  how text not null check (how in ('suspended', 'resumed', 'cancelled', 'closed')),
  reason text not null,
  by_person bigint,
  at timestamptz not null
);
create index project_move_project on project_move (project_id, id);
