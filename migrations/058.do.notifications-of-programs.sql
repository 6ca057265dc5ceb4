-- Notifications that no single case is about, such as of a bulk send: they belong to a program alone.

alter table notification
  add column program_id uuid references program,
  alter column case_id drop not null,
  alter column event_seq drop not null,
  add check ((case_id is null) = (event_seq is null));
-- A case keeps its program.
update notification n set program_id = c.program_id from "case" c where c.id = n.case_id;
alter table notification alter column program_id set not null;
