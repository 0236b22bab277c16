-- A night's backup, or one that somebody asked for: the file, or why there is none.
create table backup_run (
  id bigint generated always as identity primary key,
  file text not null, -- its name in the backup folder
  asked_at timestamptz not null,
  ended_at timestamptz, -- until then whoever is free makes it
  bytes bigint,
  error text,
  removed_at timestamptz -- to make room for later ones
);
-- Of several who ask at once, one waits to be made.
create unique index backup_run_open on backup_run ((ended_at is null)) where ended_at is null;
