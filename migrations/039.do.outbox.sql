-- What has to reach a system outside, written in the transaction of the act that wants it there
-- (server/src/platform/outbox, decisions/0007).

-- Items of one lane go out one after the other. Its row lock orders those who enqueue and those who deliver.
create table outbox_lane (
  kind text not null,
  lane text not null,
  -- Whose rate limit it shares; null: nobody's.
  account text,
  -- When somebody may next look into the lane: its first item is due then, or the lease of who is delivering ends.
  -- Null: nothing to do before something is enqueued.
  next_at timestamptz(3),
  primary key (kind, lane)
);
create index outbox_lane_next on outbox_lane (next_at) where next_at is not null;

create table outbox_item (
  id uuid primary key default gen_random_uuid(),
  -- Order within a lane: drawn under the lane's lock, so it is the order of commits.
  seq bigint generated always as identity,
  kind text not null,
  lane text not null,
  -- The same key is enqueued once, ever (while the row is kept), and is what a provider is given to recognise a repeat.
  key text not null,
  -- For lists; the outbox itself knows no cases.
  case_id uuid,
  payload jsonb not null,
  state text not null check (state in ('queued', 'sending', 'delivered', 'dead', 'discarded')),
  enqueued_at timestamptz(3) not null,
  -- Not before this time: said when it was enqueued, or the end of a back-off.
  due_at timestamptz(3) not null,
  -- How often it was begun, ever; an attempt's number tells its record from that of a later one.
  attempts integer not null default 0,
  -- Failures and first attempt since it was enqueued or sent again: what the limits of its kind count from.
  failures integer not null default 0,
  tried_at timestamptz(3),
  -- Attempts of which nobody knows whether they reached the provider.
  doubts integer not null default 0,
  provider_id text,
  -- What became of it, in a sentence.
  note text,
  -- It may have reached the customer or system twice.
  repeated boolean not null default false,
  settled_at timestamptz(3),
  unique (kind, key),
  foreign key (kind, lane) references outbox_lane
);
create index outbox_item_open on outbox_item (kind, lane, seq) where state in ('queued', 'sending', 'dead');
create index outbox_item_case on outbox_item (case_id, seq) where case_id is not null;
create index outbox_item_settled on outbox_item (settled_at) where state in ('delivered', 'discarded');

-- Written before the provider is called; an attempt without an end is one whose process died.
create table outbox_attempt (
  item_id uuid not null references outbox_item on delete cascade,
  attempt integer not null,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  outcome text,
  note text,
  primary key (item_id, attempt)
);

-- Accounts whose provider has asked for a pause.
create table outbox_pause (
  account text primary key,
  until timestamptz(3) not null
);

grant select, insert, update, delete on outbox_lane, outbox_item, outbox_attempt, outbox_pause to caseroom_server;
