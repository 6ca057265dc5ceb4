import type { CaseSummary } from '@caseroom/shared/case';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './queue.module.css';
import type { Selection } from './selection.ts';

/** What can be done with selected cases, by features that the queue does not know. */
export type SelectionActions = (selected: readonly CaseSummary[]) => ReactNode;

interface SelectionBarProps {
  readonly selection: Selection;
  readonly rows: readonly CaseSummary[];
  readonly actions: SelectionActions;
  readonly onEnd: () => void;
}

/** Below the rows while some are being selected. */
export function SelectionBar({ selection, rows, actions, onEnd }: SelectionBarProps) {
  const { cases, ids } = selection;
  const isAll = rows.length > 0 && rows.every(({ id }) => ids.has(id));
  return (
    <section className={styles.selection} aria-label="Selected cases">
      <div className={styles.selectionHead}>
        <p role="status">
          <strong className="numbers">{cases.length}</strong> selected
        </p>
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={rows.length === 0}
          onClick={() => (isAll ? selection.clear() : selection.add(rows))}
        >
          {isAll ? 'Select none' : `Select all ${rows.length}`}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onEnd}>
          Done
        </Button>
      </div>
      {cases.length > 0 && actions(cases)}
    </section>
  );
}
