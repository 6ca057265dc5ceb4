-- How long things may take, by program and priority, and how long they have taken.

-- Shape: TimerPolicy of shared/src/timer.ts, whose default this repeats.
alter table program add column timer_policy jsonb not null default '{
  "hours": {"timeZone": "UTC", "holidays": [], "week": [
    [{"from": "00:00", "to": "24:00"}], [{"from": "00:00", "to": "24:00"}], [{"from": "00:00", "to": "24:00"}],
    [{"from": "00:00", "to": "24:00"}], [{"from": "00:00", "to": "24:00"}], [{"from": "00:00", "to": "24:00"}],
    [{"from": "00:00", "to": "24:00"}]]},
  "targets": {
    "first-response": {"P1": 15, "P2": 60, "P3": 240, "P4": 480},
    "next-update": {"P1": 60, "P2": 240, "P3": 1440, "P4": 2880},
    "resolution": {"P1": 480, "P2": 1440, "P3": 4320, "P4": 7200},
    "acceptance": {"P1": 10, "P2": 30, "P3": 120, "P4": 240}}}';

create table timer (
  case_id uuid not null references "case",
  kind text not null check (kind in ('first-response', 'next-update', 'resolution', 'acceptance')),
  state text not null check (state in ('running', 'paused', 'stopped')),
  -- Business time, ms.
  target_ms bigint not null check (target_ms > 0),
  elapsed_ms bigint not null,
  started_at timestamptz(3) not null,
  -- When this stretch began, or when it was paused or stopped; elapsed_ms had passed by then.
  since timestamptz(3) not null,
  -- The highest percent that was warned of.
  warned smallint not null default 0,
  -- Derived from the above and the policy; null unless it runs.
  due_at timestamptz(3),
  soon_at timestamptz(3),
  -- The next warning; null when every one has been given.
  warn_at timestamptz(3),
  -- Waypoints of shared/src/timer.ts.
  path jsonb not null,
  primary key (case_id, kind)
);
create index timer_warn on timer (warn_at) where warn_at is not null;

-- due_at: that of the timer that runs out first. timer_pause: who paused, when and why ({reason, note, by, at}).
alter table "case" add column due_at timestamptz(3), add column timer_pause jsonb;
create index case_due on "case"
  (program_id, status, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), number);

grant select, insert, update, delete on timer to caseroom_server;

-- What is unresolved is timed from here on: nobody is blamed for deadlines that did not exist.
insert into timer (case_id, kind, state, target_ms, elapsed_ms, started_at, since, due_at, soon_at, warn_at, path)
select c.id, t.kind, 'running', t.target, 0, t.start, t.start,
       t.start + make_interval(secs => t.target / 1000.0), t.start + make_interval(secs => t.target * 0.75 / 1000),
       t.start + make_interval(secs => t.target * 0.5 / 1000),
       (select jsonb_agg(jsonb_build_object('percent', p, 'at', to_char(
          (t.start + make_interval(secs => t.target * p / 100000.0)) at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p)
        from unnest(array[0, 50, 75, 90, 100]) as p)
from "case" c
join program g on g.id = c.program_id
cross join lateral (
  select kind, (g.timer_policy -> 'targets' -> kind ->> c.priority)::bigint * 60000 as target,
         date_trunc('milliseconds', now()) as start
  from unnest(array['next-update', 'resolution']) as kind) as t
where c.status in ('open', 'waiting');
update "case" c set due_at = (select min(due_at) from timer where case_id = c.id) where status in ('open', 'waiting');
