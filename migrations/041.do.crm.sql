-- Salesforce, HubSpot, Zoho CRM, Zendesk and Freshdesk (server/src/crm): a program's connections, and the record
-- that a case is about there. What is written back waits in the outbox (lane: the record).

create table crm_connection (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  provider text not null check (provider in ('salesforce', 'hubspot', 'zoho', 'zendesk', 'freshdesk')),
  -- An origin of the provider's, "https://acme.zendesk.com".
  site text not null,
  credentials text not null check (credentials in ('oauth', 'token')),
  -- Sealed by platform/secrets.ts. Shape: Held of server/src/crm/session.ts.
  secrets text not null,
  state text not null check (state in ('consent', 'ready', 'broken')),
  -- Shape: CrmTest of shared/src/crm.ts.
  test jsonb,
  -- CrmMilestone of shared/src/crm.ts.
  milestones text[] not null,
  connected_by uuid not null references person,
  connected_at timestamptz(3) not null,
  -- What it wrote stays on record; its secrets are gone.
  disconnected_at timestamptz(3),
  check (disconnected_at is null or secrets = '')
);
create unique index crm_connection_site on crm_connection (program_id, provider, site) where disconnected_at is null;

-- Somebody is on the provider's page to allow a connection. The state is known by its hash.
create table crm_consent (
  state_hash bytea primary key,
  connection_id uuid not null references crm_connection,
  person_id uuid not null references person,
  redirect_uri text not null,
  -- Sealed.
  verifier text not null,
  expires_at timestamptz(3) not null
);

create table crm_link (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  connection_id uuid not null references crm_connection,
  record_id text not null,
  address text not null,
  -- Shape: CrmFacts of shared/src/crm.ts, as last read.
  facts jsonb not null,
  facts_at timestamptz(3) not null,
  linked_by uuid not null references person,
  linked_at timestamptz(3) not null,
  unlinked_at timestamptz(3),
  -- The case's ledger has been followed up to here: what was to be written back of it is in the outbox.
  through_seq bigint not null
);
create unique index crm_link_case on crm_link (case_id, connection_id) where unlinked_at is null;
create index crm_link_connection on crm_link (connection_id) where unlinked_at is null;

grant select, insert, update on crm_connection, crm_link to caseroom_server;
grant select, insert, delete on crm_consent to caseroom_server;
