-- What a program wants its notes to be like: how they read, what they should not leave out, when they go stale.

-- Shape: GuidanceSettings of shared/src/guidance.ts; null: its defaults.
alter table program add column guidance jsonb;

-- What each note says of the things that prompts look for, derived.
create table note_said (
  note_id uuid primary key,
  deriver text not null default 'guidance' check (deriver = 'guidance'),
  -- Shape: Said of server/src/guidance/rules.ts.
  said jsonb not null,
  -- By way of this row and not the note's, whose lock the journal takes before the case's.
  foreign key (note_id, deriver) references note_derived
);

create table prompt_dismissal (
  person_id uuid not null references person on delete cascade,
  case_id uuid not null references "case",
  rule text not null,
  -- What it was about: another escalation, another promise prompts anew.
  about text not null,
  at timestamptz(3) not null,
  primary key (person_id, case_id, rule, about)
);

create table note_recheck (
  note_id uuid primary key references note,
  case_id uuid not null references "case",
  -- A day of the program's own calendar; null: nobody need look again.
  due_on date,
  -- Null: once.
  every_days int check (every_days > 0),
  -- Who last said that it is still right.
  rechecked_by uuid references person,
  rechecked_at timestamptz(3),
  -- The day whose coming the owner was told of.
  told_for date,
  check ((rechecked_by is null) = (rechecked_at is null))
);
create index note_recheck_due on note_recheck (due_on) where due_on is not null;

grant select, insert, update on note_said, note_recheck to caseroom_server;
grant select, insert, delete on prompt_dismissal to caseroom_server;
