-- What was drawn and is not reviewed after all: who said so, and why.
alter table sample_pick
  add column dismissed_at timestamptz(3),
  add column dismissed_by uuid references person,
  add column dismissed_reason text,
  add check (num_nulls(dismissed_at, dismissed_by, dismissed_reason) in (0, 3));

-- A reviewer who will not score after all, as when they left: the calibration is finished without them.
alter table calibration_sheet
  add column excused_at timestamptz(3),
  add column excused_by uuid references person,
  add column excused_reason text,
  add check (num_nulls(excused_at, excused_by, excused_reason) in (0, 3)),
  add check (excused_at is null or submitted_at is null);

grant update (dismissed_at, dismissed_by, dismissed_reason) on sample_pick to caseroom_server;
