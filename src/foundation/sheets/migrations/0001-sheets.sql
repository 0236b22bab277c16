-- A sheet of any kind that a room takes: staged and checked first, registered when somebody says so.
create table import_batch (
  id bigint generated always as identity primary key,
  kind text not null,
  file_name text not null,
  file_hash bytea, -- none while it is still being received
  state text not null check (state in ('receiving', 'checking', 'checked', 'registering', 'done', 'stopped', 'failed')),
  rows_seen integer not null default 0,
  rows_expected integer, -- judged from the part that was read
  rows_total integer,
  node_id bigint not null references scope_node,
  by_person bigint,
  paper text, -- the paper on which consent was given, as declared
  begun_at timestamptz not null,
  ended_at timestamptz,
  why text, -- why it does not get on
  refused jsonb, -- why it was refused as a whole: code and sentence in both languages
  notes jsonb not null default '{}', -- what whoever sent it should know: rows that were hidden, sheets that were not read
  sheet_kept boolean not null default false, -- its bytes lie in import_piece until it is checked: any process may check it
  claim integer not null default 0, -- counts the workers of its check: what an earlier one still writes is refused
  registered_by_account text, -- who said that it be registered
  registered_by_person bigint
);
-- What waits for a worker.
create index import_batch_open on import_batch (id) where state in ('checking', 'registering');
-- What was begun and never arrived.
create index import_batch_receiving on import_batch (begun_at) where state = 'receiving';

-- A sheet as it was sent, encrypted, in pieces of one size but for the last.
create table import_piece (
  batch_id bigint not null references import_batch on delete cascade,
  n integer not null,
  bytes integer not null,
  sealed bytea not null,
  primary key (batch_id, n)
);

-- Rows that passed the check wait sealed by the hundred, not one by one; each gets a line of its own when it is settled.
create table import_chunk (
  batch_id bigint not null references import_batch on delete cascade,
  first_row integer not null,
  counts jsonb not null, -- rows by verdict
  sealed bytea, -- the clean rows, encrypted; emptied once registered
  primary key (batch_id, first_row)
);
-- What is encrypted does not compress.
create index import_chunk_waiting on import_chunk (batch_id, first_row) where sealed is not null;

create table import_row (
  batch_id bigint not null references import_batch on delete cascade,
  row_no integer not null,
  verdict text not null,
  column_name text,
  params jsonb not null default '{}',
  shown text not null, -- what the row is known by, masked
  shown_beside text not null,
  sealed bytea, -- the row as read, encrypted; none once registered
  subject_id bigint, -- whom or what it became or was
  primary key (batch_id, row_no)
);
create index import_row_defect on import_row (batch_id, row_no) where verdict not in ('registered', 'unchanged', 'already-registered');
