-- Comment threads beside the text, coaching, and suggestions.

create table comment_thread (
  id uuid primary key,
  note_id uuid not null references note,
  audience text not null check (audience in ('everyone', 'coaching')),
  opened_by uuid not null references person,
  opened_at timestamptz(3) not null,
  -- Who is coached. A coaching thread is read by these two alone.
  coached_id uuid references person,
  -- Its text carries the mark `comment` with this thread's id. Never so in coaching: marks are in the shared note.
  marked boolean not null,
  -- Where its text is: Yjs relative positions (base64), and its words between the words around them.
  anchor_from text,
  anchor_to text,
  quote text not null,
  prefix text not null,
  suffix text not null,
  resolved_at timestamptz(3),
  resolved_by uuid references person,
  evidence boolean not null default false,
  check ((audience = 'coaching') = (coached_id is not null)),
  check (audience = 'everyone' or not marked),
  check ((resolved_at is null) = (resolved_by is null)),
  check ((anchor_from is null) = (anchor_to is null))
);
create index comment_thread_note on comment_thread (note_id, opened_at);

create table comment (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references comment_thread,
  author_id uuid not null references person,
  at timestamptz(3) not null,
  -- Empty once deleted.
  body text not null,
  -- Shape: CommentMention[] of shared/src/comment.ts.
  mentions jsonb not null default '[]',
  edited_at timestamptz(3),
  deleted_at timestamptz(3)
);
create index comment_of_thread on comment (thread_id, at, id);

create table comment_reaction (
  comment_id uuid not null references comment,
  person_id uuid not null references person on delete cascade,
  reaction text not null,
  at timestamptz(3) not null,
  primary key (comment_id, person_id, reaction)
);

-- Up to when a person has read a thread.
create table thread_seen (
  thread_id uuid not null references comment_thread,
  person_id uuid not null references person on delete cascade,
  until timestamptz(3) not null,
  primary key (thread_id, person_id)
);

-- Other words for a thread's text; the newest suggestion of a thread.
create table suggestion (
  thread_id uuid primary key references comment_thread,
  by_id uuid not null references person,
  at timestamptz(3) not null,
  replaces text not null,
  text text not null,
  -- accepting: somebody accepted it and its edit is on the way into the note.
  state text not null default 'open' check (state in ('open', 'accepting', 'accepted', 'dismissed')),
  settled_by uuid references person,
  settled_at timestamptz(3),
  -- The Yjs client id its edit is written under: it can be written once only, and be found in the journal.
  client_id bigint,
  check ((state = 'open') = (settled_by is null and settled_at is null)),
  check (state <> 'accepting' or client_id is not null)
);

-- Edits in which somebody accepted another person's words.
create table note_suggestion_edit (
  note_id uuid not null,
  seq bigint not null,
  suggested_by uuid not null references person,
  -- Who is told whose words they were; null: everybody. Coaching stays between the two of it.
  private_to uuid[],
  primary key (note_id, seq),
  foreign key (note_id, seq) references note_edit
);

grant select, insert, update on comment_thread, comment, suggestion, thread_seen to caseroom_server;
grant select, insert, delete on comment_reaction to caseroom_server;
grant select, insert on note_suggestion_edit to caseroom_server;
