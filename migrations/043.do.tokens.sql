-- Tokens with which other software acts for a person over the API.
create table api_token (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  name text not null,
  -- SHA-256 of the secret part. The token itself is never stored.
  secret_hash bytea not null,
  -- "cases:read"
  scopes text[] not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  -- At most as old as a minute while it is used.
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid references person
);
create index api_token_person on api_token (person_id);

-- No delete: what was done through a token can be traced to it.
grant select, insert, update on api_token to caseroom_server;
