-- People, the programs they work in, and how they sign in.

create table program (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  client text not null check (length(client) between 1 and 120),
  created_at timestamptz(3) not null default now()
);

create table person (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  name text not null check (length(name) between 1 and 120),
  -- Index into the palette of shared/src/colour.ts.
  colour smallint not null,
  -- argon2id in PHC form; null until an invitation is accepted.
  password_hash text,
  admin boolean not null default false,
  auditor boolean not null default false,
  disabled_at timestamptz(3),
  -- Rises whenever what this person may do changes; open sockets compare it.
  access_epoch bigint not null default 0,
  created_at timestamptz(3) not null default now()
);

create table membership (
  program_id uuid not null references program,
  person_id uuid not null references person,
  role text not null check (role in ('agent', 'senior', 'lead', 'qa', 'client')),
  team text,
  primary key (program_id, person_id)
);
create index membership_person on membership (person_id);

create table session (
  -- SHA-256 of the token in the cookie, hex. The token itself is never stored.
  id text primary key,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz(3) not null default now(),
  -- Sliding idle expiry; never beyond the absolute limit counted from created_at.
  expires_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null default now(),
  address text,
  user_agent text
);
create index session_person on session (person_id);

create table invitation (
  token_hash text primary key,
  person_id uuid not null references person on delete cascade,
  created_by uuid references person,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

-- Failed sign-ins, by account and by address, for the rate limit. Swept by age.
create table sign_in_failure (
  key text not null,
  at timestamptz(3) not null default now()
);
create index sign_in_failure_key on sign_in_failure (key, at);

-- First answers to requests that carried an Idempotency-Key. Swept by age.
create table idempotency (
  person_id uuid not null references person on delete cascade,
  key text not null,
  request_hash text not null,
  status smallint,
  body jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (person_id, key)
);

-- One row of facts about this deployment.
create table deployment (
  singleton boolean primary key default true check (singleton),
  demo boolean not null default false
);
insert into deployment default values;
