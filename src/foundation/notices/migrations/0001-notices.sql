-- What somebody is told. The kind and the facts stand here; words are made of them when it is read or sent.
create table notice (
  id bigint generated always as identity primary key,
  person_id bigint, -- to whom: a person as they were entered, or a contact
  contact_id bigint,
  concerns bigint, -- the person it is about, where that is somebody else: a child, a mother without a phone
  kind text not null,
  subject text not null,
  facts jsonb not null default '{}', -- can be emptied
  merge_key text, -- repeats about one subject that nobody has read are one row
  times integer not null default 1,
  at timestamptz not null,
  answer_by timestamptz, -- until when it can be answered, or is of use
  planned_at timestamptz, -- by which ways it goes out has been decided
  read_at timestamptz,
  settled_at timestamptz, -- answered, or no longer asked
  check ((person_id is null) <> (contact_id is null))
);
-- An inbox, newest first, by person and by contact; and how much of it is unread.
create index notice_of_person on notice (person_id, id desc) where person_id is not null;
create index notice_of_contact on notice (contact_id, id desc) where contact_id is not null;
create index notice_unread on notice (person_id) where read_at is null;
-- What a planner has not seen yet.
create index notice_unplanned on notice (id) where planned_at is null;
-- Settling what was asked about one subject.
create index notice_asked on notice (subject) where settled_at is null and answer_by is not null;
create unique index notice_merged on notice (merge_key) where merge_key is not null and read_at is null;

-- One message by one way: of one notice, or of several as a digest. Its id is what the gateway knows it by.
create table notice_delivery (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('sms', 'wechat', 'mail')),
  person_id bigint,
  contact_id bigint,
  as_guardian boolean not null default false, -- to the guardian of this person, who has no entry of their own
  kind text not null,
  digest boolean not null default false,
  state text not null check (state in ('waiting', 'sending', 'asking', 'sent', 'delivered', 'refused', 'doubtful', 'lapsed', 'dropped')),
  made_at timestamptz not null,
  due_at timestamptz not null, -- not before: quiet hours, a digest's hour
  next_at timestamptz not null, -- due, or when it is tried or asked about again
  expires_at timestamptz, -- of no use after
  tries integer not null default 0,
  asked integer not null default 0, -- how often the gateway was asked what became of it
  claimed_at timestamptz,
  sent_at timestamptz,
  settled_at timestamptz,
  gateway text,
  gateway_ref text, -- what the gateway calls it
  address_mask text,
  why text
);
create index notice_delivery_open on notice_delivery (channel, state, next_at) where state in ('waiting', 'sending', 'asking');
create index notice_delivery_sent on notice_delivery (next_at) where state = 'sent';
-- One open digest a person, way and hour.
create unique index notice_digest on notice_delivery (channel, person_id, due_at) where digest and state = 'waiting' and person_id is not null;
-- The log of a day, newest first.
create index notice_delivery_made on notice_delivery (made_at desc, id desc);
create table notice_in_delivery (
  delivery_id bigint not null references notice_delivery on delete cascade,
  notice_id bigint not null references notice on delete cascade,
  primary key (delivery_id, notice_id)
);
create index notice_in_delivery_notice on notice_in_delivery (notice_id);

-- Where somebody can be reached: proven by a code or by the vendor's sign-in, or lost when the vendor says so.
create table channel_address (
  id bigint generated always as identity primary key,
  person_id bigint,
  contact_id bigint,
  channel text not null check (channel in ('sms', 'wechat', 'mail')),
  address_sealed bytea,
  address_hash bytea not null,
  mask text not null,
  proof_hash bytea, -- of the code that was sent to it
  proof_until timestamptz,
  proof_tries integer not null default 0,
  proven_at timestamptz,
  lost_at timestamptz,
  lost_why text,
  made_at timestamptz not null,
  check ((person_id is null) <> (contact_id is null))
);
-- One WeChat account belongs to one person.
create unique index channel_address_wechat on channel_address (address_hash) where channel = 'wechat' and proven_at is not null and lost_at is null;
create unique index channel_address_person on channel_address (person_id, channel) where person_id is not null and proven_at is not null and lost_at is null;
create unique index channel_address_contact on channel_address (contact_id, channel) where contact_id is not null and proven_at is not null and lost_at is null;
create index channel_address_of on channel_address (person_id, channel);
create index channel_address_hash on channel_address (channel, address_hash);

-- How somebody wants to be told.
create table notice_choice (
  person_id bigint primary key,
  quiet_from text not null,
  quiet_until text not null,
  ask text[] not null,
  soon text[] not null,
  later text[] not null,
  digest boolean not null, -- what is good to know comes once a day
  language text not null check (language in ('zh', 'en')),
  changed_at timestamptz not null
);

-- The words of a kind by a way in a language. The code is the vendor's, for the text that it approved.
create table notice_template (
  kind text not null,
  channel text not null check (channel in ('inbox', 'sms', 'wechat', 'mail')),
  language text not null check (language in ('zh', 'en')),
  title text not null,
  body text not null,
  code text,
  fields json not null default '{}', -- the vendor's name of a field: the text that goes there, in the vendor's order
  changed_at timestamptz not null,
  changed_by bigint,
  primary key (kind, channel, language)
);

-- How a gateway has been: while it is down nothing is tried before the pause ends, and then one message first.
create table notice_gateway (
  channel text primary key,
  failures integer not null default 0,
  paused_until timestamptz,
  down_since timestamptz,
  why text
);

-- Binding a WeChat account: the vendor sends the browser back with this, once, within ten minutes.
create table wechat_binding (
  state_hash bytea primary key,
  account_id text not null references "user" on delete cascade,
  person_id bigint,
  contact_id bigint,
  until timestamptz not null
);
