-- The end of a shift: a packet of somebody's open cases, read back and accepted case by case.

create table handover (
  id uuid primary key default gen_random_uuid(),
  giver_id uuid not null references person,
  state text not null check (state in ('drafting', 'sent', 'closed')),
  started_at timestamptz(3) not null,
  shift_ends_at timestamptz(3) not null,
  sent_at timestamptz(3),
  closed_at timestamptz(3),
  check (state <> 'sent' or sent_at is not null),
  check ((state = 'closed') = (closed_at is not null))
);
create index handover_giver on handover (giver_id, started_at);
-- Building again goes on with the packet that is open.
create unique index handover_open on handover (giver_id) where state <> 'closed';

-- What the next shift of a program should know besides its cases. A packet may reach over programs; these words do not.
create table handover_shift_text (
  handover_id uuid not null references handover,
  program_id uuid not null references program,
  text text not null,
  revision int not null,
  primary key (handover_id, program_id)
);

create table handover_item (
  id uuid primary key default gen_random_uuid(),
  handover_id uuid not null references handover,
  case_id uuid not null references "case",
  -- Where its parts are written, live.
  note_id uuid not null references note,
  -- What the note was filled with: lines by section, to tell what nobody has put in their own words.
  filled jsonb not null,
  state text not null check (state in ('unsent', 'offered', 'accepted', 'declined', 'withdrawn')),
  receiver_id uuid references person,
  added_at timestamptz(3) not null,
  offered_at timestamptz(3),
  settled_at timestamptz(3),
  -- Null when the system itself withdrew it.
  settled_by uuid references person,
  reason text,
  -- The ends of the shift that the receiver was reminded of, and the leads were told of; another end is told anew.
  reminded_for timestamptz(3),
  leads_told_for timestamptz(3),
  leads_told_at timestamptz(3),
  unique (handover_id, case_id),
  check (state not in ('offered', 'accepted') or (receiver_id is not null and offered_at is not null)),
  check ((state in ('accepted', 'declined', 'withdrawn')) = (settled_at is not null)),
  check (state not in ('accepted', 'declined') or settled_by is not null)
);
create index handover_item_case on handover_item (case_id, added_at);
create index handover_item_receiver on handover_item (receiver_id);
create index handover_item_waiting on handover_item (handover_id) where state in ('unsent', 'offered', 'declined');

-- A line that somebody has read back. A reworded line has another key.
create table handover_read_back (
  item_id uuid not null references handover_item,
  person_id uuid not null references person,
  key text not null,
  -- In their own words; null: a tick.
  comment text,
  at timestamptz(3) not null,
  primary key (item_id, person_id, key)
);

create table handover_question (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references handover_item,
  nth bigint not null generated always as identity,
  asked_by uuid not null references person,
  asked_at timestamptz(3) not null,
  question text not null,
  -- The line it is about, as it read then.
  about text,
  answer text,
  answered_by uuid references person,
  answered_at timestamptz(3),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
create index handover_question_item on handover_question (item_id, nth);

-- A case of a packet as it stood when somebody signed it. The mac is HMAC-SHA-256(salt, signed) and stands in the
-- case's ledger as well; salt and words can be masked later without the ledger losing its proof.
create table handover_signature (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references handover_item,
  signed_as text not null check (signed_as in ('giver', 'receiver', 'lead')),
  person_id uuid not null references person,
  at timestamptz(3) not null,
  -- Shape: SignedItem of shared/src/handover.ts.
  signed jsonb not null,
  salt bytea not null,
  mac bytea not null
);
create index handover_signature_item on handover_signature (item_id, at);

-- Who took the follow-up over together with its case; the note still names the owner of before. Null again as soon
-- as the note names somebody else.
alter table follow_up add column passed_to uuid references person;

grant select, insert, update on handover, handover_shift_text, handover_item, handover_question to caseroom_server;
grant select, insert, update, delete on handover_read_back to caseroom_server;
grant select, insert on handover_signature to caseroom_server;
