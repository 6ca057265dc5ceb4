-- Which promises of an update are over (server/src/interim/missed.ts).
create index interim_promised on interim (next_update_at) where released_at is not null;
