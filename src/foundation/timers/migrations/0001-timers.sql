-- Deadlines, expiries, reminders, sweeps: rows of the district, made in the transaction that asks for them.
create table timer (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  due_at timestamptz not null,
  payload text not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  tries integer not null default 0,
  -- When it is tried again after a failure; the first time, when it is due.
  next_at timestamptz not null,
  error text,
  settled_at timestamptz
);
-- One of a kind a subject waits; asking again moves it.
create unique index timer_waiting on timer (kind, subject) where state = 'waiting';
create index timer_due on timer (next_at, id) where state = 'waiting';
-- What failed for good, for somebody to look at; what is done is swept away by age.
create index timer_settled on timer (state, settled_at) where state <> 'waiting';
