import { MAX_COUNT, MAX_RANKED, type SearchKind } from '@caseroom/shared/search';
import type { PendingQuery, Row } from 'postgres';
import { audiencesReadableBy } from '../case/access.ts';
import { meantTags } from '../case/tags.ts';
import type { Tx } from '../platform/db.ts';
import type { Asked, LanguageQuery } from './ask.ts';
import type { Condition } from './rules.ts';

/** Something found, before it is read. */
export interface Found {
  readonly kind: SearchKind;
  readonly id: string;
  readonly at: Date;
}

/** Start behind this place of the newest. */
export interface After {
  readonly at: string;
  readonly id: string;
}

/** A piece of a query. */
type Part = PendingQuery<Row[]>;

/** Of one kind alone, or of all. */
export type Only = SearchKind | null;

/** Newest first. */
export async function findNewest(
  tx: Tx,
  asked: Asked,
  { limit, after = null, only = null }: { limit: number; after?: After | null; only?: Only },
): Promise<Found[]> {
  const find = (since: Date | null): PromiseLike<Found[]> => tx<Found[]>`
    with ${reach(tx, asked)}
    select kind, id, at
    from (${eachLanguage(tx, asked, (one) => matching(tx, asked, one, { limit, after, only, since }))}) as found
    order by at desc, id desc limit ${limit}`;
  return recentFirst(asked, find, (found) => found.length >= limit, []);
}

/**
 * By how well the words fit and how new it is, among the newest that match. A fortnight weighs as much as a word that
 * fits twice as well; words of a title count ten times those of a text.
 */
export async function findBest(
  tx: Tx,
  asked: Asked,
  { limit, offset = 0, only = null }: { limit: number; offset?: number; only?: Only },
): Promise<Found[]> {
  const find = (since: Date | null): PromiseLike<(Found & { of: number })[]> => tx`
    with ${reach(tx, asked)}
    select kind, id, at, count(*) over () as of
    from (${eachLanguage(tx, asked, (one) => ranked(tx, asked, one, { limit: MAX_RANKED, after: null, only, since }))}) as found
    order by score desc, at desc, id desc limit ${limit} offset ${offset}`;
  return recentFirst(asked, find, ([first]) => (first?.of ?? 0) >= MAX_RANKED, []);
}

const FORTNIGHT_S = 14 * 86_400;

const ranked = (tx: Tx, asked: Asked, one: LanguageQuery, within: Within) => tx`
  select m.kind, m.id, m.at,
         ts_rank('{0.1, 0.2, 0.4, 1}', m.words, ${one.query}::tsquery, 1)
           / (1 + extract(epoch from now() - m.at) / ${FORTNIGHT_S}) as score
  from (${matching(tx, asked, one, within, tx`, d.words`)}) as m`;

/** How much there is of one kind, at most MAX_COUNT. */
export async function countFound(tx: Tx, asked: Asked, only: SearchKind): Promise<number> {
  const find = async (since: Date | null) => {
    const [row] = await tx<{ count: number }[]>`
      with ${reach(tx, asked)}
      select least(count(*), ${MAX_COUNT}) as count from (
        ${eachLanguage(tx, asked, (one) => matching(tx, asked, one, { limit: MAX_COUNT, after: null, only, since }))}) as found`;
    return row?.count ?? 0;
  };
  return recentFirst(asked, find, (count) => count >= MAX_COUNT, 0);
}

/** Common words are looked for in what is recent, which mostly holds enough; only else in everything. */
async function recentFirst<T>(
  { languages, recent }: Asked,
  find: (since: Date | null) => PromiseLike<T>,
  isEnough: (found: T) => boolean,
  nothing: T,
): Promise<T> {
  if (languages.length === 0) return nothing;
  const found = recent && (await find(recent));
  return found !== null && isEnough(found) ? found : find(null);
}

/**
 * Which programs this person reads, and in each the notes of which audiences: `case/access.ts` as one row a program.
 * Whatever is found is found through this.
 */
const reach = (tx: Tx, { personId, programs }: Asked) => tx`
  reach as materialized (
    select r.program_id, g.search_language as language, array_agg(r.audience) as audiences
    from (${audiencesReadableBy(tx, personId)}) as r join program g on g.id = r.program_id
    where true ${every(tx, programs, (ids) => tx`r.program_id = any(${ids}::uuid[])`)}
    group by r.program_id, g.search_language)`;

function eachLanguage(tx: Tx, { languages }: Asked, part: (one: LanguageQuery) => Part) {
  const [first, ...others] = languages.map(part);
  return others.reduce((all, one) => tx`${all} union all ${one}`, first as Part);
}

interface Within {
  readonly limit: number;
  readonly after: After | null;
  readonly only: Only;
  /** Leave out what is older; null looks at everything. */
  readonly since: Date | null;
}

/**
 * The newest matching documents of each program that speaks a language. `offset 0` keeps the planner from walking
 * from the newest to the oldest for a rare word, in the hope of meeting enough of it soon: it goes by the index of
 * words, or by that of times where `since` bounds the walk.
 */
const matching = (
  tx: Tx,
  asked: Asked,
  { language, query }: LanguageQuery,
  { limit, after, only, since }: Within,
  more: Part = tx``,
) => tx`
  select found.* from reach cross join lateral (
    select * from (
      select d.kind, d.id, d.at ${more}
      from ${since ? recentDocs(tx, since) : tx`search_doc d`}
      where d.program_id = reach.program_id and ${says(tx, asked, query)}
        and d.audience = any(reach.audiences) and (d.readers is null or ${asked.personId}::uuid = any(d.readers))
        ${only ? tx`and d.kind = ${only}` : tx``} ${after ? tx`and (d.at, d.id) < (${after.at}, ${after.id})` : tx``}
        ${narrowed(tx, asked)}
      ${query === '' ? tx`` : tx`offset 0`}) as d
    order by d.at desc, d.id desc limit ${limit}) as found
  where reach.language = ${language}`;

const recentDocs = (tx: Tx, since: Date) => tx`
  (select * from search_doc d where d.program_id = reach.program_id and d.at >= ${since} offset 0) as d`;

function says(tx: Tx, { plan }: Asked, query: string) {
  if (query === '') return tx`true`;
  if (plan.contact.length === 0) return tx`d.words @@ ${query}::tsquery`;
  const like = plan.contact.reduce((all, pattern) => tx`${all} and d.contact like ${pattern}`, tx``);
  return tx`(d.words @@ ${query}::tsquery or (d.contact <> '' ${like}))`;
}

function narrowed(tx: Tx, { plan, authors, owners }: Asked) {
  return tx`
    ${every(tx, plan.kinds, (any) => tx`d.kind = any(${any}::text[])`)}
    ${every(tx, plan.noteKinds, (any) => tx`coalesce(d.note_kind = any(${any}::text[]), false)`)}
    ${every(tx, authors, (any) => tx`d.authors && ${any}::uuid[]`)}
    ${every(tx, plan.from, (any) => tx`d.at >= ${earliest(any)}`)}
    ${every(tx, plan.until, (any) => tx`d.at < ${latest(any)}`)}
    ${ofCase(tx, plan.statuses, (any) => tx`c.status = any(${any}::text[])`)}
    ${ofCase(tx, plan.priorities, (any) => tx`c.priority = any(${any}::text[])`)}
    ${every(tx, plan.tags, (any) => tagged(tx, any))}
    ${ofCase(tx, owners, (any) => tx`c.owner_id = any(${any}::uuid[])`)}`;
}

/** Each condition in turn, as `and …`. */
function every<T>(tx: Tx, conditions: readonly Condition<T>[], is: (any: T[]) => Part) {
  return conditions.reduce(
    (all, { any, not }) => tx`${all} and ${not ? tx`not` : tx``} (${is([...any])})`,
    tx``,
  );
}

/** A card has tags of its own. */
const tagged = (tx: Tx, any: string[]) => tx`
  case d.kind when 'answer' then exists (select from answer_card a where a.id = d.id and a.tags && ${meantTags(tx, any)})
  else exists (select from "case" c where c.id = d.case_id and c.tags && ${meantTags(tx, any)}) end`;

/** A card is no case, whichever it was made of. */
const ofCase = (tx: Tx, conditions: readonly Condition<string>[], is: (any: string[]) => Part) =>
  every(
    tx,
    conditions,
    (any) => tx`exists (select from "case" c where c.id = d.case_id and d.kind <> 'answer' and ${is(any)})`,
  );

const earliest = (moments: readonly Date[]): Date => new Date(Math.min(...moments.map(Number)));
const latest = (moments: readonly Date[]): Date => new Date(Math.max(...moments.map(Number)));
