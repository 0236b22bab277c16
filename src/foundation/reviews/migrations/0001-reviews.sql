-- A review is rows: what is asked for, who stands behind it, the steps it must pass, and each decision with its reason.
-- Texts that people typed (title, reason, remark, objection, answer) stand in columns that can be emptied.
create table review (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  node_id bigint not null references scope_node, -- where the subject hangs
  title text not null,
  state text not null default 'open' check (state in ('open', 'passed', 'returned', 'refused', 'withdrawn')),
  step integer not null default 0, -- the one that waits, or the last that was decided
  round integer not null default 1,
  author_person bigint,
  policy_id bigint references policy, -- the version of the chain
  concerns text[] not null default '{}', -- other subjects that a declared conflict may name: team:3
  opened_at timestamptz not null,
  closed_at timestamptz
);
-- At most one open review of a kind per subject.
create unique index review_open on review (kind, subject) where state = 'open';
create index review_subject on review (subject, id);

-- Everybody who stands on the side of what is asked (makers: author and editors) or whom it concerns (parties).
create table review_person (
  review_id bigint not null references review,
  person_id bigint not null,
  part text not null check (part in ('author', 'editor', 'party')),
  primary key (review_id, person_id, part)
);

create table review_step (
  review_id bigint not null references review,
  n integer not null,
  kind text not null check (kind in ('decision', 'panel', 'publicity', 'answer')),
  permission text,
  level text,
  node_id bigint not null references scope_node, -- where it is decided
  addressee_person bigint, -- the one who answers
  settings text not null, -- JSON: the step as the rule had it: its term, scorers, pass mark
  begun_at timestamptz,
  due_at timestamptz,
  ended_at timestamptz,
  reminders smallint not null default 0, -- of three: half, four fifths, the end
  reminded_at timestamptz,
  escalated_at timestamptz,
  escalated_node bigint references scope_node, -- the level above, which sees it since then
  raised_from bigint references scope_node, -- handed up by whoever had it there
  raised_by bigint,
  raised_reason text,
  raised_at timestamptz,
  primary key (review_id, n),
  check ((kind = 'answer') = (addressee_person is not null)),
  check ((kind = 'answer') = (permission is null))
);
-- What waits, by permission and deadline: the queue of a desk.
create index review_step_waiting on review_step (permission, due_at, review_id) where begun_at is not null and ended_at is null;
create index review_step_addressee on review_step (addressee_person) where begun_at is not null and ended_at is null;

create table review_decision (
  id bigint generated always as identity primary key,
  review_id bigint not null,
  n integer not null,
  verdict text not null check (verdict in ('pass', 'return', 'refuse', 'withdraw')),
  reason text not null,
  by_person bigint, -- nobody's where a panel's marks or the clock decided
  by_account text,
  for_person bigint, -- the one whom a deputy stood for
  ticked_policy bigint references policy, -- the version of the rule whose words the decider confirmed by their tick
  at timestamptz not null,
  unique (review_id, n), -- a step is decided once
  foreign key (review_id, n) references review_step
);

-- A mark is given by a person, or by a contact who is a juror; by both ids once a contact has registered.
create table review_score (
  id bigint generated always as identity primary key,
  review_id bigint not null,
  n integer not null,
  person_id bigint,
  contact_id bigint,
  account_id text,
  for_person bigint,
  score integer not null check (score between 0 and 100),
  remark text not null,
  at timestamptz not null,
  check (num_nonnulls(person_id, contact_id) > 0),
  unique (review_id, n, person_id),
  unique (review_id, n, contact_id),
  foreign key (review_id, n) references review_step
);

create table review_objection (
  id bigint generated always as identity primary key,
  review_id bigint not null,
  n integer not null,
  text text not null,
  by_person bigint not null,
  at timestamptz not null,
  answer text,
  answered_by bigint,
  answered_at timestamptz,
  foreign key (review_id, n) references review_step
);
-- One unanswered objection a person.
create unique index review_objection_open on review_objection (review_id, by_person) where answered_at is null;

-- What somebody said of themselves: they have to do with this and decide nothing in it.
create table declared_conflict (
  id bigint generated always as identity primary key,
  person_id bigint,
  contact_id bigint,
  subject text not null,
  reason text not null,
  since timestamptz not null,
  until timestamptz,
  check (num_nonnulls(person_id, contact_id) > 0)
);
create unique index declared_conflict_live on declared_conflict (person_id, subject) where until is null;
create unique index declared_conflict_contact on declared_conflict (contact_id, subject) where until is null;
