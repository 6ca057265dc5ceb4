-- When a person was last here, kept after their sessions are gone. To the grain of the session's own last_seen_at.
alter table person add column last_seen_at timestamptz(3);
