-- Notes that were drafted from what was said.

create table summary_draft (
  note_id uuid primary key references note,
  case_id uuid not null references "case",
  -- Null: of the whole case.
  interaction_id uuid references interaction,
  requested_by uuid not null references person,
  drafted_at timestamptz(3) not null,
  drafted_by text not null check (drafted_by in ('rules', 'model')),
  model text,
  prompt text,
  -- Why rules drafted it although a model was asked.
  fallback text,
  is_english boolean not null,
  outcome text not null,
  sentiment text,
  -- As they were drafted, each with its id in the note and the turns it was made from.
  lines jsonb not null,
  -- What was read, where no interaction has it.
  turns jsonb,
  -- What of it stands, once the note is finalised.
  survival jsonb
);
create index summary_draft_case on summary_draft (case_id, drafted_at desc);

-- Programs whose transcripts may be sent to the language model that the operator has set up.
create table summary_consent (
  program_id uuid primary key references program,
  given_by uuid not null references person,
  given_at timestamptz(3) not null
);

-- How satisfied a customer said they are. The newest counts.
create table satisfaction (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  score smallint not null check (score between 1 and 5),
  comment text not null,
  recorded_by uuid not null references person,
  recorded_at timestamptz(3) not null
);
create index satisfaction_case on satisfaction (case_id, recorded_at desc);

grant select, insert, update on summary_draft to caseroom_server;
grant select, insert, delete on summary_consent to caseroom_server;
grant select, insert on satisfaction to caseroom_server;
