-- Volunteers. Numbers of documents and phones are encrypted; a keyed hash finds them, a mask shows them.
create table person (
  id bigint generated always as identity primary key,
  volunteer_no text unique,
  name text not null,
  pinyin text not null,
  initials text not null,
  sex text not null check (sex in ('male', 'female')),
  birth_date date not null,
  document_type text not null,
  document_sealed bytea,
  document_hash bytea,
  document_mask text not null,
  phone_sealed bytea,
  phone_hash bytea,
  phone_mask text not null,
  community_code text not null references place,
  town_code text not null references place,
  tier text not null check (tier in ('visitor', 'phone', 'real-name')),
  verified_by_method text check (verified_by_method in ('authority', 'staff', 'sheet')),
  verified_at timestamptz,
  state text not null default 'active' check (state in ('active', 'suspended', 'left', 'deceased')),
  source text not null check (source in ('self', 'staff', 'sheet', 'demo')),
  skills text[] not null default '{}',
  interests text[] not null default '{}',
  political_status text,
  education text,
  guardian_name text,
  guardian_phone_sealed bytea,
  merged_into bigint references person, -- the entry it was joined to
  living_id bigint references person, -- the end of that chain; null for whoever lives
  registered_at timestamptz not null,
  name_key text not null, -- how the name is compared, whatever dots, spaces and case it is written with
  languages text[] not null default '{}',
  free_times text[] not null default '{}',
  national_no text, -- 全国志愿者编号, as its holder gave it
  oath_at timestamptz
);
-- A document belongs to one entry, also once that was joined to another.
create unique index person_document on person (document_hash) where document_hash is not null;
-- All entries of a living person, and those that were joined to one.
create index person_living on person ((coalesce(living_id, id)));
create index person_merged on person (merged_into) where merged_into is not null;
-- Claiming by phone: everybody who gave this number.
create index person_phone on person (phone_hash);
-- The desk's list of a town, newest first, and its search by name, pinyin and initials.
create index person_town on person (town_code, id desc);
create index person_name on person (name_key text_pattern_ops);
create index person_pinyin on person (pinyin text_pattern_ops);
create index person_initials on person (initials text_pattern_ops);
create index person_national on person (national_no text_pattern_ops) where national_no is not null;
-- The list's other orders.
create index person_by_name on person (pinyin, id) where merged_into is null;
create index person_by_birth on person (birth_date, id) where merged_into is null;

-- Where somebody lived before, until the day on which they moved; where they live stands with them.
create table person_residence (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  community_code text not null references place,
  town_code text not null references place,
  until date not null,
  at timestamptz not null,
  by_person bigint, -- who noted it
  how text not null check (how in ('self', 'staff'))
);
create index person_residence_person on person_residence (person_id, until, id);

-- Documents that somebody had before: they stay theirs, and register nobody else.
create table former_document (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  document_type text not null,
  document_sealed bytea,
  document_hash bytea unique,
  document_mask text not null,
  until date not null,
  at timestamptz not null,
  by_person bigint -- who saw the new one
);
create index former_document_person on former_document (person_id);

-- Somebody who is served, asks, or holds a narrow role: a name and a phone, no document. May be found to be a person later.
create table contact (
  id bigint generated always as identity primary key,
  name text not null,
  phone_sealed bytea,
  phone_hash bytea,
  phone_mask text not null,
  made_at timestamptz not null
);
create index contact_phone on contact (phone_hash);

-- Whose phone turned out to be somebody else's: the town asks them for another, which ends the row.
create table freed_phone (
  person_id bigint primary key references person,
  at timestamptz not null
);

-- Who read what of somebody's identity in full, and why. The journal has the fact; the words stand here, where they can be emptied.
create table identity_read (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  by_person bigint,
  at timestamptz not null,
  what text not null check (what in ('name', 'document', 'phone', 'birth', 'paper')),
  kind text not null check (kind in ('compare', 'contact', 'dispute', 'other')),
  reason text
);
create index identity_read_at on identity_read (at);
-- Shown to whom it is about.
create index identity_read_person on identity_read (person_id, at desc);

-- Consent per purpose with its version: given by the person, by a guardian, or declared by an importer as given on paper.
create table consent (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  purpose text not null,
  version text not null,
  how text not null check (how in ('self', 'guardian', 'paper')),
  paper text, -- which paper, when declared
  by_person bigint,
  at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_live on consent (person_id, purpose) where withdrawn_at is null;

-- Joining two entries of one person, proposed by one and decided by another, and parting them again: the pointer is the state, this
-- is its history.
create table person_merge (
  id bigint generated always as identity primary key,
  what text not null check (what in ('join', 'part')),
  from_person bigint not null references person,
  into_person bigint not null references person,
  reason text not null,
  by_person bigint,
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'passed', 'returned', 'refused', 'withdrawn')),
  decided_by bigint,
  done_at timestamptz
);
create unique index person_merge_open on person_merge (from_person) where state = 'open';

-- What the real-name authority is asked, and what it said. Due until it has answered.
create table authority_check (
  person_id bigint primary key references person,
  due_at timestamptz,
  tries integer not null default 0,
  answer text check (answer in ('match', 'no-match')),
  answered_at timestamptz,
  by text -- which authority: a simulator says that it is one
);
create index authority_check_due on authority_check (due_at) where due_at is not null;
