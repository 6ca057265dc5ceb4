-- Templates of notes, by program and kind, and the notes made from them.

alter table program add column industry text not null default 'customer-support' check (industry in
  ('customer-support', 'technical-support', 'sales', 'healthcare', 'financial-services', 'legal-compliance'));

create table template (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references program,
  -- NoteKind of shared/src/note.ts.
  kind text not null,
  unique (program_id, kind)
);

-- Never rewritten: a note knows the version it was made from.
create table template_version (
  template_id uuid not null references template,
  version int not null check (version > 0),
  name text not null,
  -- TemplateContent of shared/src/template.ts.
  content jsonb not null,
  -- Null: it came with Caseroom.
  by_id uuid references person,
  at timestamptz(3) not null,
  -- Why it was edited; empty for what came with Caseroom.
  reason text not null,
  primary key (template_id, version)
);

alter table note
  add column template_id uuid,
  add column template_version int,
  -- Nothing is written into a note beyond this seq.
  add column finalised_seq bigint,
  add column finalised_by uuid references person,
  add column finalised_at timestamptz(3),
  -- The finalised note that this one adds to, and why.
  add column amends_id uuid references note,
  add column amend_reason text,
  add foreign key (template_id, template_version) references template_version,
  add check (num_nulls(finalised_seq, finalised_by, finalised_at) in (0, 3)),
  add check ((amends_id is null) = (amend_reason is null));
create index note_amends on note (amends_id) where amends_id is not null;

grant select, insert on template, template_version to caseroom_server;
