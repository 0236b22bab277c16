-- better-auth's tables. "phoneNumber" holds the keyed hash of a phone, never the number.
create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "phoneNumber" text unique, "phoneNumberVerified" boolean);
create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade);
create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");

-- Whose account it is. A person has at most one account, an account at most one person of its own.
create table account_holder (
  account_id text primary key references "user" on delete cascade,
  person_id bigint not null unique,
  since timestamptz not null
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

-- What a session has proven besides the code it began with.
create table session_proof (
  session_id text primary key references "session" on delete cascade,
  password_at timestamptz not null
);

-- Bearer tokens for integration. Only the hash is kept.
create table api_token (
  id bigint generated always as identity primary key,
  hash bytea not null unique,
  name text not null,
  person_id bigint not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
