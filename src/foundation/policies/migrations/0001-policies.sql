-- Dated values: thresholds, limits, standards. A value holds from its day until a later one of the same key and scope.
create table policy (
  id bigint generated always as identity primary key,
  key text not null,
  scope text not null default '', -- '' the district, else a town's code
  effective_from date not null,
  value jsonb not null,
  source text not null,
  approved_by text not null,
  recorded_at timestamptz not null,
  unique (key, scope, effective_from)
);
