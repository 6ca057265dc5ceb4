import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { type FullAnswer, type FullSearch, type QuickAnswer, SearchKind } from '@caseroom/shared/search';
import { parseSearch, type SearchHint, type SearchTerm } from '@caseroom/shared/search-grammar';
import type { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type Asked, ask, inSearch } from './ask.ts';
import { correct } from './correct.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { countFound, type Found, findBest, findNewest } from './find.ts';
import { readHits } from './read.ts';
import { caseNumberIn, isEmptyPlan, planOf, whileTyping } from './rules.ts';

export interface SearchDeps {
  readonly sql: Sql;
  readonly clock: Clock;
}

interface Asking {
  readonly personId: string;
  readonly q: string;
  readonly timeZone: string;
}

/** Results of each kind shown while somebody types. */
const QUICK_HITS: Record<SearchKind, number> = { answer: 3, case: 5, note: 6, comment: 4, contact: 3 };

/** What is shown while somebody types: the best of each kind, the last word taken as a beginning. */
export function quickSearch(
  { sql, clock }: SearchDeps,
  { personId, q, timeZone }: Asking,
): Promise<QuickAnswer> {
  const { terms, hints } = parseSearch(q);
  const plan = planOf(whileTyping(terms, q), { timeZone, now: clock.now() });
  if (isEmptyPlan(plan))
    return Promise.resolve({ jump: null, groups: [], hints: [...hints], corrections: [] });
  return inSearch(sql, async (tx) => {
    const asked = await ask(tx, personId, plan);
    const first = await quickGroups(tx, asked);
    const jump = await caseWithNumber(tx, asked, terms);
    if (first.length > 0 || jump)
      return { jump, groups: first, hints: explain(asked, hints, true), corrections: [] };
    const again = await correct(tx, personId, plan);
    if (again.corrections.length === 0)
      return { jump, groups: [], hints: explain(asked, hints, false), corrections: [] };
    const meant = await ask(tx, personId, again.plan);
    const groups = await quickGroups(tx, meant);
    const isFound = groups.length > 0;
    return {
      jump,
      groups,
      hints: explain(asked, hints, isFound),
      corrections: isFound ? again.corrections : [],
    };
  });
}

async function quickGroups(tx: Tx, asked: Asked): Promise<QuickAnswer['groups']> {
  const groups = await Promise.all(
    SearchKind.options.map(async (kind) => {
      const limit = QUICK_HITS[kind];
      const found = await findBest(tx, asked, { limit: limit + 1, only: kind });
      const items = await readHits(tx, asked, found.slice(0, limit));
      return { kind, items, more: found.length > limit };
    }),
  );
  return groups.filter(({ items }) => items.length > 0);
}

async function caseWithNumber(tx: Tx, asked: Asked, terms: readonly SearchTerm[]) {
  const number = caseNumberIn(terms);
  if (number === null) return null;
  const found = await tx<
    Found[]
  >`select 'case' as kind, id, touched_at as at from "case" where number = ${number}`;
  return (await readHits(tx, asked, found))[0] ?? null;
}

/** One page of everything that matches. */
export function fullSearch(
  { sql, clock }: SearchDeps,
  personId: string,
  { q, timeZone, sort, cursor, limit }: z.output<typeof FullSearch>,
): Promise<FullAnswer | Refusal> {
  const { terms, hints } = parseSearch(q);
  const plan = planOf(terms, { timeZone, now: clock.now() });
  if (isEmptyPlan(plan)) return Promise.resolve({ items: [], hints: [...hints], corrections: [] });
  return inSearch(sql, async (tx) => {
    const asked = await ask(tx, personId, plan);
    const page = { sort, cursor, limit };
    const first = await pageOf(tx, asked, page);
    if (isRefusal(first)) return first;
    const said = { hints: explain(asked, hints, first.items.length > 0), corrections: [] };
    if (first.items.length > 0 || cursor !== undefined) return { ...first, ...said };
    const again = await correct(tx, personId, plan);
    if (again.corrections.length === 0) return { ...first, ...said };
    const meant = await pageOf(tx, await ask(tx, personId, again.plan), page);
    if (isRefusal(meant) || meant.items.length === 0) return { ...first, ...said };
    return { ...meant, hints: explain(asked, hints, true), corrections: again.corrections };
  });
}

type Page = Pick<z.output<typeof FullSearch>, 'sort' | 'cursor' | 'limit'>;

async function pageOf(
  tx: Tx,
  asked: Asked,
  page: Page,
): Promise<Pick<FullAnswer, 'items' | 'nextCursor' | 'counts'> | Refusal> {
  const read = page.sort === 'best' ? await bestPage(tx, asked, page) : await newestPage(tx, asked, page);
  if (isRefusal(read)) return read;
  const items = await readHits(tx, asked, read.found);
  const next = read.next === null ? {} : { nextCursor: read.next };
  return page.cursor === undefined ? { items, ...next, counts: await counts(tx, asked) } : { items, ...next };
}

interface ReadPage {
  readonly found: readonly Found[];
  readonly next: string | null;
}

async function bestPage(tx: Tx, asked: Asked, { cursor, limit }: Page): Promise<ReadPage | Refusal> {
  const place = readCursor(cursor, 'best');
  if (isRefusal(place)) return place;
  const offset = place?.offset ?? 0;
  const found = await findBest(tx, asked, { limit: limit + 1, offset });
  const more = found.length > limit;
  return {
    found: found.slice(0, limit),
    next: more ? writeCursor({ sort: 'best', offset: offset + limit }) : null,
  };
}

async function newestPage(tx: Tx, asked: Asked, { cursor, limit }: Page): Promise<ReadPage | Refusal> {
  const after = readCursor(cursor, 'newest');
  if (isRefusal(after)) return after;
  const rows = await findNewest(tx, asked, { limit: limit + 1, after });
  const found = rows.slice(0, limit);
  const last = found.at(-1);
  const more = rows.length > limit && last;
  return {
    found,
    next: more ? writeCursor({ sort: 'newest', at: last.at.toISOString(), id: last.id }) : null,
  };
}

async function counts(tx: Tx, asked: Asked): Promise<Record<SearchKind, number>> {
  const each = SearchKind.options.map(async (kind) => [kind, await countFound(tx, asked, kind)] as const);
  return Object.fromEntries(await Promise.all(each)) as Record<SearchKind, number>;
}

/**
 * Also names that nobody here has: without this, nothing found would look like nothing written. Of somebody who is no
 * colleague only what they wrote may tell, or the hint would tell who works for other clients.
 */
function explain(asked: Asked, hints: readonly SearchHint[], isFound: boolean): SearchHint[] {
  const { plan, authors, owners, programs } = asked;
  const isKnown = {
    authors: authors.map((one) => one.isKnown || isFound),
    owners: owners.map((one) => one.isKnown || isFound),
    programs: programs.map(({ any }) => any.length > 0),
  };
  const unknown = (['authors', 'owners', 'programs'] as const).flatMap((list) =>
    plan[list].flatMap(({ any }, i) => (isKnown[list][i] ? [] : any)),
  );
  return [
    ...hints,
    ...unknown.map((text) => ({ text, message: `Nobody and nothing here is called “${text}”.` })),
  ];
}
