-- Where a program's other systems are told of what happens in its cases.
create table webhook_endpoint (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  url text not null,
  about text not null default '',
  -- Kinds of ledger entry ("case.changed"), or what stands before the dot for all of them ("case").
  kinds text[] not null,
  -- Also what only leads may read in the case. Chosen by an administrator, never by default.
  includes_leads boolean not null default false,
  -- Signs what is sent; sealed (server/src/platform/secrets.ts).
  secret text not null,
  created_by uuid not null references person,
  created_at timestamptz(3) not null,
  disabled_at timestamptz(3),
  -- Null while it works or somebody switched it off.
  disabled_because text,
  -- Deliveries given up since the last that arrived.
  dead_in_row integer not null default 0,
  -- Replaced and not deleted: its deliveries name it.
  removed_at timestamptz(3)
);
create index webhook_endpoint_program on webhook_endpoint (program_id) where removed_at is null;

-- Ledger entries to tell of; server/src/webhook/relay.ts turns them into outbox items.
create table webhook_due (
  endpoint_id uuid not null references webhook_endpoint,
  case_id uuid not null references "case",
  seq bigint not null,
  primary key (case_id, seq, endpoint_id)
);

-- In the transaction of the entry, so that none is missed whichever feature wrote it.
create function note_webhooks_due() returns trigger language plpgsql as $$
begin
  insert into webhook_due (endpoint_id, case_id, seq)
  select e.id, new.case_id, new.seq
  from "case" c join webhook_endpoint e on e.program_id = c.program_id
  where c.id = new.case_id and e.removed_at is null and e.disabled_at is null
    and (new.kind = any(e.kinds) or split_part(new.kind, '.', 1) = any(e.kinds));
  return null;
end $$;
create trigger case_event_webhooks after insert on case_event for each row execute function note_webhooks_due();

grant select, insert, update on webhook_endpoint to caseroom_server;
grant select, insert, update, delete on webhook_due to caseroom_server;
