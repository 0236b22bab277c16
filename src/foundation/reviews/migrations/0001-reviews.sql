-- A review is rows: what is asked for, the steps it must pass, and each decision with its reason.
create table review (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  node_id bigint not null references scope_node, -- where the first step is decided
  title text not null,
  -- The chain as it was when the review began: [{ "permission": …, "level": … }, …]
  steps jsonb not null,
  step integer not null default 0,
  state text not null default 'open' check (state in ('open', 'passed', 'returned', 'refused', 'withdrawn')),
  author_person bigint,
  round integer not null default 1,
  opened_at timestamptz not null,
  due_on date not null,
  closed_at timestamptz
);
-- At most one open review of a kind per subject; the queue by deadline.
create unique index review_open on review (kind, subject) where state = 'open';
create index review_due on review (due_on, id) where state = 'open';

create table review_decision (
  id bigint generated always as identity primary key,
  review_id bigint not null references review,
  step integer not null,
  verdict text not null check (verdict in ('pass', 'return', 'refuse', 'withdraw')),
  reason text not null,
  by_person bigint,
  by_account text,
  at timestamptz not null
);
create index review_decision_review on review_decision (review_id, id);
