-- A slot is the unit of admission: a shift times a position. Sign-up touches only tables of this room.
create table slot (
  id bigint generated always as identity primary key,
  project_id bigint not null,
  project_version integer not null default 1, -- as which it was announced
  shift_id bigint not null,
  position_id bigint not null,
  node_id bigint not null references scope_node,
  title text not null,
  position_name text not null,
  kind text not null,
  town_code text not null,
  community_code text,
  site_id bigint references site,
  radius integer, -- the site's, in metres; null: as the policy says
  place_name text not null,
  lat double precision not null,
  lng double precision not null,
  span tstzrange not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  places integer not null,
  min_age integer,
  high_risk boolean not null,
  needs text[] not null default '{}', -- kinds of qualification; never changed
  state text not null default 'open' check (state in ('open', 'suspended', 'cancelled', 'closed')),
  admitted integer not null default 0,
  waiting integer not null default 0,
  arrivals integer not null default 0, -- everybody who ever signed up: the order of arrival
  settled_at timestamptz, -- when, after its end, the absent were told and the last ones checked out
  unique (shift_id, position_id),
  check (admitted >= 0 and admitted <= places),
  check (waiting >= 0)
);
create index slot_project on slot (project_id, starts_at);
-- What is open from now on: discovery's index is filled from it, and lost promotions are found by it. No index may name the
-- counters, not even in its condition: every sign-up would then write all indexes of the slot anew.
create index slot_start on slot (starts_at) where state = 'open';

-- What the minute's job still has to settle.
create index slot_unsettled on slot (ends_at) where settled_at is null;

-- Busy times of each living person, all entries together: one row, so that two overlapping admissions meet on its lock.
create table busy_time (
  person_id bigint primary key,
  busy tstzmultirange not null default '{}'
);

create table signup (
  id bigint generated always as identity primary key,
  slot_id bigint not null references slot,
  person_id bigint not null, -- the entry that signed up, or was signed up
  living_id bigint not null, -- as whom it lives
  state text not null check (state in ('admitted', 'waiting', 'withdrawn', 'released', 'lapsed', 'attended', 'absent')),
  arrival integer not null, -- order of arrival in the slot
  on_behalf boolean not null default false,
  at timestamptz not null,
  promoted_at timestamptz,
  ended_at timestamptz,
  reason text
);
-- One living sign-up of an entry per slot, found by the person (whose row of busy times lets no second entry in); the waiting list in
-- order of arrival; a person's own list.
create unique index signup_live on signup (slot_id, living_id, person_id) where state in ('admitted', 'waiting', 'attended');
create index signup_queue on signup (slot_id, arrival) where state = 'waiting';
create index signup_person on signup (living_id, id desc);

-- Which places somebody gives up so that two entries of theirs can be one: said when it is proposed, done when it is decided.
create table merge_choice (
  merge_id bigint not null references person_merge,
  signup_id bigint not null references signup,
  primary key (merge_id, signup_id)
);

create table attendance (
  id bigint generated always as identity primary key,
  signup_id bigint not null unique references signup,
  slot_id bigint not null references slot,
  person_id bigint not null,
  in_at timestamptz not null,
  in_how text not null check (in_how in ('code', 'roster')),
  in_evidence jsonb not null,
  out_at timestamptz,
  out_how text check (out_how in ('code', 'roster', 'shift-end')),
  out_evidence jsonb,
  entered_by bigint, -- who typed the beginning
  ended_by bigint, -- who typed the end
  late boolean not null default false, -- the phone sent it later than it happened
  flags text[] not null default '{}'
);
-- Those still on duty, for closing at the shift's end; one device used for several people.
create index attendance_open on attendance (slot_id) where out_at is null;
create index attendance_device on attendance ((in_evidence ->> 'device'), in_at);
