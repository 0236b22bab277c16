-- What somebody keeps of a list: conditions, order and columns under a name, shown as a tab. Queries are data of the list's own shape.
create table list_view (
  id bigint generated always as identity primary key,
  owner text not null, -- an account
  list text not null,
  name text not null,
  query jsonb not null,
  sort text,
  columns text[] not null,
  is_first boolean not null default false, -- how the list opens
  made_at timestamptz not null,
  unique (owner, list, name)
);
create unique index list_view_first on list_view (owner, list) where is_first;

-- Long work on the rows of a list: counted to the end, written as a sheet, or acted on after its effect was said.
create table list_task (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('count', 'sheet', 'action')),
  list text not null,
  action text,
  query jsonb not null,
  chosen bigint[], -- rows by id, where not all of the query
  sort text,
  columns text[] not null default '{}',
  language text not null,
  owner text not null,
  asker jsonb not null, -- who asked, with the grants they held then
  state text not null check (state in ('waiting', 'weighed', 'confirmed', 'done', 'stopped', 'failed')),
  rows_done integer not null default 0,
  rows_all integer,
  result jsonb,
  why text,
  begun_at timestamptz not null,
  ended_at timestamptz,
  kept_until timestamptz not null
);
-- What waits for a worker; somebody's own, newest first; what may go.
create index list_task_open on list_task (id) where state in ('waiting', 'confirmed');
create index list_task_owner on list_task (owner, id desc);
create index list_task_kept on list_task (kept_until);

-- A sheet as it was written, encrypted, in pieces.
create table list_piece (
  task_id bigint not null references list_task on delete cascade,
  n integer not null,
  bytes integer not null,
  sealed bytea not null,
  primary key (task_id, n)
);

-- The rows of an action: what would become of each, as it was said, and what became of it.
create table list_row (
  task_id bigint not null references list_task on delete cascade,
  row_id bigint not null,
  weighed text not null,
  became text,
  primary key (task_id, row_id)
);
