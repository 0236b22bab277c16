-- The working calendar, a State Council notice a year. A day that no notice names goes by the week.
create table calendar_year (
  year integer primary key,
  imported_at timestamptz not null,
  imported_by bigint, -- null: came with the product, or was imported on the machine itself
  source text not null
);
create table calendar_day (
  day date primary key,
  year integer not null references calendar_year, -- whose notice says so; it may reach into the last December
  off boolean not null,
  name text not null
);
create index calendar_day_year on calendar_day (year);
