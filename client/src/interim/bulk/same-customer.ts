import type { BulkCheckItem } from '@caseroom/shared/interim-bulk';

/** The cases of each customer who is written to for several: known by where it goes, as names are shared. */
export function repeatedIn(items: readonly BulkCheckItem[]): BulkCheckItem[][] {
  const byAddress = new Map<string, BulkCheckItem[]>();
  for (const item of items) {
    if (item.recipient === null) continue;
    const key = `${item.channel} ${item.recipient.toLowerCase()}`;
    byAddress.set(key, [...(byAddress.get(key) ?? []), item]);
  }
  return [...byAddress.values()].filter(({ length }) => length > 1);
}
