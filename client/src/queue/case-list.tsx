import type { CaseSummary } from '@caseroom/shared/case';
import { useIntersection } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useShortcut } from '../platform/shortcuts.ts';
import { CaseRow } from './case-row.tsx';
import styles from './queue.module.css';

interface CaseListProps {
  readonly rows: readonly CaseSummary[];
  readonly openId: string | undefined;
  readonly search: string;
  /** Cases that come in once the pointer leaves the list. */
  readonly waiting: number;
  readonly onHover: (hovering: boolean) => void;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly dimmed: boolean;
  /** Null: nothing can be selected here. */
  readonly selecting: Selecting | null;
}

export interface Selecting {
  readonly on: boolean;
  readonly ids: ReadonlySet<string>;
  /** Also begins to select. */
  readonly toggle: (row: CaseSummary, through: boolean) => void;
  readonly end: () => void;
}

export function CaseList(props: CaseListProps) {
  const { rows, openId, search, waiting, onHover, hasMore, onMore, dimmed, selecting } = props;
  const list = useRef<HTMLUListElement>(null);
  const { cursor, setCursor } = useRowCursor(rows, openId, list, search);
  const select = useSteady((row: CaseSummary, through: boolean) => selecting?.toggle(row, through));
  useShortcut(
    { keys: 'x', label: 'Select the case', group: 'Queue' },
    () => {
      const row = rows.find(({ id }) => id === cursor);
      if (row) select(row, false);
    },
    selecting !== null,
  );
  useShortcut(
    { keys: 'escape', label: 'End selecting', group: 'Queue' },
    () => selecting?.end(),
    selecting?.on ?? false,
  );
  return (
    <div className={styles.scroll}>
      {waiting > 0 && (
        <button type="button" className={styles.waiting} onClick={() => onHover(false)}>
          {waiting === 1 ? '1 more case' : `${waiting} more cases`}, show
        </button>
      )}
      <ul
        ref={list}
        className={styles.list}
        aria-label="Cases"
        data-dimmed={dimmed || undefined}
        onPointerEnter={(event) => event.pointerType === 'mouse' && onHover(true)}
        onPointerLeave={() => onHover(false)}
        onFocus={(event) => setCursor(caseOf(event.target as HTMLElement))}
      >
        {rows.map((row, index) => (
          <CaseRow
            key={row.id}
            row={row}
            search={search}
            open={row.id === openId}
            tabbable={cursor ? row.id === cursor : index === 0}
            selected={selecting?.on ? selecting.ids.has(row.id) : null}
            onSelect={select}
          />
        ))}
      </ul>
      {hasMore && <MoreMark onSeen={onMore} />}
    </div>
  );
}

/** The case whose row holds an element. */
const caseOf = (element: HTMLElement): string | null =>
  element.closest('li')?.querySelector<HTMLElement>('[data-case]')?.dataset.case ?? null;

/** The same function for as long as the component is on screen, so that rows which did not change stay as they are. */
function useSteady<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}

/** Which row J, K and Enter act on. It is the focused row, so that focus is always visible and never lost. */
function useRowCursor(
  rows: readonly CaseSummary[],
  openId: string | undefined,
  list: React.RefObject<HTMLUListElement | null>,
  search: string,
) {
  const [cursor, setCursor] = useState<string | null>(null);
  const navigate = useNavigate();
  const current = rows.some((row) => row.id === cursor)
    ? cursor
    : (rows.find((row) => row.id === openId)?.id ?? null);

  const focusRow = (id: string) => list.current?.querySelector<HTMLElement>(`[data-case="${id}"]`)?.focus();
  const move = (step: 1 | -1) => {
    const index = rows.findIndex((row) => row.id === current);
    const next = rows[index < 0 ? 0 : Math.min(Math.max(index + step, 0), rows.length - 1)];
    if (next) focusRow(next.id);
  };
  useShortcut({ keys: 'j', label: 'Next case', group: 'Queue' }, () => move(1));
  useShortcut({ keys: 'k', label: 'Previous case', group: 'Queue' }, () => move(-1));
  useShortcut({ keys: 'o', label: 'Open the case', group: 'Queue' }, () => {
    const row = rows.find(({ id }) => id === current);
    if (row) void navigate(`/cases/${row.number}${search}`);
  });
  useShortcut({ keys: '/', label: 'Search the queue', group: 'Queue' }, () => {
    document.querySelector<HTMLElement>('[data-queue-search]')?.focus();
  });
  useKeptFocus(rows, focusRow);
  return { cursor: current, setCursor };
}

/** The browser drops the focus of a row that is moved by sorting; give it back. */
function useKeptFocus(rows: readonly CaseSummary[], focusRow: (id: string) => void): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      focused.current = (event.target as HTMLElement | null)?.dataset?.case ?? null;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows is what moves the focused element.
  useLayoutEffect(() => {
    if (focused.current && document.activeElement === document.body) focusRow(focused.current);
  }, [rows]);
}

/** Asks for the next page a little before its place scrolls into view. */
function MoreMark({ onSeen }: { readonly onSeen: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const seen = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (seen) onSeen();
  }, [seen, onSeen]);
  return <div ref={ref} className={styles.more} aria-hidden />;
}
