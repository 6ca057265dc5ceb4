-- Connections that are asked what changed there (server/src/crm/poll.ts).
create table crm_poll (
  connection_id uuid primary key references crm_connection,
  is_on boolean not null,
  every_min integer not null check (every_min between 1 and 1440),
  opens text not null check (opens in ('none', 'new', 'changed')),
  -- Who opens, and so owns, the cases; everything happens with this person's rights.
  person_id uuid references person,
  -- When it was switched on: what was made before is not new.
  begun_at timestamptz(3) not null,
  -- Where to go on; moved when what it passes is stored. Shape: Position of server/src/crm/poll-rules.ts.
  position jsonb not null,
  next_at timestamptz(3) not null,
  -- One process at a time: its number, and until when the others leave it alone. A new one ends the one before.
  run integer not null default 0,
  leased_until timestamptz(3),
  failures integer not null default 0,
  -- Shape: CrmPolling.last of shared/src/crm.ts.
  last jsonb,
  check (opens = 'none' or person_id is not null)
);
create index crm_poll_next on crm_poll (next_at) where is_on;

-- The change of the record up to which a poll has read it.
alter table crm_link add column polled_to timestamptz(3);
create index crm_link_record on crm_link (record_id);

grant select, insert, update on crm_poll to caseroom_server;
