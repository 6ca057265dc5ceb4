-- Files of cases. Their bytes are in attachment_chunk, or in the object store that the server is told of.
create table attachment (
  id uuid primary key,
  case_id uuid not null references "case",
  -- The note, or the contact, it was attached to; a note's audience decides who sees it.
  note_id uuid references note,
  interaction_id uuid references interaction,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  store text not null check (store in ('postgres', 's3')),
  added_by uuid not null references person,
  added_at timestamptz(3) not null,
  -- Null while its bytes are being stored.
  stored_at timestamptz(3),
  removed_at timestamptz(3),
  removed_by uuid references person,
  -- Its bytes are gone.
  erased_at timestamptz(3),
  check ((removed_at is null) = (removed_by is null))
);
create index attachment_case on attachment (case_id, added_at) where removed_at is null;
-- Bytes that are there and should not be: of uploads that broke off, and of files that were taken away.
create index attachment_leftover on attachment (added_at) where stored_at is null or removed_at is not null and erased_at is null;

create table attachment_chunk (
  attachment_id uuid not null references attachment on delete cascade,
  n int not null,
  bytes bytea not null,
  primary key (attachment_id, n)
);

grant select, insert, update, delete on attachment to caseroom_server;
grant select, insert, delete on attachment_chunk to caseroom_server;
