-- The server works as this role: it can append to ledgers but never change or remove what they hold.
do $$
begin
  if not exists (select from pg_roles where rolname = 'caseroom_server') then
    create role caseroom_server nologin;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of this cluster made it just now
end $$;
do $$ begin execute format('grant caseroom_server to %I', current_user); end $$;

grant usage on schema public to caseroom_server;
grant select, insert, update, delete on
  program, person, membership, session, invitation, sign_in_failure, idempotency,
  note_snapshot, note_version_name to caseroom_server;
grant select, update on deployment to caseroom_server;
grant select, insert on note_restore, note_client, note_edit, case_event to caseroom_server;
grant select, insert, update on "case", note to caseroom_server;
grant usage on sequence case_number to caseroom_server;
