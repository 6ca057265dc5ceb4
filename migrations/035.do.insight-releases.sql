-- What of a program's figures its client may read: frozen as it was when a lead released it.
create table insight_release (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  -- Days of the program's calendar; to_day is the one after the last.
  from_day date not null,
  to_day date not null,
  summary text not null,
  -- Shape: ReleasedFigures of shared/src/insight-release.ts.
  figures jsonb not null,
  released_by uuid not null references person,
  released_at timestamptz(3) not null,
  withdrawn_by uuid references person,
  withdrawn_at timestamptz(3),
  check (from_day < to_day),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index insight_release_program on insight_release (program_id, to_day desc);

-- How far figures on finalised notes look back.
create index note_created on note (created_at);

grant select, insert, update on insight_release to caseroom_server;
