-- On which days a contract is in force, for rooms above.
create view cover_term as select id, state, valid_from, valid_until from cover;
