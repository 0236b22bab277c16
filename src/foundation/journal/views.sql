-- What was told, for those who compare it with their own rows.
create view told as select id, at, kind, subject, facts from journal;
