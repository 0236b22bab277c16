create view umbrella_out as select id, person_id, town_code, due_at from umbrella_loan where returned_at is null;
