-- Insurance contracts. A row is never changed but for its state: another term is another row.
create table cover (
  id bigint generated always as identity primary key,
  node_id bigint not null references scope_node, -- whose it is: whoever stands below may name it
  insurer text not null,
  policy_no text not null,
  valid_from date not null,
  valid_until date not null, -- the last day
  limits jsonb not null, -- [{ what, fen }]
  age_from integer,
  age_to integer,
  premium_fen bigint check (premium_fen >= 0), -- a person and year
  payer text, -- association, town, organization, team, volunteer
  territory text not null default '',
  state text not null check (state in ('waiting', 'confirmed', 'withdrawn')),
  entered_by bigint, -- null: the command line
  entered_at timestamptz not null,
  confirmed_by bigint,
  confirmed_at timestamptz,
  withdrawn_why text, -- may be emptied
  check (valid_until >= valid_from),
  check (age_to >= age_from),
  check (state <> 'confirmed' or confirmed_at is not null)
);
create unique index cover_contract on cover (node_id, insurer, policy_no, valid_from, valid_until) where state <> 'withdrawn';
