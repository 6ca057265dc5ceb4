-- Bulk sends: one reviewed message to the customers of many cases, sent by the server case by case
-- (server/src/interim/bulk).

create table bulk_send (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  state text not null check (state in ('waiting', 'running', 'stopped', 'done', 'returned')),
  -- Null: as each customer is reached.
  channel text check (channel in ('email', 'sms', 'chat', 'phone', 'portal')),
  language text not null,
  subject text not null,
  -- Lines with variables, as in interim_template.
  body text not null,
  next_update_at timestamptz(3),
  -- Shape: InterimOverride[] of shared/src/interim.ts.
  overrides jsonb not null,
  -- How the customers' browsers reach us, for links to their pages.
  address text not null,
  made_by uuid not null references person,
  made_at timestamptz(3) not null,
  -- The token through which it was made; null: by hand. Shape: {tokenId, name}.
  via jsonb,
  approved_by uuid references person,
  approved_at timestamptz(3),
  returned_by uuid references person,
  returned_at timestamptz(3),
  return_comment text,
  stopped_by uuid references person,
  stopped_at timestamptz(3),
  ended_at timestamptz(3),
  -- Who sends it has it until then. Rises with every taking over, so that who lost it finds out.
  lease_until timestamptz(3),
  drive integer not null default 0
);
create index bulk_send_program on bulk_send (program_id, made_at desc);
create index bulk_send_open on bulk_send (made_at) where state in ('waiting', 'running');

create table bulk_send_case (
  bulk_id uuid not null references bulk_send,
  case_id uuid not null references "case",
  position integer not null,
  state text not null check (state in ('waiting', 'sent', 'skipped', 'failed')),
  -- Written in the transaction that released the message.
  note_id uuid unique references interim,
  skip text,
  why text,
  -- Attempts that broke off.
  tried integer not null default 0,
  at timestamptz(3),
  primary key (bulk_id, case_id),
  unique (bulk_id, position),
  check ((state = 'sent') = (note_id is not null)),
  check ((state = 'skipped') = (skip is not null))
);
create index bulk_send_case_waiting on bulk_send_case (bulk_id, position) where state = 'waiting';
create index bulk_send_case_case on bulk_send_case (case_id);

grant select, insert, update on bulk_send, bulk_send_case to caseroom_server;
