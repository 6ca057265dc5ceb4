-- Automatic updates: what a program's rules write to customers, and when a case is expected to be solved.

-- Shape: AutoRules of shared/src/interim-auto.ts; null: no rules. Whoever put them in force answers for what they send.
alter table interim_program
  add column auto jsonb,
  add column auto_by uuid references person,
  add column auto_at timestamptz(3);

-- What a rule began, once for each time it was due.
create table interim_auto (
  note_id uuid primary key references note,
  case_id uuid not null references "case",
  due_at timestamptz(3) not null,
  why text not null,
  -- Whether it may leave without a person, and that was tried.
  sends boolean not null,
  tried_at timestamptz(3),
  unique (case_id, due_at)
);
create index interim_auto_untried on interim_auto (due_at) where sends and tried_at is null;

-- When the customer was told it would be solved.
create table case_eta (
  case_id uuid primary key references "case",
  eta_at timestamptz(3) not null,
  reason text not null,
  set_by uuid not null references person,
  set_at timestamptz(3) not null
);

grant select, insert, update on interim_auto to caseroom_server;
grant select, insert, update, delete on case_eta to caseroom_server;
