-- A night's backup, or one that somebody asked for: the file, or why there is none.
create table backup_run (
  id bigint generated always as identity primary key,
  file text not null, -- its name in the backup folder
  began_at timestamptz not null,
  ended_at timestamptz,
  bytes bigint,
  error text,
  removed_at timestamptz -- to make room for later ones
);
create index backup_run_began on backup_run (began_at desc);
