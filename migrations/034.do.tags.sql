-- Each program's vocabulary of tags. Cases keep the names (case.tags); this says which there are and what they mean.

-- Whether people may also type tags that are not of the vocabulary.
alter table program add column free_tags boolean not null default true;

create table tag (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  name text not null,
  -- TagGroup and TagColour of shared/src/tag.ts.
  "group" text not null,
  colour text not null,
  about text not null,
  keywords text[] not null,
  retired_at timestamptz(3),
  created_at timestamptz(3) not null
);
create unique index tag_name on tag (program_id, name);

-- Names that tags had, or that tags merged into them had. They still find.
create table tag_old_name (
  program_id uuid not null references program,
  name text not null,
  tag_id uuid not null references tag,
  primary key (program_id, name)
);
create index tag_old_name_tag on tag_old_name (tag_id);

-- Who did what to the vocabulary; a merged tag's history stays with the tag it became.
create table tag_change (
  id bigint generated always as identity primary key,
  program_id uuid not null references program,
  tag_id uuid not null,
  kind text not null,
  -- Null: it came with Caseroom.
  by_id uuid references person,
  at timestamptz(3) not null,
  from_name text,
  to_name text not null,
  cases int not null default 0
);
create index tag_change_tag on tag_change (tag_id, id);

-- Which tags the words of a note speak for, derived; and up to which seq of its text that was looked for.
create table tag_match (
  note_id uuid not null references note,
  case_id uuid not null references "case",
  tag_id uuid not null references tag on delete cascade,
  -- The keyword, never the note's own words: those are masked in the note alone.
  term text not null,
  primary key (note_id, tag_id)
);
create index tag_match_case on tag_match (case_id);
create index tag_match_tag on tag_match (tag_id);
create table tag_reading (
  note_id uuid primary key references note,
  seq bigint not null
);

-- What people said to a suggestion.
create table tag_decision (
  case_id uuid not null references "case",
  tag_id uuid not null references tag on delete cascade,
  accepted boolean not null,
  by_id uuid not null references person,
  at timestamptz(3) not null,
  primary key (case_id, tag_id)
);
create index tag_decision_tag on tag_decision (tag_id);

grant select, insert, update, delete on tag, tag_old_name, tag_match, tag_reading, tag_decision to caseroom_server;
grant select, insert on tag_change to caseroom_server;
-- Told of a merge: its entries are found under the tag that stays.
grant update (tag_id) on tag_change to caseroom_server;
