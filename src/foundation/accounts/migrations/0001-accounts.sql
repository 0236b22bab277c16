-- better-auth's tables. "phoneNumber" holds the keyed hash of a phone, never the number.
create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "phoneNumber" text unique, "phoneNumberVerified" boolean);
create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade);
create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");

-- One-time codes: of each browser that asked for one, the keyed hash of the last.
create table sign_in_code (
  name text not null, -- of the account
  asker bytea not null, -- keyed hash of what that browser shows for its own
  hash bytea not null,
  until timestamptz not null,
  primary key (name, asker)
);

-- Whose account it is: a person's, or that of somebody known by name and phone only, who may register later.
create table account_holder (
  account_id text primary key references "user" on delete cascade,
  person_id bigint unique,
  contact_id bigint unique,
  since timestamptz not null,
  check (person_id is not null or contact_id is not null)
);

-- The household: others whom an account acts for (a couple or a child on one phone).
create table account_household (
  account_id text not null references "user" on delete cascade,
  person_id bigint not null,
  since timestamptz not null,
  primary key (account_id, person_id)
);

-- Staff: the password beside the phone code, and wrong tries.
create table staff_password (
  account_id text primary key references "user" on delete cascade,
  hash text not null,
  set_at timestamptz not null,
  failures integer not null default 0,
  locked_until timestamptz
);

-- What a session is known by besides the proof it began with. A session without a row has proven nothing more.
create table session_state (
  session_id text primary key references "session" on delete cascade,
  used_at timestamptz not null, -- written now and then, not at every request
  second_at timestamptz, -- when the second proof was given
  doubted bytea -- the phone may have changed hands: its keyed hash as gateways know it, until its owner is recognised
);

-- Browsers from which somebody of this account signed in: only the keyed hash of the mark that each keeps.
create table known_device (
  account_id text not null references "user" on delete cascade,
  mark bytea not null,
  seen_at timestamptz not null,
  primary key (account_id, mark)
);
-- What has not been seen for a year goes.
create index known_device_seen on known_device (seen_at);

-- Whom the district's own identity provider means: bound by the person, never by a name or an address.
create table account_identity (
  issuer text not null,
  subject text not null,
  account_id text not null unique references "user" on delete cascade,
  bound_at timestamptz not null,
  primary key (issuer, subject)
);

-- Bearer tokens for integration. Only the hash is kept. A token acts as its giver, at its node, with the permissions it names,
-- as long as the giver has them; 'own' is what is the giver's own.
create table api_token (
  id bigint generated always as identity primary key,
  hash bytea not null unique,
  name text not null,
  giver_person bigint not null,
  node_id bigint references scope_node,
  permissions text[] not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by bigint
);
create index api_token_giver on api_token (giver_person) where revoked_at is null;
