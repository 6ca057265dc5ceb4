-- What a customer answers is a contact like any other; on their page they also say how satisfied they are.

alter table interim_reply add column interaction_id uuid references interaction;
create index interim_reply_interaction on interim_reply (interaction_id);

-- Null: the customer said so themselves.
alter table satisfaction alter column recorded_by drop not null;

-- A reply is found as the reply it is, not once more as the contact it also is.
create or replace function search_index_transcript() returns trigger language plpgsql as $$
declare
  contact uuid := coalesce(new.interaction_id, old.interaction_id);
begin
  if not exists (select from interim_reply r where r.interaction_id = contact) then
    perform search_index('contact', contact);
  end if;
  return null;
end $$;
