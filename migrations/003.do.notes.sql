-- Notes and their journals.

create table note (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references "case",
  kind text not null,
  audience text not null default 'team' check (audience in ('team', 'leads')),
  title text not null,
  created_by uuid not null references person,
  created_at timestamptz(3) not null default now(),
  touched_at timestamptz(3) not null default now(),
  -- Seq and chain of the newest edit; the row lock on this row orders the journal.
  head_seq bigint not null default 0,
  head_chain bytea not null default ''::bytea,
  -- Derived from the journal, rebuilt at will; reads as of text_seq.
  text text not null default '',
  text_seq bigint not null default 0
);
create index note_case on note (case_id, created_at);

-- The journal: append-only, gapless per note.
create table note_edit (
  note_id uuid not null references note,
  seq bigint not null check (seq > 0),
  author_id uuid not null references person,
  at timestamptz(3) not null,
  -- A Yjs V1 encoding of exactly what was new in this edit.
  payload bytea not null,
  salt bytea not null,
  -- HMAC-SHA-256(salt, payload); stays when payload and salt are masked or erased.
  mac bytea not null,
  -- SHA-256(previous chain, header, mac).
  chain bytea not null,
  primary key (note_id, seq)
);
alter table note_edit alter column payload set storage external;

-- Which person a Yjs client id belongs to in a note; bound in the transaction of its first edit.
create table note_client (
  note_id uuid not null references note,
  client_id bigint not null,
  person_id uuid not null references person,
  first_seq bigint not null,
  primary key (note_id, client_id)
);

-- Yjs state with deleted text kept, as of a seq. Derived; any row may be dropped.
create table note_snapshot (
  note_id uuid not null references note,
  seq bigint not null,
  state bytea not null,
  at timestamptz(3) not null default now(),
  primary key (note_id, seq)
);

create table note_version_name (
  note_id uuid not null references note,
  seq bigint not null,
  name text not null,
  by_id uuid not null references person,
  at timestamptz(3) not null default now(),
  primary key (note_id, seq)
);

-- Which edits put an earlier version back.
create table note_restore (
  note_id uuid not null,
  seq bigint not null,
  from_seq bigint not null,
  primary key (note_id, seq),
  foreign key (note_id, seq) references note_edit
);
