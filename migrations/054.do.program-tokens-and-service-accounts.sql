-- Tokens that reach single programs only, and accounts of software, which sign in nowhere.
alter table api_token
  -- Beyond these it sees and does nothing; null: wherever its person may.
  add column program_ids uuid[] check (cardinality(program_ids) > 0),
  -- Who made it, where that is not its person: a service account makes none itself.
  add column made_by uuid references person;

alter table person
  add column kind text not null default 'person' check (kind in ('person', 'service')),
  add column made_by uuid references person,
  alter column email drop not null,
  add constraint person_has_email check ((kind = 'person') = (email is not null)),
  add constraint service_has_no_duty check (kind = 'person' or not (admin or auditor)),
  add constraint service_signs_in_nowhere check (kind = 'person' or password_hash is null),
  -- Both marks go wherever the name and the colour do: no screen, export or mail shows software as a person.
  add constraint service_is_marked check (
    (kind = 'service') = (colour = 12) and (kind = 'service') = (right(name, 10) = ' (service)'));
