-- Who serves the district: each process says every few seconds that it lives.
create table server_process (
  id text primary key,
  host text not null,
  pid integer not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  watchers text not null default '[]' -- what its watchers have heard, as they say it
);

-- How the last run of each job went.
create table job_run (
  name text primary key,
  began_at timestamptz not null,
  ended_at timestamptz,
  done integer, -- how many things it did, where it says so
  error text,
  failed_at timestamptz -- the last failure, also when a later run was well
);

-- That the database can be written: tried by each host that is asked whether it is ready.
create table ready_mark (
  host text primary key,
  at timestamptz not null
);
