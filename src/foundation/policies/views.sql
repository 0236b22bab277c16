-- Approved values, for invariants that hold something against the rule of its day.
create view rule as select id, key, scope, effective_from, value from policy where state = 'approved';
