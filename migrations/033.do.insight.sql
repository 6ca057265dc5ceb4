-- What figures over many cases are counted from, and what of them was released to a program's client.

-- How each timer of a case ended; a timer that begins anew forgets how the one before it went. Kept by trackTimers.
create table timer_outcome (
  case_id uuid not null references "case",
  kind text not null check (kind in ('first-response', 'next-update', 'resolution', 'acceptance')),
  started_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  -- Business time, ms.
  target_ms bigint not null,
  elapsed_ms bigint not null,
  -- Who owned the case then.
  owner_id uuid not null references person,
  primary key (case_id, kind, started_at)
);
create index timer_outcome_ended on timer_outcome (ended_at);
insert into timer_outcome (case_id, kind, started_at, ended_at, target_ms, elapsed_ms, owner_id)
select t.case_id, t.kind, t.started_at, t.since, t.target_ms, t.elapsed_ms, c.owner_id
from timer t join "case" c on c.id = t.case_id where t.state = 'stopped';

-- Figures of a period read few kinds of entry, over all cases.
create index case_event_counted on case_event (kind, at)
  where kind in ('case.changed', 'escalation.accepted', 'handover.accepted');
create index handover_read_back_at on handover_read_back (at);
create index case_program_opened on "case" (program_id, opened_at);
create index review_program_submitted on review (program_id, submitted_at) where submitted_at is not null;

grant select, insert, update, delete on timer_outcome to caseroom_server;
