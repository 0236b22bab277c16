create table umbrella_loan (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  node_id bigint not null references scope_node,
  town_code text not null references place,
  sector text,
  lent_at timestamptz not null,
  due_at timestamptz not null,
  reminded_at timestamptz,
  returned_at timestamptz
);
create index umbrella_loan_out on umbrella_loan (due_at) where returned_at is null;
create table umbrella_heard (kind text primary key, entries bigint not null);
