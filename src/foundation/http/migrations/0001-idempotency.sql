-- Kept for a day, so that a POST sent twice with one Idempotency-Key is done once.
create table idempotency (
  owner text not null, -- the account, or the token: never an address
  key text not null,
  turn integer not null default 1, -- counts those who took it in hand: what an earlier one still does is refused
  fingerprint bytea, -- of the whole request; none until an upload has been read to its end
  begun_at timestamptz not null,
  done_at timestamptz, -- written in the transaction of the effect
  subject text, -- what the effect was on, for whoever asks again after the answer was lost
  status integer,
  body text,
  primary key (owner, key)
);
create index idempotency_age on idempotency (begun_at);
