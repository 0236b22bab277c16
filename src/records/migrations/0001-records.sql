-- Service records: one per attendance and local day, with everything about it frozen at the time of service.
create table service_record (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  attendance_id bigint references attendance,
  day date not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  minutes integer not null check (minutes >= 0 and minutes <= 1440),
  state text not null check (state in ('pending', 'counted', 'reversed')),
  -- What it still waits for: consent, real-name, cover, confirmation, acceptance, overlap. Empty when it counts.
  waits text[] not null,
  how text not null check (how in ('code', 'roster', 'correction', 'import')),
  entered_by bigint, -- who typed its beginning
  ended_by bigint, -- and who its end; null where a scan or the clock did
  confirmed_by bigint,
  confirmed_for bigint, -- the one whom a deputy stood for
  due_on date not null,
  counted_at timestamptz,
  replaces bigint unique references service_record,
  flags text[] not null default '{}',
  policy_id bigint not null references policy,
  -- frozen
  project_id bigint not null,
  shift_id bigint not null,
  slot_id bigint not null,
  project_version integer not null default 1,
  team_id bigint not null,
  organization_id bigint, -- the team's; null where the community registered it alone
  sector text,
  site_id bigint,
  beneficiary_kind text, -- whom it served, where the project says
  request_id bigint, -- the resident's request that it answers
  node_id bigint not null references scope_node,
  kind text not null,
  title text not null,
  place_name text not null,
  served_community text,
  served_town text not null,
  home_community text not null,
  home_town text not null,
  age_band text not null,
  sex text not null,
  check ((state = 'pending') = (cardinality(waits) > 0))
);
-- One record per attendance and day, corrections apart.
create unique index service_record_attendance on service_record (attendance_id, day) where replaces is null and attendance_id is not null;
-- A person's own list, newest first, and the search for overlaps.
create index service_record_person on service_record (person_id, from_at desc);
-- What waits in a team, by deadline.
create index service_record_waiting on service_record (node_id, due_on) where state = 'pending';
-- What waits for insurance, by the project that names none in force.
create index service_record_uncovered on service_record (project_id) where state = 'pending' and 'cover' = any(waits);
create index service_record_shift on service_record (shift_id);

-- What a join of two entries took back, with what stood behind it: counts again when the join ends.
create table record_taken_back (
  record_id bigint not null references service_record,
  merge_id bigint not null,
  wait text not null check (wait in ('confirmation', 'overlap')),
  confirmed_by bigint,
  confirmed_for bigint,
  primary key (record_id, merge_id)
);
create index record_taken_back_merge on record_taken_back (merge_id);

-- What a decision on overlapping hours set aside: the record, those for which it gave way, and what is left of it beside them. It counts
-- again when they turn out to be another person's.
create table record_set_aside (
  record_id bigint primary key references service_record,
  against bigint[] not null,
  rest_id bigint references service_record
);

-- Totals, kept with the records in one transaction.
create table service_total (
  person_id bigint primary key references person,
  minutes bigint not null default 0 check (minutes >= 0),
  records integer not null default 0 check (records >= 0)
);

-- A volunteer disputes, or a leader corrects: a review decides, and the record is reversed and replaced.
create table record_correction (
  id bigint generated always as identity primary key,
  record_id bigint not null references service_record,
  kind text not null check (kind in ('dispute', 'correction')),
  asked_minutes integer not null check (asked_minutes between 0 and 1440),
  reason text not null,
  by_person bigint,
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'passed', 'returned', 'refused', 'withdrawn'))
);
create unique index record_correction_open on record_correction (record_id) where state = 'open';
