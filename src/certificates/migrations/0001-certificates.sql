-- 志愿服务记录证明: frozen, signed, and revocable. The file is kept as issued: it is what was signed.
create table certificate (
  id bigint generated always as identity primary key,
  no text not null unique,
  short_code text not null,
  person_id bigint not null references person,
  state text not null default 'issued' check (state in ('issued', 'revoked')),
  payload text not null, -- what the QR code carries, as signed
  minutes integer not null,
  records integer not null,
  file bytea not null,
  file_hash bytea not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  revoked_why text
);
create index certificate_person on certificate (person_id, id desc);
create index certificate_revoked on certificate (no) where state = 'revoked';

-- The records a certificate counts: a figure that opens.
create table certificate_record (
  certificate_id bigint not null references certificate,
  record_id bigint not null references service_record,
  primary key (certificate_id, record_id)
);
