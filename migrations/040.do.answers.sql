-- Answer cards, where they were used, and notes that show how it is done.

create table answer_card (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  state text not null check (state in ('draft', 'review', 'published', 'retired')),
  -- The words as they read now; every version is in answer_version.
  version int not null,
  title text not null,
  problem text not null,
  cause text not null,
  fix text not null,
  tell text not null,
  tags text[] not null,
  author_id uuid not null references person,
  edited_at timestamptz(3) not null,
  -- The note it was made of: one card a note.
  source_note_id uuid not null unique references note,
  source_case_id uuid not null references "case",
  published_at timestamptz(3),
  review_on date,
  -- What its uses come to, kept with each of them.
  used int not null default 0,
  helped int not null default 0,
  last_used_at timestamptz(3)
);
create index answer_card_program on answer_card (program_id, state);
create index answer_card_tags on answer_card using gin (tags);

-- Never rewritten.
create table answer_version (
  card_id uuid not null references answer_card,
  version int not null check (version > 0),
  title text not null,
  problem text not null,
  cause text not null,
  fix text not null,
  tell text not null,
  tags text[] not null,
  by_id uuid not null references person,
  at timestamptz(3) not null,
  primary key (card_id, version)
);

-- Who did what to a card.
create table answer_act (
  id bigint generated always as identity primary key,
  card_id uuid not null references answer_card,
  kind text not null,
  version int not null,
  by_id uuid not null references person,
  at timestamptz(3) not null,
  reason text not null default ''
);
create index answer_act_card on answer_act (card_id, id);

-- A card's fix put into a note by somebody: once, however often they press.
create table answer_use (
  id uuid primary key default gen_random_uuid(),
  card_id uuid not null references answer_card,
  version int not null,
  case_id uuid not null references "case",
  note_id uuid not null references note,
  by_id uuid not null references person,
  at timestamptz(3) not null,
  verdict text check (verdict in ('solved', 'no-help')),
  unique (card_id, note_id, by_id)
);
create index answer_use_case on answer_use (case_id, at);

-- Notes that show newcomers how it is done.
create table note_exemplar (
  note_id uuid primary key references note,
  case_id uuid not null references "case",
  reason text not null,
  by_id uuid not null references person,
  at timestamptz(3) not null
);
create index note_exemplar_case on note_exemplar (case_id);

grant select, insert, update on answer_card, answer_use to caseroom_server;
grant select, insert on answer_version, answer_act to caseroom_server;
grant select, insert, update, delete on note_exemplar to caseroom_server;
