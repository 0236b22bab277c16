-- Audit and events in one append-only table. Facts are text, hashed as stored. No names, numbers or phones in here:
-- erasing a person must not need the journal rewritten.
create table journal (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_account text,
  actor_person bigint,
  on_behalf_of bigint,
  kind text not null,
  subject text not null,
  policy_id bigint,
  facts text not null
);
-- History of one subject, newest first.
create index journal_subject on journal (subject, id desc);

-- Rows that the sealer has not seen, written by the transaction that appends. Ids commit out of order, so a
-- low-water mark would skip rows; a queue cannot.
create table journal_unsealed (journal_id bigint primary key references journal);

create table journal_seal (
  position bigint primary key,
  journal_id bigint not null unique references journal,
  hash bytea not null
);

-- How far each listener has heard; while it fails, how often, why, and when it is tried again.
create table journal_listener (
  name text primary key,
  position bigint not null,
  tries integer not null default 0,
  error text,
  failed_at timestamptz,
  next_at timestamptz
);

-- Rows that a listener could not hear and that others behind them did not wait for.
create table journal_set_aside (
  id bigint generated always as identity primary key,
  listener text not null,
  position bigint not null,
  error text not null,
  tries integer not null,
  at timestamptz not null,
  unique (listener, position)
);

-- The head of the chain as it was published at the end of a day, signed: a tail that is cut off later is seen by anybody who kept one.
create table journal_head (
  day date primary key,
  position bigint not null,
  hash bytea not null,
  signature bytea not null,
  published_at timestamptz not null
);
