-- Rows that passed the check wait sealed by the thousand, not one by one; each gets a line of its own when it is settled.
create table import_chunk (
  batch_id bigint not null references import_batch on delete cascade,
  first_row integer not null,
  counts jsonb not null, -- rows by verdict
  sealed bytea, -- the clean rows, encrypted; emptied once registered
  primary key (batch_id, first_row)
);
create index import_chunk_waiting on import_chunk (batch_id, first_row) where sealed is not null;

-- How many rows the sheet will have had, judged from the part that was read.
alter table import_batch add column rows_expected integer;

drop index import_row_verdict;
create index import_row_defect on import_row (batch_id, row_no) where verdict not in ('registered', 'unchanged', 'already-registered');
-- What was checked but not registered before this change is checked again.
update import_batch set state = 'failed', why = 'check this sheet again' where state in ('checking', 'checked', 'registering', 'stopped');
delete from import_row where verdict = 'ok';
insert into import_chunk (batch_id, first_row, counts)
  select batch_id, min(first), jsonb_object_agg(verdict, n) from
    (select batch_id, verdict, count(*) as n, min(row_no) as first from import_row group by 1, 2) v group by 1;
