-- Contacts with customers, as people log them.
create table interaction (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  channel text not null check (channel in ('call', 'chat', 'email', 'sms', 'walk-in')),
  direction text not null check (direction in ('inbound', 'outbound')),
  started_at timestamptz(3) not null,
  -- Null while it goes on.
  ended_at timestamptz(3) check (ended_at >= started_at),
  -- Participant[] of shared/src/interaction.ts.
  participants jsonb not null,
  reference text not null,
  logged_by uuid not null references person,
  logged_at timestamptz(3) not null
);
create index interaction_case on interaction (case_id, started_at);
-- One person has one conversation at a time.
create unique index interaction_under_way on interaction (logged_by) where ended_at is null;

-- Where a transcript came from. Its words are in interaction_turn.
create table interaction_transcript (
  interaction_id uuid primary key references interaction,
  name text not null,
  format text not null,
  added_by uuid not null references person,
  added_at timestamptz(3) not null
);

-- One person speaking until another does; `n` counts from 0 without gaps.
create table interaction_turn (
  interaction_id uuid not null references interaction_transcript on delete cascade,
  n int not null,
  role text not null,
  speaker text,
  -- Since the transcript began, ms.
  start_ms bigint,
  text text not null,
  primary key (interaction_id, n)
);

-- Notes that were written about a contact.
create table interaction_note (
  interaction_id uuid not null references interaction,
  note_id uuid not null references note,
  primary key (interaction_id, note_id)
);
create index interaction_note_note on interaction_note (note_id);

grant select, insert, update on interaction to caseroom_server;
grant select, insert, delete on interaction_transcript, interaction_turn to caseroom_server;
grant select, insert on interaction_note to caseroom_server;
