-- Figures folded from counted and reversed records, as they are told to the journal. Every table can be made anew from the
-- records themselves; `cli statistics prove` shows that both agree. Town is where the service was given; town '' is the district,
-- so that the whole is read as fast as a part.
create table stat_day (
  day date not null, town text not null, kind text not null,
  minutes bigint not null, records bigint not null,
  primary key (town, day, kind)
);
create table stat_month (
  month date not null, town text not null, kind text not null,
  minutes bigint not null, records bigint not null,
  primary key (town, month, kind)
);
create table stat_community (
  month date not null, town text not null, community text not null, -- '' when the place is no community's
  minutes bigint not null, records bigint not null,
  primary key (town, month, community)
);
create table stat_age (
  month date not null, town text not null, age_band text not null, sex text not null,
  minutes bigint not null, records bigint not null,
  primary key (town, month, age_band, sex)
);
create table stat_hour (
  month date not null, town text not null, weekday smallint not null, hour smallint not null, -- Monday is 1
  minutes bigint not null, records bigint not null,
  primary key (town, month, weekday, hour)
);

-- Who served in which month and town: distinct people do not add up over days.
create table person_month (
  person_id bigint not null, month date not null, town text not null,
  minutes bigint not null, records integer not null,
  primary key (person_id, month, town)
);
-- Counts of people by month, year and the whole time; town '' is the district. Folded from person_month.
create table stat_people (
  grain text not null check (grain in ('month', 'year', 'all')),
  period date not null, -- the first day; 0001-01-01 for the whole time
  town text not null,
  active bigint not null, -- served in it
  first bigint not null, -- and never before (in this town)
  returned bigint not null, -- of the year: had served in the year before as well
  primary key (grain, period, town)
);

-- Who served in which kind: for counts of people by kind, as the emergency's 26,000.
create table person_kind (
  person_id bigint not null, kind text not null,
  minutes bigint not null, records integer not null,
  primary key (kind, person_id)
);

-- Who stands behind each figure that strangers may read, where they are few: a count of fewer than five people is hidden from them.
-- Place '' is the district; a town's code with '/' what was served in none of its communities.
create table stat_crowd (
  place text not null,
  grain text not null check (grain in ('day', 'month', 'year', 'all')),
  dimension text not null check (dimension in ('whole', 'kind', 'age', 'hour')),
  period date not null, -- the first day; 0001-01-01 for the whole time
  value text not null, -- a kind, '60+:female', '1:9' for Monday at nine; '' for the whole
  people bigint[] not null, -- living ids, ascending: all of them where they are fewer than five, otherwise any five
  primary key (place, grain, dimension, period, value)
);

-- General facts that rooms declare: sums by day and place (a stock is their running sum), and people by month.
create table fact_day (
  fact text not null, place text not null, day date not null, dimension text not null,
  amount bigint not null,
  primary key (fact, place, day, dimension)
);
create table fact_person (
  fact text not null, place text not null, month date not null, dimension text not null, person_id bigint not null,
  amount bigint not null,
  primary key (fact, place, month, dimension, person_id)
);
