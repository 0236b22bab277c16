-- Which living person an entry belongs to, for rooms above: itself, or the one it was merged into.
create view person_life as select id, coalesce(merged_into, id) as living_id from person;
