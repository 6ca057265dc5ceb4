-- Escalations to a tier, a team or a person, and the swarm: specialists asked into a case.

create table escalation (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  -- Where its situation, background, assessment and recommendation are written, live.
  note_id uuid not null references note,
  state text not null check (state in ('drafted', 'sent', 'accepted', 'declined', 'withdrawn')),
  -- Shape: EscalationTarget of shared/src/escalation.ts.
  target_kind text not null check (target_kind in ('tier', 'team', 'person')),
  target_team text,
  target_person_id uuid references person,
  reason text not null,
  -- What is asked for, in a line. May be empty until it is sent.
  ask text not null,
  sender_id uuid not null references person,
  drafted_at timestamptz(3) not null,
  sent_at timestamptz(3),
  -- The version of the note that was sent.
  note_seq bigint,
  settled_at timestamptz(3),
  settled_by uuid references person,
  -- Why it was declined.
  settled_reason text,
  check ((target_kind = 'team') = (target_team is not null)),
  check ((target_kind = 'person') = (target_person_id is not null)),
  check ((state in ('accepted', 'declined', 'withdrawn')) = (settled_at is not null and settled_by is not null))
);
create index escalation_case on escalation (case_id, drafted_at);
create index escalation_sent on escalation (sent_at) where state = 'sent';
-- A case goes one way at a time: ownership can never be promised twice.
create unique index escalation_open on escalation (case_id) where state in ('drafted', 'sent');

create table swarm (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  started_by uuid not null references person,
  started_at timestamptz(3) not null,
  closed_by uuid references person,
  closed_at timestamptz(3),
  outcome text,
  check ((closed_at is null) = (outcome is null) and (closed_at is null) = (closed_by is null))
);
create index swarm_case on swarm (case_id, started_at);
create unique index swarm_open on swarm (case_id) where closed_at is null;

create table swarm_question (
  id uuid primary key default gen_random_uuid(),
  swarm_id uuid not null references swarm,
  -- The order of asking: several questions are asked at one moment.
  nth bigint not null generated always as identity,
  person_id uuid not null references person,
  question text not null,
  asked_by uuid not null references person,
  asked_at timestamptz(3) not null,
  answer text,
  answered_at timestamptz(3),
  left_at timestamptz(3),
  check ((answer is null) = (answered_at is null))
);
create index swarm_question_swarm on swarm_question (swarm_id, nth);

grant select, insert, update on escalation, swarm, swarm_question to caseroom_server;
