-- Which living person an entry belongs to, for rooms above: itself, or the end of the chain by which it was merged.
create view person_life as select id, coalesce(living_id, id) as living_id from person;
