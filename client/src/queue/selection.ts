import type { CaseSummary } from '@caseroom/shared/case';
import { useMemo, useState } from 'react';

export interface Selection {
  /** In the order in which they were selected, as they were then. */
  readonly cases: readonly CaseSummary[];
  readonly ids: ReadonlySet<string>;
  /** `through`: with everything between it and what was selected last. */
  toggle(row: CaseSummary, rows: readonly CaseSummary[], through: boolean): void;
  add(rows: readonly CaseSummary[]): void;
  clear(): void;
}

/** Selected cases stay so when other filters hide them: a choice can be gathered from several lists. */
export function useSelection(): Selection {
  const [cases, setCases] = useState<readonly CaseSummary[]>([]);
  const ids = useMemo(() => new Set(cases.map(({ id }) => id)), [cases]);
  const add = (rows: readonly CaseSummary[]) =>
    setCases((held) => [...held, ...rows.filter(({ id }) => !held.some((one) => one.id === id))]);
  return {
    cases,
    ids,
    add,
    clear: () => setCases([]),
    toggle(row, rows, through) {
      const last = cases.at(-1);
      if (through && last) add([...between(rows, last.id, row.id), row]);
      else if (ids.has(row.id)) setCases(cases.filter(({ id }) => id !== row.id));
      else add([row]);
    },
  };
}

/** The rows from one to another, in the order of the list; none when one of them is not in it. */
export function between(rows: readonly CaseSummary[], from: string, to: string): readonly CaseSummary[] {
  const places = [from, to].map((id) => rows.findIndex((row) => row.id === id));
  if (places.includes(-1)) return [];
  return rows.slice(Math.min(...places), Math.max(...places) + 1);
}
