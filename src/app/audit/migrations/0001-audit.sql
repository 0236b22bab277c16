-- What an auditor asked. Who answers, by when, and the answer itself are the review's; this holds what it does not.
create table audit_question (
  id bigint generated always as identity primary key,
  subject text, -- what it is about, as the journal calls it: record:12, journal:401; null where words alone say it
  text text, -- can be emptied
  asked_at timestamptz not null
);
