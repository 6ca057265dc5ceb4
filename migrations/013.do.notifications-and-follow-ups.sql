-- How far what is derived from a note's document has been derived, by each deriver (server/src/note/derive.ts).
create table note_derived (
  note_id uuid not null references note,
  deriver text not null,
  -- What is stored reads as of this seq; never goes back.
  seq bigint not null,
  -- SHA-256 of the facts it was derived from: most edits change none of them.
  digest bytea not null,
  primary key (note_id, deriver)
);

-- What somebody is told of, once. Written by case/notify.ts in the transaction of the act.
create table notification (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  case_id uuid not null references "case",
  -- The ledger entry it tells of.
  event_seq bigint not null,
  kind text not null,
  -- Null when the system itself acted.
  actor_id uuid references person,
  audience text not null default 'team' check (audience in ('team', 'leads')),
  data jsonb not null,
  at timestamptz(3) not null,
  -- False: the person wants this kind by e-mail alone.
  in_app boolean not null,
  by_mail boolean not null,
  -- Set before the message is handed over, so that no crash sends it twice.
  mailed_at timestamptz(3),
  read_at timestamptz(3),
  done_at timestamptz(3),
  unique (person_id, case_id, event_seq, kind)
);
create index notification_inbox on notification (person_id, at desc, id) where in_app and done_at is null;
create index notification_mail on notification (person_id, at) where by_mail and mailed_at is null;

-- Only what differs from the defaults of shared/src/notification.ts.
create table notification_setting (
  person_id uuid not null references person on delete cascade,
  kind text not null,
  app boolean not null,
  browser boolean not null,
  mail boolean not null,
  primary key (person_id, kind)
);

-- Mentions in notes, derived. A row outlives its mention for a while: moving text deletes it and writes it anew.
create table mention (
  id uuid primary key default gen_random_uuid(),
  note_id uuid not null,
  deriver text not null default 'mention' check (deriver = 'mention'),
  -- A person's id, "role:lead" or "team:Day".
  target text not null,
  -- Its place in the Yjs document.
  client_id bigint not null,
  clock bigint not null,
  by_id uuid references person,
  -- The line it stands in, as it reads now.
  text text not null,
  gone_at timestamptz(3),
  unique (note_id, client_id, clock),
  -- By way of this row and not the note's, whose lock the journal takes before the case's.
  foreign key (note_id, deriver) references note_derived
);

-- Task items with a due time, derived.
create table follow_up (
  id uuid primary key,
  note_id uuid not null,
  deriver text not null default 'follow-up' check (deriver = 'follow-up'),
  case_id uuid not null references "case",
  text text not null,
  -- Null: nobody has been named yet.
  owner_id uuid references person,
  due_at timestamptz(3) not null,
  -- Promised to the customer.
  promise boolean not null,
  created_by uuid references person,
  created_at timestamptz(3) not null,
  done_at timestamptz(3),
  done_by uuid references person,
  -- The task item is gone from the note; an undo brings it back.
  removed_at timestamptz(3),
  -- Place of the due chip in the Yjs document, to tell who took it away.
  client_id bigint not null,
  clock bigint not null,
  -- The due time that people have been told is near, or has passed; another due time is told anew.
  due_told_for timestamptz(3),
  overdue_told_for timestamptz(3),
  foreign key (note_id, deriver) references note_derived
);
create index follow_up_note on follow_up (note_id);
create index follow_up_case on follow_up (case_id);
create index follow_up_owner on follow_up (owner_id, due_at) where removed_at is null and done_at is null;
create index follow_up_due on follow_up (due_at) where removed_at is null and done_at is null;

grant select, insert, update, delete on notification, notification_setting, mention to caseroom_server;
grant select, insert, update on note_derived, follow_up to caseroom_server;
