import { audiencesReadableBy } from '../case/access.ts';
import type { Tx } from '../platform/db.ts';
import type { Evidence, Likeness } from './likeness-rules.ts';
import { FEW_DOCS, MAX_BY_TAGS, MAX_DOCS_A_WORD, MAX_PROGRAMS, MAX_WEIGHED } from './limits.ts';
import type { TellingWord } from './words.ts';

/** What is looked for, and for whom. */
export interface Wanted {
  readonly personId: string;
  readonly caseId: string;
  readonly programId: string;
  readonly words: readonly TellingWord[];
  readonly tags: readonly string[];
}

/**
 * Resolved and closed cases that say the same words or have the same tags, in the programs this person reads and in
 * what they read there. A word weighs the more the fewer cases say it, and where it is a subject. Bounded: at most
 * `MAX_DOCS_A_WORD` documents are read for each word, kind and program, by the index of words.
 */
export async function resolvedCasesLike(tx: Tx, wanted: Wanted): Promise<Likeness[]> {
  const { caseId, programId, words, tags } = wanted;
  const rows = await tx<(Omit<Likeness, 'words'> & { nths: number[] })[]>`
    with ${hits(tx, wanted, ['case', 'note'])},
    likely as (select * from scored order by topic + detail desc limit ${MAX_WEIGHED * 5}),
    tagged as (
      select c.id from "case" c
      where c.program_id = ${programId} and c.tags && ${[...tags]}::text[] and c.status in ('resolved', 'closed')
      order by c.touched_at desc limit ${MAX_BY_TAGS})
    select c.id as "caseId", c.subject, c.program_id as "programId",
           exists (select from note n where n.case_id = c.id and n.kind = 'resolution' and n.text <> ''
             and (c.program_id, n.audience) in (${audiencesReadableBy(tx, wanted.personId)})) as "isTold", ${evidence(tx, tags)}
    from likely l full join tagged t using (id)
    join "case" c on c.id = coalesce(l.id, t.id) and c.status in ('resolved', 'closed') and c.id <> ${caseId}
    order by coalesce(l.topic, 0) + coalesce(l.detail, 0) desc, c.touched_at desc limit ${MAX_WEIGHED}`;
  return rows.map(({ nths, ...row }) => ({ ...row, words: wordsAt(words, nths) }));
}

/** Published cards of the case's program that say the same. */
export async function cardsLike(tx: Tx, wanted: Wanted): Promise<(Evidence & { cardId: string })[]> {
  const { programId, words, tags } = wanted;
  const rows = await tx<(Omit<Evidence, 'words'> & { cardId: string; nths: number[] })[]>`
    with ${hits(tx, wanted, ['answer'])}
    select c.id as "cardId", ${evidence(tx, tags)}
    from answer_card c left join scored l using (id)
    where c.program_id = ${programId} and c.state = 'published' and (l.id is not null or c.tags && ${[...tags]}::text[])
    order by coalesce(l.topic, 0) + coalesce(l.detail, 0) desc, c.helped desc limit ${MAX_WEIGHED}`;
  return rows.map(({ nths, ...row }) => ({ ...row, words: wordsAt(words, nths) }));
}

/** What the case has in common with `c`, of which `l` says the words. */
const evidence = (tx: Tx, tags: readonly string[]) => tx`
  coalesce(l.nths, '{}') as nths, coalesce(l.topic, 0) as topic, coalesce(l.detail, 0) as detail,
  array(select unnest(c.tags) intersect select unnest(${[...tags]}::text[]) order by 1) as tags`;

/** A word that one document in so many says weighs 1. */
const RAREST = 100_000;

const wordsAt = (words: readonly TellingWord[], nths: readonly number[]): string[] =>
  nths.flatMap((nth) => words[nth - 1]?.word ?? []);

/** `scored`: each case, or card, that says any of the words, with what they are worth there, most telling first. */
const hits = (tx: Tx, { personId, programId, words }: Wanted, kinds: readonly string[]) => tx`
  word as (
    select asked ->> 'stem' as stem, (asked ->> 'titled')::boolean as titled, (asked ->> 'everywhere')::boolean as everywhere, nth
    from jsonb_array_elements(${tx.json(words as never)}) with ordinality as of(asked, nth)),
  reach as materialized (
    select r.program_id, array_agg(r.audience) as audiences
    from (${audiencesReadableBy(tx, personId)}) as r
    group by r.program_id order by r.program_id <> ${programId}, r.program_id limit ${MAX_PROGRAMS}),
  -- Of a case the subject alone (A): the rest is its customer.
  hit as (
    select word.nth, case place when 'answer' then found.id else found.case_id end as id, place <> 'note' as titled
    from reach cross join word cross join unnest(${[...kinds]}::text[]) as place cross join lateral (
      select d.id, d.case_id from (
        select * from search_doc d
        where d.program_id = reach.program_id and d.kind = place
          and d.words @@ (quote_literal(word.stem) || case place when 'case' then ':A' else '' end)::tsquery offset 0) as d
      where d.audience = any(reach.audiences) and d.readers is null
      order by d.at desc limit ${MAX_DOCS_A_WORD}) as found
    where word.everywhere or place <> 'note'),
  told as (select nth, id, bool_or(titled) as titled from hit group by nth, id),
  rarity as (
    select nth, ln(1 + docs.count / count(*)) / ln(${RAREST}::float8) as value
    from told cross join (
      select greatest(c.reltuples, ${FEW_DOCS})::float8 as count from pg_class c where c.oid = 'search_doc'::regclass) as docs
    group by nth, docs.count),
  scored as (
    select told.id,
           sum(rarity.value * (word.titled::int + told.titled::int)) as topic,
           coalesce(sum(rarity.value) filter (where not word.titled and not told.titled), 0) as detail,
           array_agg(nth order by rarity.value * (1 + word.titled::int + told.titled::int) desc, nth) as nths
    from told join rarity using (nth) join word using (nth) group by told.id)`;
