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
  merged_into bigint references person,
  registered_at timestamptz not null
);
-- One living entry per document.
create unique index person_document on person (document_hash) where document_hash is not null and merged_into is null;
-- Claiming by phone: everybody who gave this number.
create index person_phone on person (phone_hash);
-- The desk's list of a town, newest first, and its search by name, pinyin and initials.
create index person_town on person (town_code, id desc);
create index person_name on person (name text_pattern_ops);
create index person_pinyin on person (pinyin text_pattern_ops);
create index person_initials on person (initials text_pattern_ops);

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

-- Who read somebody's full identity, and why. The journal has the fact; the words stand here, where they can be emptied.
create table identity_read (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  by_person bigint,
  at timestamptz not null,
  reason text
);
create index identity_read_at on identity_read (at);

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

-- Joining two entries of one person and parting them again: the pointer is the state, this is its history.
create table person_merge (
  id bigint generated always as identity primary key,
  from_person bigint not null references person,
  into_person bigint not null references person,
  reason text not null,
  by_person bigint,
  at timestamptz not null,
  undone_at timestamptz
);

-- A registration sheet: staged and checked first, registered when somebody says so.
create table import_batch (
  id bigint generated always as identity primary key,
  file_name text not null,
  file_hash bytea not null,
  state text not null check (state in ('checking', 'checked', 'registering', 'done', 'stopped', 'failed')),
  rows_seen integer not null default 0,
  rows_total integer,
  node_id bigint not null references scope_node,
  by_person bigint,
  paper text, -- the paper on which consent was given, as declared
  begun_at timestamptz not null,
  ended_at timestamptz,
  why text,
  sheet_kept boolean not null default false, -- its bytes lie in import_piece until it is checked: any process may check it
  claim integer not null default 0, -- counts the workers of its check: what an earlier one still writes is refused
  registered_by_account text, -- who said that it be registered
  registered_by_person bigint
);
-- What waits for a worker.
create index import_batch_open on import_batch (id) where state in ('checking', 'registering');

-- A sheet as it was sent, encrypted, in pieces.
create table import_piece (
  batch_id bigint not null references import_batch on delete cascade,
  n integer not null,
  bytes integer not null,
  sealed bytea not null,
  primary key (batch_id, n)
);
create table import_row (
  batch_id bigint not null references import_batch on delete cascade,
  row_no integer not null,
  verdict text not null,
  column_name text,
  params jsonb not null default '{}',
  masked_name text not null,
  masked_document text not null,
  sealed bytea, -- the row as read, encrypted; emptied once registered
  person_id bigint,
  primary key (batch_id, row_no)
);
create index import_row_verdict on import_row (batch_id, verdict, row_no);
