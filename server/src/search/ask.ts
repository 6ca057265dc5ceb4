import type { TextTerm } from '@caseroom/shared/search-grammar';
import { audiencesReadableBy } from '../case/access.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type Condition, markTerms, type SearchPlan } from './rules.ts';

/** A search is given up after this, ms: nobody waits longer for what they are still typing. */
const TIME_LIMIT_MS = 5_000;

/** A search as one person asks it, with names turned into ids. Made by `ask`, inside the transaction that searches. */
export interface Asked {
  readonly personId: string;
  readonly plan: SearchPlan;
  readonly languages: readonly LanguageQuery[];
  /** Where the words are common: what was written in since then is looked through first. */
  readonly recent: Date | null;
  readonly authors: readonly NamedPeople[];
  readonly owners: readonly NamedPeople[];
  readonly programs: readonly Condition<string>[];
}

/** Everybody of these names, in any program: what people who have left wrote is found by their names as well. */
export interface NamedPeople extends Condition<string> {
  /** Some of them are colleagues of the asker, who may be told that there is somebody of this name. */
  readonly isKnown: boolean;
}

/** What the words ask for in one language of the programs this person reads, as tsqueries; '' asks for nothing. */
export interface LanguageQuery {
  readonly language: string;
  readonly query: string;
  /** Any of the single words: by these a text shows that it matches. */
  readonly marks: string;
}

/**
 * Searches in a transaction of its own, which reads one moment of the index. Its statements are planned for the very
 * words that were asked for: how many notes say a word decides between reading its postings and reading the newest.
 */
export function inSearch<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin('isolation level repeatable read, read only', async (tx) => {
    await tx`
      select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
             set_config('statement_timeout', ${String(TIME_LIMIT_MS)}, true)`;
    return work(tx);
  }) as Promise<T>;
}

export async function ask(tx: Tx, personId: string, plan: SearchPlan): Promise<Asked> {
  const [languages, authors, owners, programs] = await Promise.all([
    queriesOf(tx, personId, plan.terms),
    peopleOf(tx, personId, plan.authors),
    peopleOf(tx, personId, plan.owners),
    programsOf(tx, personId, plan.programs),
  ]);
  const recent = await recentFor(tx, personId, languages);
  return { personId, plan, languages, recent, authors, owners, programs };
}

/** From about so many documents on, a word is common. */
const COMMON = 5_000;
/** The documents of a program that are recent. */
const RECENT = 5_000;

async function recentFor(
  tx: Tx,
  personId: string,
  languages: readonly LanguageQuery[],
): Promise<Date | null> {
  const counts = await Promise.all(languages.map(({ query }) => (query === '' ? 0 : estimate(tx, query))));
  if (!counts.some((count) => count >= COMMON)) return null;
  const [row] = await tx<{ at: Date | null }[]>`
    select max(newest.at) as at from (select distinct program_id from (${audiencesReadableBy(tx, personId)}) r) as reach
    cross join lateral (
      select d.at from search_doc d where d.program_id = reach.program_id order by d.at desc, d.id desc
      offset ${RECENT} limit 1) as newest`;
  return row?.at ?? null;
}

/** How many documents the planner expects to say so: it keeps count of the words that many say. */
async function estimate(tx: Tx, query: string): Promise<number> {
  const [row] = await tx<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[]>`
    explain (format json) select from search_doc d where d.words @@ ${query}::tsquery`;
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

async function queriesOf(tx: Tx, personId: string, terms: readonly TextTerm[]): Promise<LanguageQuery[]> {
  const marks = markTerms(terms);
  return tx<LanguageQuery[]>`
    select language, search_query(language, ${tx.json(terms as never)})::text as query,
           search_query(language, ${tx.json(marks as never)}, false)::text as marks
    from (select distinct g.search_language as language
          from (${audiencesReadableBy(tx, personId)}) reach join program g on g.id = reach.program_id) as spoken
    order by language`;
}

/** Names to ids: every word of a name must be in it. "me" is whoever asks. */
async function peopleOf(
  tx: Tx,
  personId: string,
  named: readonly Condition<string>[],
): Promise<NamedPeople[]> {
  return Promise.all(
    named.map(async ({ any, not }) => {
      const rows = await tx<{ id: string; isKnown: boolean }[]>`
        select distinct p.id, exists (
          select from membership m
          where m.person_id = p.id and m.program_id in (
            select r.program_id from (${audiencesReadableBy(tx, personId)}) as r)) as "isKnown"
        from person p cross join unnest(${[...any]}::text[]) as asked(name)
        where (lower(asked.name) = 'me' and p.id = ${personId}) or ${namedLike(tx, tx`p.name`)}`;
      return { any: rows.map(({ id }) => id), not, isKnown: rows.some(({ isKnown }) => isKnown) };
    }),
  );
}

async function programsOf(
  tx: Tx,
  personId: string,
  named: readonly Condition<string>[],
): Promise<Condition<string>[]> {
  return Promise.all(
    named.map(async ({ any, not }) => {
      const rows = await tx<{ id: string }[]>`
        select distinct g.id
        from (${audiencesReadableBy(tx, personId)}) reach join program g on g.id = reach.program_id
        cross join unnest(${[...any]}::text[]) as asked(name)
        where ${namedLike(tx, tx`concat_ws(' ', g.name, g.client)`)}`;
      return { any: rows.map(({ id }) => id), not };
    }),
  );
}

const namedLike = (tx: Tx, name: ReturnType<Tx>) => tx`
  not exists (select from regexp_split_to_table(unaccent(lower(asked.name)), '\\s+') as word
              where strpos(unaccent(lower(${name})), word) = 0)`;
