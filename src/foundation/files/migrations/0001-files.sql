-- Files: who sent what, for which subject. A content is kept once, sealed, in the store under a keyed name; the same bytes are the same row.
create table file_content (
  id bigint generated always as identity primary key,
  hash bytea not null unique check (octet_length(hash) = 32), -- SHA-256 of the plain bytes
  name bytea not null unique, -- a keyed hash of it: what the store shows
  size bigint not null check (size >= 0),
  touched_at timestamptz not null -- when it was asked for last; younger than a day it is not removed
);
-- What the store holds is compared with in its own order.
create index file_content_touched on file_content (touched_at);

create table file (
  id bigint generated always as identity primary key,
  content_id bigint not null references file_content,
  page_id bigint references file_content, -- of a picture: as a page shows it
  thumb_id bigint references file_content,
  type text not null,
  name text not null,
  width integer,
  height integer,
  purpose text not null,
  subject text, -- `kind:id`, null until it is attached
  account text, -- whose it is, or the person behind a token; null: made by the server
  person_id bigint,
  sent_at timestamptz not null,
  attached_at timestamptz,
  expires_at timestamptz, -- it goes by then
  scan text not null check (scan in ('none', 'clean', 'waiting')),
  scan_tries integer not null default 0,
  scan_at timestamptz, -- when it is tried next
  check ((scan = 'waiting') = (scan_at is not null)),
  check ((subject is null) = (attached_at is null))
);
create index file_subject on file (subject, id) where subject is not null;
create index file_person on file (person_id) where person_id is not null;
-- What goes by itself, what was never attached, what waits for the scanner.
create index file_expires on file (expires_at) where expires_at is not null;
create index file_free on file (sent_at) where subject is null;
create index file_scan on file (scan_at) where scan_at is not null;
-- Whether anything still names a content.
create index file_of_content on file (content_id);
create index file_of_page on file (page_id) where page_id is not null;
create index file_of_thumb on file (thumb_id) where thumb_id is not null;

-- A file on its way, piece by piece.
create table file_upload (
  id bigint generated always as identity primary key,
  account text not null,
  person_id bigint,
  name text not null,
  size bigint not null,
  purpose text not null,
  subject text,
  received bigint not null default 0 check (received between 0 and size),
  begun_at timestamptz not null,
  touched_at timestamptz not null,
  file_id bigint references file on delete cascade -- once it is done
);
create index file_upload_touched on file_upload (touched_at);
create index file_upload_account on file_upload (account) where file_id is null;
create index file_upload_file on file_upload (file_id) where file_id is not null;
create table file_piece (
  upload_id bigint not null references file_upload on delete cascade,
  at bigint not null,
  bytes integer not null check (bytes > 0),
  name text not null, -- in the store, sealed
  primary key (upload_id, at)
);
