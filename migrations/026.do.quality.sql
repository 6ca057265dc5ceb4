-- Quality review: scorecards, samples, reviews, calibrations and coaching goals.

create table scorecard (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  -- The newest version.
  version integer not null default 1,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3)
);
create index scorecard_program on scorecard (program_id, created_at);

-- Never changed: a review keeps the version it was scored with. Shape of body: ScorecardBody of shared/src/scorecard.ts.
create table scorecard_version (
  scorecard_id uuid not null references scorecard,
  version integer not null check (version > 0),
  body jsonb not null,
  by_id uuid references person,
  at timestamptz(3) not null,
  primary key (scorecard_id, version)
);

-- Shape of rules: SamplingRules of shared/src/quality.ts. A program without a row draws nothing.
create table sampling_rules (
  program_id uuid primary key references program,
  rules jsonb not null,
  edited_by uuid references person,
  edited_at timestamptz(3) not null
);

-- Everything a draw was made from, so that it can be made again and compared.
create table sample_draw (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  -- The Monday of the week it draws from, on the program's own calendar.
  week date not null,
  -- Null: the weekly draw.
  by_id uuid references person,
  at timestamptz(3) not null,
  seed text not null,
  rules jsonb not null,
  candidates jsonb not null,
  -- What had been drawn from the same week before.
  drawn jsonb not null
);
create index sample_draw_program on sample_draw (program_id, at desc);
-- Whichever process comes first draws a program's week.
create unique index sample_draw_weekly on sample_draw (program_id, week) where by_id is null;

create table sample_pick (
  id uuid primary key default gen_random_uuid(),
  draw_id uuid not null references sample_draw,
  program_id uuid not null references program,
  week date not null,
  -- No case is drawn twice.
  case_id uuid not null unique references "case",
  note_id uuid not null references note,
  agent_id uuid not null references person,
  -- Shape: PickReason of shared/src/quality.ts.
  reason jsonb not null,
  at timestamptz(3) not null
);
create index sample_pick_program on sample_pick (program_id, week);

create table review (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  case_id uuid not null references "case",
  note_id uuid not null references note,
  -- The version of the note that is reviewed.
  note_seq bigint not null,
  agent_id uuid not null references person,
  reviewer_id uuid not null references person,
  -- Null: it was not drawn.
  pick_id uuid unique references sample_pick,
  scorecard_id uuid not null,
  scorecard_version integer not null,
  state text not null check (state in ('drafted', 'submitted', 'acknowledged', 'disputed', 'settled')),
  -- Shape: Marking of shared/src/quality.ts. Not changed any more once it is submitted.
  marking jsonb not null,
  -- As the review counts now, with the scores a dispute changed. Null: nothing applied, or it is a draft.
  percent numeric(4, 1),
  passed boolean,
  drafted_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  answered_at timestamptz(3),
  -- Shape: Objection[] of shared/src/quality.ts.
  objections jsonb not null default '[]',
  settled_at timestamptz(3),
  settled_by uuid references person,
  verdict text check (verdict in ('upheld', 'rejected')),
  reply text,
  -- What the dispute changed: {item, from, to}[].
  changes jsonb not null default '[]',
  check (agent_id <> reviewer_id),
  check ((state = 'drafted') = (submitted_at is null)),
  check ((state in ('acknowledged', 'disputed', 'settled')) = (answered_at is not null)),
  check ((state = 'settled') = (settled_at is not null and settled_by is not null and verdict is not null)),
  foreign key (scorecard_id, scorecard_version) references scorecard_version
);
create index review_program on review (program_id, drafted_at desc);
create index review_agent on review (agent_id, submitted_at);
create index review_case on review (case_id);

create table calibration (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  case_id uuid not null references "case",
  note_id uuid not null references note,
  note_seq bigint not null,
  scorecard_id uuid not null,
  scorecard_version integer not null,
  started_by uuid not null references person,
  started_at timestamptz(3) not null,
  foreign key (scorecard_id, scorecard_version) references scorecard_version
);
create index calibration_program on calibration (program_id, started_at desc);

create table calibration_sheet (
  calibration_id uuid not null references calibration,
  person_id uuid not null references person,
  -- Shape: Marking of shared/src/quality.ts.
  marking jsonb not null,
  submitted_at timestamptz(3),
  primary key (calibration_id, person_id)
);
create index calibration_sheet_person on calibration_sheet (person_id) where submitted_at is null;

create table coaching_goal (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  agent_id uuid not null references person,
  review_id uuid not null references review,
  -- An item of the review's scorecard; null: the whole review.
  item text,
  what text not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'reached', 'missed', 'dropped')),
  set_by uuid not null references person,
  set_at timestamptz(3) not null,
  edited_by uuid references person,
  edited_at timestamptz(3)
);
create index coaching_goal_agent on coaching_goal (agent_id, set_at desc);

grant select, insert on scorecard_version, sample_draw, sample_pick to caseroom_server;
grant select, insert, update on scorecard, sampling_rules, calibration, calibration_sheet, coaching_goal
  to caseroom_server;
-- A draft may be thrown away; nothing else of a review is ever deleted.
grant select, insert, update, delete on review to caseroom_server;
