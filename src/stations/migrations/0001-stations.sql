-- 站点: anything with a door and an address where service is given. A row is never deleted, it ends.
create table site (
  id bigint generated always as identity primary key,
  kind text not null,
  organization_id bigint references organization, -- the host, where it is one
  name text not null,
  address text not null,
  town_code text not null references place,
  community_code text not null references place, -- where its door is
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  datum text not null check (datum in ('WGS-84', 'GCJ-02')), -- of lat and lng, as they were surveyed
  radius integer check (radius between 20 and 5000), -- metres; null: as the policy of check-in says
  hours jsonb not null, -- [{ days: [1, 2], from: '09:00', until: '17:00' }], Monday is 1
  node_id bigint not null references scope_node, -- its own; of a village station its community's
  valid_from date not null,
  valid_until date, -- the last day
  registered_at timestamptz not null,
  check (valid_until >= valid_from)
);
create unique index site_name on site (town_code, name) where valid_until is null;
create index site_community on site (community_code);
create index site_node on site (node_id);
