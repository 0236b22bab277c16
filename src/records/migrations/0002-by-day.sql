-- What a figure counts, newest day first: the district's and a town's.
create index service_record_day on service_record (day desc, id desc);
create index service_record_served on service_record (served_town, day desc, id desc);
