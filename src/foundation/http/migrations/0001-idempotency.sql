-- Answers kept for a day, so that a POST sent twice with one Idempotency-Key is done once.
create table idempotency (
  owner text not null,
  key text not null,
  fingerprint bytea not null,
  begun_at timestamptz not null,
  status integer,
  body text,
  primary key (owner, key)
);
create index idempotency_age on idempotency (begun_at);
