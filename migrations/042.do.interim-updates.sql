-- Interim updates: messages to the customer, written as a note and released by a person.

-- Shape: InterimSettings of shared/src/interim.ts; a program without a row has its defaults.
create table interim_program (
  program_id uuid primary key references program,
  settings jsonb not null
);

-- How a program reaches its customers. Shape of settings: channelSettings of shared/src/interim.ts.
create table interim_channel (
  program_id uuid not null references program,
  channel text not null check (channel in ('email', 'sms', 'chat', 'phone', 'portal')),
  is_on boolean not null,
  settings jsonb not null,
  -- Sealed by platform/secrets.ts.
  secret text,
  primary key (program_id, channel)
);

create table interim_template (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  name text not null,
  -- Null: for every channel.
  channel text check (channel in ('email', 'sms', 'chat', 'phone', 'portal')),
  language text not null,
  subject text not null,
  body text not null,
  edited_by uuid references person,
  edited_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index interim_template_program on interim_template (program_id) where removed_at is null;

create table interim (
  -- Its words are the note's until they are released.
  note_id uuid primary key references note,
  case_id uuid not null references "case",
  state text not null
    check (state in ('draft', 'waiting', 'queued', 'to-call', 'sent', 'delivered', 'shown', 'failed')),
  origin text not null check (origin in ('person', 'rule', 'bulk')),
  channel text not null check (channel in ('email', 'sms', 'chat', 'phone', 'portal')),
  recipient text,
  language text not null,
  subject text not null,
  next_update_at timestamptz(3),
  created_at timestamptz(3) not null,
  asked_by uuid references person,
  asked_at timestamptz(3),
  returned_by uuid references person,
  returned_at timestamptz(3),
  return_comment text,
  approved_by uuid references person,
  approved_at timestamptz(3),
  released_by uuid references person,
  released_at timestamptz(3),
  -- The version of the note, and the words as they left.
  seq bigint,
  blocks jsonb,
  words text,
  words_subject text,
  hash text,
  -- Findings of the check that somebody gave a reason for.
  overrides jsonb not null default '[]',
  attempts int not null default 0,
  provider_id text,
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  failure text,
  maybe_twice boolean not null default false,
  check ((state in ('draft', 'waiting')) = (released_at is null)),
  check ((released_at is null) = (words is null) and (released_at is null) = (hash is null))
);
create index interim_case on interim (case_id, created_at);
create index interim_waiting on interim (asked_at) where state = 'waiting';
create index interim_recipient on interim (channel, recipient) where released_at is not null;

-- Whoever asked to be left alone: an address, a number or a conversation.
create table interim_opt_out (
  program_id uuid not null references program,
  recipient text not null,
  at timestamptz(3) not null,
  primary key (program_id, recipient)
);

-- What a customer answered. A provider may report it twice.
create table interim_reply (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  channel text not null,
  sender text not null,
  provider_id text not null,
  body text not null,
  at timestamptz(3) not null,
  unique (case_id, channel, provider_id)
);

-- Links to the customer's page. The key itself is nowhere but in the link.
create table portal_link (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  key_hash bytea not null unique,
  created_by uuid not null references person,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  last_seen_at timestamptz(3),
  views int not null default 0
);
create index portal_link_case on portal_link (case_id);

-- Whether words speak of another customer of the program (server/src/interim/others.ts).
create index case_customer_name on "case" (program_id, lower(customer->>'name'));
create index case_customer_email on "case" (program_id, lower(customer->>'email'));
create index case_customer_phone on "case" (program_id, regexp_replace(customer->>'phone', '\D', '', 'g'));
create index case_customer_account on "case" (program_id, lower(customer->>'account'));

grant select, insert, update, delete on interim_program, interim_channel, interim_opt_out to caseroom_server;
grant select, insert, update on interim_template, interim, interim_reply, portal_link to caseroom_server;
