-- Cases that another system knows under a name of its own, and the addresses through which such systems send them.
create table case_reference (
  program_id uuid not null references program,
  reference text not null,
  case_id uuid not null references "case",
  primary key (program_id, reference)
);
create index case_reference_case on case_reference (case_id);

create table intake_endpoint (
  id uuid primary key,
  program_id uuid not null references program,
  name text not null,
  -- Who opens, and so owns, the cases that come; everything happens with this person's rights.
  person_id uuid not null references person,
  -- What senders sign with; sealed (server/src/platform/secrets.ts).
  secret text not null,
  created_by uuid not null references person,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);

-- Messages that were taken in: a repeat of one does nothing. Swept by age, far beyond the window of signatures.
create table intake_message (
  endpoint_id uuid not null references intake_endpoint,
  message_id text not null,
  case_id uuid not null references "case",
  at timestamptz(3) not null,
  primary key (endpoint_id, message_id)
);
create index intake_message_at on intake_message (at);

grant select, insert on case_reference to caseroom_server;
grant select, insert, update on intake_endpoint to caseroom_server;
grant select, insert, delete on intake_message to caseroom_server;
