import type { CaseSummary } from '@caseroom/shared/case';
import { compareCases, type Filters, matches } from './filters.ts';

/** What has been loaded of one list, page by page, as the server sent it. */
export interface CasePage {
  readonly items: readonly CaseSummary[];
  readonly nextCursor?: string;
}

/**
 * Folds a case that changed into loaded pages: in place when it is there, first when it newly belongs there,
 * not at all when it lies beyond what is loaded (it comes with its page) or is older than what is held.
 * A row that no longer matches stays; `arrange` leaves it out.
 */
export function foldSummary(
  pages: readonly CasePage[],
  summary: CaseSummary,
  filters: Filters,
  meId: string,
): readonly CasePage[] {
  const held = pages.flatMap((page) => page.items).find((row) => row.id === summary.id);
  if (held) return isNews(held, summary) ? replace(pages, summary) : pages;
  const [first, ...rest] = pages;
  if (!first || !matches(filters, summary, meId) || liesBeyond(pages, summary, filters)) return pages;
  return [{ ...first, items: [summary, ...first.items] }, ...rest];
}

/** Messages of two requests can cross; the ledger's head and the last touch tell which is newer. */
export const isNews = (held: CaseSummary, next: CaseSummary): boolean =>
  next.eventSeq > held.eventSeq || (next.eventSeq === held.eventSeq && next.touchedAt >= held.touchedAt);

const replace = (pages: readonly CasePage[], summary: CaseSummary): CasePage[] =>
  pages.map((page) => ({ ...page, items: page.items.map((row) => (row.id === summary.id ? summary : row)) }));

function liesBeyond(pages: readonly CasePage[], summary: CaseSummary, filters: Filters): boolean {
  const last = pages.at(-1);
  if (!last?.nextCursor) return false;
  const bottom = last.items.at(-1);
  return bottom !== undefined && compareCases(summary, bottom, filters) > 0;
}

/** The rows to show: each case once, only what still matches, sorted; ties as the server had them. */
export function arrange(pages: readonly CasePage[], filters: Filters, meId: string): CaseSummary[] {
  const rows = new Map<string, CaseSummary>();
  for (const page of pages) {
    for (const row of page.items) {
      const held = rows.get(row.id);
      if (!held || isNews(held, row)) rows.set(row.id, row);
    }
  }
  return [...rows.values()]
    .filter((row) => matches(filters, row, meId))
    .sort((a, b) => compareCases(a, b, filters));
}

/**
 * The rows in the order somebody is looking at, for as long as their pointer is on them: nothing moves, goes or
 * comes in between. `waiting` counts the cases that will come in when the pointer leaves.
 */
export function heldStill(
  order: readonly string[],
  arranged: readonly CaseSummary[],
  pages: readonly CasePage[],
): { rows: CaseSummary[]; waiting: number } {
  const all = new Map(pages.flatMap((page) => page.items).map((row) => [row.id, row]));
  for (const row of arranged) all.set(row.id, row);
  const rows = order.flatMap((id) => all.get(id) ?? []);
  const shown = new Set(order);
  return { rows, waiting: arranged.filter((row) => !shown.has(row.id)).length };
}
