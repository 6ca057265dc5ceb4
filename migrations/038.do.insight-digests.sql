-- Who wants a program's figures by e-mail, every Monday morning there.
create table insight_digest (
  person_id uuid not null references person on delete cascade,
  program_id uuid not null references program,
  chosen_at timestamptz(3) not null,
  -- The Monday whose message was sent, or certainly tried: set before it is handed over, so that none goes twice.
  sent_for date,
  primary key (person_id, program_id)
);

grant select, insert, update, delete on insight_digest to caseroom_server;
