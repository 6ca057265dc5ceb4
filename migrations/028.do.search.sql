-- Search: one index over everything that has words, and the searches people keep.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- A text search configuration of Postgres: how the words of this program's people are stemmed.
alter table program add column search_language text not null default 'english' check (search_language in (
  'simple', 'arabic', 'catalan', 'danish', 'dutch', 'english', 'finnish', 'french', 'german', 'greek', 'hindi', 'hungarian',
  'indonesian', 'irish', 'italian', 'norwegian', 'portuguese', 'romanian', 'russian', 'spanish', 'swedish', 'turkish'));

-- Everything that can be found, as it reads now. A new kind is one more branch here, and a call of search_index
-- whenever it changes. audience and readers decide who finds it: as for notes, and where readers is not null nobody else.
-- Each branch reads one table and looks the rest up, or the planner could not reach a single row of it by its id.
create view search_source as
  select 'case' as kind, c.id, c.id as case_id, c.program_id, 'team' as audience, null::uuid[] as readers,
         null::uuid as note_id, null::text as note_kind,
         array(select e.actor_id from case_event e where e.case_id = c.id and e.seq = 1) as authors,
         c.touched_at as at, 0::bigint as seq, c.subject as title,
         concat_ws(' · ', c.customer ->> 'name', c.customer ->> 'company', c.customer ->> 'account', c.customer ->> 'email',
                   c.customer ->> 'phone', nullif(array_to_string(c.tags, ' · '), '')) as body,
         -- As people paste them: addresses whole, numbers by their digits, references without punctuation.
         lower(concat_ws(' ', c.customer ->> 'email', regexp_replace(c.customer ->> 'phone', '\D', '', 'g'),
                         regexp_replace(c.customer ->> 'account', '[^[:alnum:]]', '', 'g'))) as contact
  from "case" c
  union all
  select 'note', n.id, n.case_id, (select c.program_id from "case" c where c.id = n.case_id), n.audience, null, n.id, n.kind,
         array(select distinct w.person_id from note_client w where w.note_id = n.id), n.touched_at, n.text_seq, n.title, n.text, ''
  from note n;

-- The index. Refers to nothing: whoever writes it must never wait for a note's or a case's lock.
create table search_doc (
  kind text not null,
  id uuid not null,
  case_id uuid not null,
  program_id uuid not null,
  audience text not null,
  readers uuid[],
  note_id uuid,
  note_kind text,
  authors uuid[] not null,
  at timestamptz(3) not null,
  -- For a note: the edit its words are as of. Never goes back.
  seq bigint not null,
  -- The language its words were stemmed in.
  language text not null,
  contact text not null,
  words tsvector not null,
  primary key (kind, id)
);
create index search_doc_words on search_doc using gin (program_id, kind, words);
create index search_doc_contact on search_doc using gin (contact gin_trgm_ops) where contact <> '';
create index search_doc_newest on search_doc (program_id, at desc, id desc);
create index search_doc_case on search_doc (case_id);

-- The words there are, to tell what somebody who mistyped one may have meant. Those of one audience are nobody else's.
create table search_word (
  program_id uuid not null,
  audience text not null,
  word text not null,
  -- When it was last known that something readable says it.
  seen_at timestamptz(3) not null default now(),
  primary key (program_id, audience, word)
);
create index search_word_similar on search_word using gin (word gin_trgm_ops);
create index search_word_seen on search_word (seen_at);

-- What is compared: lower case, and a space for every mark and symbol beyond ASCII, which Postgres would take for letters.
create function search_plain(words text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(
    regexp_replace(normalize(lower(replace(words, 'ŉ', 'n'))), '[\u0300-\u036f]+', '', 'g'),
    '[\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f'
    '\u3000-\u3004\u3008-\u3020\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff'
    '\U0001f000-\U0001fbff]+', ' ', 'g')
$$;

-- Each word as it is written and by its stem, at the same place, without accents.
create function search_lexemes(language text, words text) returns tsvector language sql stable strict parallel safe as $$
  select concat(unaccent(to_tsvector('simple', search_plain(words))::text), ' ',
                unaccent(to_tsvector(language::regconfig, search_plain(words))::text))::tsvector
$$;

-- What terms (TextTerm of shared/src/search-grammar.ts) ask of a document: all of them, or any. Stop words are asked for
-- only where there is nothing else to go by.
create function search_query(language text, terms jsonb, all_of boolean default true) returns tsquery language plpgsql stable strict parallel safe as $$
declare
  term jsonb;
  plain text;
  written tsquery;
  stemmed tsquery;
  one tsquery;
  asked tsquery := '';
  stop_words tsquery := '';
begin
  for term in select * from jsonb_array_elements(terms) loop
    plain := btrim(search_plain(term ->> 'text'));
    if plain = '' then continue; end if;
    case term ->> 'is'
      when 'phrase' then one := unaccent(phraseto_tsquery('simple', plain)::text)::tsquery;
      when 'prefix' then
        one := unaccent(to_tsquery('simple', quote_literal(replace(plain, '\', ' ')) || ':*')::text)::tsquery;
      else
        written := unaccent(plainto_tsquery('simple', plain)::text)::tsquery;
        stemmed := unaccent(plainto_tsquery(language::regconfig, plain)::text)::tsquery;
        if numnode(stemmed) = 0 and not (term ->> 'not')::boolean then
          stop_words := stop_words && written;
          continue;
        end if;
        one := written || stemmed;
    end case;
    if numnode(one) = 0 then continue; end if;
    if (term ->> 'not')::boolean then one := !!one; end if;
    asked := case when all_of then asked && one else asked || one end;
  end loop;
  return case when numnode(asked) = 0 then stop_words else asked end;
end $$;

-- The longest text that is indexed, characters; a tsvector holds 1 MB.
create function search_index(of_kind text, of_id uuid) returns void language plpgsql as $$
declare
  f record;
begin
  select s.*, left(s.body, 100000) as indexed, g.search_language as language into f
  from search_source s join program g on g.id = s.program_id where s.kind = of_kind and s.id = of_id;
  if not found then
    delete from search_doc where kind = of_kind and id = of_id;
    return;
  end if;
  insert into search_doc as d (kind, id, case_id, program_id, audience, readers, note_id, note_kind, authors, at, seq,
                               language, contact, words)
  select f.kind, f.id, f.case_id, f.program_id, f.audience, f.readers, f.note_id, f.note_kind, f.authors, f.at, f.seq,
         f.language, f.contact, setweight(search_lexemes(f.language, f.title), 'A') || search_lexemes(f.language, f.indexed)
  on conflict (kind, id) do update set
    case_id = excluded.case_id, program_id = excluded.program_id, audience = excluded.audience, readers = excluded.readers,
    note_id = excluded.note_id, note_kind = excluded.note_kind, authors = excluded.authors, at = excluded.at, seq = excluded.seq,
    language = excluded.language, contact = excluded.contact, words = excluded.words
  where d.seq <= excluded.seq;
  -- New words wait for nobody, or two transactions could wait for each other: who comes second leaves them to the next.
  if f.readers is null and pg_try_advisory_xact_lock(hashtext('search_word')) then
    insert into search_word (program_id, audience, word)
    select distinct f.program_id, f.audience, unaccent(w.lexeme)
    from unnest(to_tsvector('simple', search_plain(concat_ws(' ', f.title, f.indexed)))) as w
    where w.lexeme ~ '^[[:alpha:]]{4,24}$'
    order by 3
    on conflict do nothing;
  end if;
end $$;

create function search_index_row() returns trigger language plpgsql as $$
begin
  perform search_index(tg_argv[0], new.id);
  return null;
end $$;

-- At the end of the transaction, when the ledger's first entry says who opened the case. An edit of a note sets none of
-- these columns; its words follow once its text has been derived (server/src/search/follow.ts).
create constraint trigger case_search after insert or update of subject, customer, tags on "case"
  deferrable initially deferred for each row execute function search_index_row('case');
create constraint trigger note_search after insert or update of title, audience on note
  deferrable initially deferred for each row execute function search_index_row('note');

-- Searches people keep: their own, or a view that a program's leads share with everybody in it.
create table saved_search (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  -- Null: for this person alone.
  program_id uuid references program,
  name text not null,
  query text not null,
  sort text not null check (sort in ('best', 'newest')),
  created_at timestamptz(3) not null default now()
);
create index saved_search_own on saved_search (person_id) where program_id is null;
create index saved_search_shared on saved_search (program_id) where program_id is not null;

grant select on search_source to caseroom_server;
grant select, insert, update, delete on search_doc, search_word, saved_search to caseroom_server;

select search_index(kind, id) from search_source;
