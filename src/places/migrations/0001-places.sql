-- District > towns > communities, each a node of the scope tree.
create table place (
  code text primary key, -- statistical code, 12 digits
  name text not null,
  level text not null check (level in ('district', 'town', 'community')),
  parent_code text references place,
  lat double precision not null, -- WGS-84
  lng double precision not null,
  population integer,
  has_station boolean not null,
  node_id bigint not null references scope_node
);
create unique index place_node on place (node_id);
