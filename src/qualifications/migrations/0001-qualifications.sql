-- Training and licences, with the days for which they are good. Rows are never deleted.
create table qualification (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  kind text not null,
  number text not null default '',
  valid_from date not null,
  valid_until date, -- the last day
  state text not null check (state in ('waiting', 'confirmed', 'suspended', 'withdrawn', 'expired')),
  entered_by bigint, -- null: the command line
  entered_at timestamptz not null,
  confirmed_by bigint,
  confirmed_at timestamptz,
  check (valid_until >= valid_from)
);
-- What a person has of a kind: asked at sign-up. The same paper twice is one.
create index qualification_held on qualification (person_id, kind) where state = 'confirmed';
create unique index qualification_live on qualification (person_id, kind, number) where state in ('waiting', 'confirmed', 'suspended');

-- Why one was suspended, resumed or withdrawn; the words may be emptied.
create table qualification_move (
  id bigint generated always as identity primary key,
  qualification_id bigint not null references qualification,
  how text not null check (how in ('suspended', 'resumed', 'withdrawn')),
  reason text,
  by_person bigint,
  at timestamptz not null
);
create index qualification_move_of on qualification_move (qualification_id, id);
