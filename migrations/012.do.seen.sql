-- What each person has read, moved forward by real reading alone.

create table seen (
  person_id uuid not null references person,
  note_id uuid not null references note,
  -- The newest edit that was on their screen while they read.
  seq bigint not null check (seq >= 0),
  -- When they last read this note.
  at timestamptz(3) not null,
  primary key (person_id, note_id)
);

create table case_seen (
  person_id uuid not null references person,
  case_id uuid not null references "case",
  event_seq bigint not null check (event_seq >= 0),
  -- When they first opened the case: what was there then is not news, read or not.
  first_at timestamptz(3) not null,
  -- When they last looked at the case: the moment they left it.
  at timestamptz(3) not null,
  primary key (person_id, case_id)
);
create index case_seen_recent on case_seen (person_id, at desc);

grant select, insert, update on seen, case_seen to caseroom_server;
