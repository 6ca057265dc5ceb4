import { audiencesReadableBy } from '../case/access.ts';
import type { Tx } from '../platform/db.ts';
import {
  COMMON_SHARE,
  FEW_DOCS,
  MANY_DOCS,
  MAX_HEARD_CHARS,
  MAX_OWN_DOCS,
  MAX_TURNS,
  MAX_WORDS,
} from './limits.ts';

/** A word by which a case is told from others. */
export interface TellingWord {
  /** As the index has it. */
  readonly stem: string;
  /** As it was written. */
  readonly word: string;
  /** It stands in the case's subject. */
  readonly titled: boolean;
  /** Seldom enough to be looked for in notes too, and not in subjects alone. */
  readonly everywhere: boolean;
}

/**
 * The words of a case that say most about it, of those its reader may read: of its subject, its notes and what its
 * customer said, without stop words, numbers, names of the customer and of the program's people, and what nearly every
 * document says. How often a word is said is the planner's estimate, which costs nothing and is kept by Postgres.
 */
export async function tellingWords(tx: Tx, personId: string, caseId: string): Promise<TellingWord[]> {
  return tx<TellingWord[]>`
    with heard as (
      select string_agg(turn.text, ' ') as words
      from (
        select t.text from interaction i join interaction_turn t on t.interaction_id = i.id
        where i.case_id = ${caseId} and t.role = 'customer'
        order by i.started_at desc, t.n limit ${MAX_TURNS}) as turn),
    own as (
      select c.id, 'heard' as kind, g.search_language as language,
             search_lexemes(g.search_language, left(heard.words, ${MAX_HEARD_CHARS})) as words
      from heard join "case" c on c.id = ${caseId} join program g on g.id = c.program_id
      where heard.words is not null
      union all (
      select d.id, d.kind, d.language, d.words
      from search_doc d
      where d.case_id = ${caseId} and d.kind in ('case', 'note') and d.readers is null
        and (d.program_id, d.audience) in (${audiencesReadableBy(tx, personId)})
      order by d.kind = 'case' desc, d.at desc limit ${MAX_OWN_DOCS})),
    -- A word stands in the index as it is written and by its stem, at one place. Of a case it is the subject that says what it
    -- is about (A); what follows there is the customer. A note's title says its kind; its text (D) says the rest.
    place as (
      select own.id, own.kind, own.language, at, min(lexeme) as stem, max(lexeme) as word
      from own
      cross join unnest(ts_filter(own.words, case own.kind when 'case' then '{a}' else '{d}' end::"char"[])) as said
      cross join unnest(said.positions) as at
      where lexeme ~ '^[[:alpha:]][[:alnum:]]{2,29}$'
      group by own.id, own.kind, own.language, at),
    said as (
      select stem, min(word) as word, min(language) as language, count(*) as times, bool_or(kind = 'case') as titled
      from place group by stem),
    -- The last two frequencies are the least and the greatest of all.
    spread as (
      select word, freq, c.reltuples as docs
      from pg_stats s
      join pg_class c on c.oid = 'search_doc'::regclass
      cross join unnest(s.most_common_elems::text::text[],
        s.most_common_elem_freqs[1:cardinality(s.most_common_elem_freqs) - 2]) as common(word, freq)
      where s.schemaname = current_schema() and s.tablename = 'search_doc' and s.attname = 'words'),
    named as (
      select unnest(tsvector_to_array(search_lexemes('simple', concat_ws(' ', c.customer ->> 'name', c.customer ->> 'company', (
        select string_agg(p.name, ' ') from membership m join person p on p.id = m.person_id
        where m.program_id = c.program_id))))) as word
      from "case" c where c.id = ${caseId})
    select said.stem, said.word, said.titled, coalesce(spread.freq * spread.docs < ${MANY_DOCS}::float8, true) as everywhere
    from said left join spread on spread.word = said.stem
    where coalesce(spread.freq < ${COMMON_SHARE}::float8 or spread.docs < ${FEW_DOCS}::float8, true)
      and not exists (select from named where named.word in (said.stem, said.word))
      and numnode(plainto_tsquery(said.language::regconfig, said.word)) > 0
    order by said.titled desc, ln(1 + said.times) * -ln(coalesce(spread.freq, 0.0001)) desc, said.stem
    limit ${MAX_WORDS}`;
}
