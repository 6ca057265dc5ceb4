-- Cases and their ledgers.

create sequence case_number start 1001;

create table "case" (
  id uuid primary key default gen_random_uuid(),
  number bigint not null unique default nextval('case_number'),
  program_id uuid not null references program,
  subject text not null,
  status text not null default 'open' check (status in ('open', 'waiting', 'resolved', 'closed')),
  priority text not null check (priority in ('P1', 'P2', 'P3', 'P4')),
  customer jsonb not null,
  -- Exactly one, always. Changes only when the receiver accepts.
  owner_id uuid not null references person,
  tags text[] not null default '{}',
  opened_at timestamptz(3) not null default now(),
  touched_at timestamptz(3) not null default now(),
  event_seq bigint not null default 0,
  event_chain bytea not null default ''::bytea,
  -- What the queue's text search looks at; folded by the application (lower case, no accents).
  haystack text not null default ''
);
create index case_program_touched on "case" (program_id, touched_at desc, id);
create index case_owner on "case" (owner_id, status);
create index case_tags on "case" using gin (tags);

-- The ledger: append-only, gapless per case, chained like note_edit.
create table case_event (
  case_id uuid not null references "case",
  seq bigint not null check (seq > 0),
  kind text not null,
  actor_id uuid references person,
  at timestamptz(3) not null,
  data jsonb not null,
  salt bytea not null,
  -- HMAC-SHA-256(salt, canonical JSON of data); stays when data and salt are erased.
  mac bytea not null,
  chain bytea not null,
  primary key (case_id, seq)
);
create index case_event_at on case_event (at);
