-- Which keys this district's data is kept under: their fingerprints only. A host with other keys does not start.
create table key_fingerprint (
  name text not null,
  version integer not null,
  fingerprint text not null,
  since timestamptz not null,
  primary key (name, version)
);
