-- Dated values: thresholds, limits, standards. An approved value holds from its day until a later one of the same key and scope,
-- and is never changed; whoever wants another value proposes another version.
create table policy (
  id bigint generated always as identity primary key,
  key text not null,
  scope text not null default '', -- '' the district, else a town's code
  effective_from date not null,
  value jsonb not null,
  state text not null check (state in ('proposed', 'approved', 'returned', 'withdrawn', 'lapsed')),
  seed boolean not null default false, -- came with the product
  source text not null,
  document_title text,
  document_link text,
  proposed_by bigint,
  proposed_for bigint, -- the one whom a deputy stood for
  proposed_account text,
  proposed_at timestamptz not null,
  decided_by bigint,
  decided_at timestamptz,
  reason text -- why it was returned; may be emptied
);
-- One value a day, and one proposal at a time.
create unique index policy_approved on policy (key, scope, effective_from) where state = 'approved';
create unique index policy_open on policy (key, scope) where state = 'proposed';
