-- How often somebody tried something within a span: counted in the district, not in each process. `who` is a keyed hash.
create table attempt (
  what text not null,
  who bytea not null,
  tries integer not null,
  until timestamptz not null, -- when the span is over and the count begins anew
  primary key (what, who)
);
create index attempt_over on attempt (until);
