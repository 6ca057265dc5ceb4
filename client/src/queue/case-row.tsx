import type { CaseSummary } from '@caseroom/shared/case';
import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { Ago } from '../ui/ago.tsx';
import { PeopleHere } from '../ui/avatar.tsx';
import { Deadline } from '../ui/deadline.tsx';
import { PriorityPill, StatusPill } from '../ui/pill.tsx';
import styles from './queue.module.css';
import { usePresence } from './queue-live.ts';
import { useIsUnread } from './unread.ts';

interface CaseRowProps {
  readonly row: CaseSummary;
  readonly open: boolean;
  /** The queue's filters, kept while the case is read. */
  readonly search: string;
  /** One row of the list is in the tab order; J and K move it. */
  readonly tabbable: boolean;
  /** Null: nothing is being selected. */
  readonly selected: boolean | null;
  readonly onSelect: (row: CaseSummary, through: boolean) => void;
}

export const CaseRow = memo(function CaseRow({
  row,
  open,
  search,
  tabbable,
  selected,
  onSelect,
}: CaseRowProps) {
  const people = usePresence(row.id);
  // What is open is in front of the person; its own banner says what is new.
  const unread = useIsUnread(row.id) && !open;
  const urgent = row.priority === 'P1' || row.priority === 'P2';
  return (
    <li className={styles.item} data-selecting={selected !== null || undefined}>
      {selected !== null && (
        <Checkbox
          className={styles.select ?? ''}
          size="md"
          aria-label={`Select ${row.number} ${row.customerName}`}
          tabIndex={tabbable ? 0 : -1}
          checked={selected}
          onChange={(event) => onSelect(row, (event.nativeEvent as MouseEvent).shiftKey)}
        />
      )}
      <Link
        to={`/cases/${row.number}${search}`}
        className={styles.row}
        data-case={row.id}
        data-unread={unread || undefined}
        aria-current={open ? 'page' : undefined}
        tabIndex={tabbable ? 0 : -1}
      >
        <span className={styles.rowTop}>
          {unread && <span className={styles.unread} role="img" aria-label="New since you left" />}
          <span className={styles.subject}>{row.subject}</span>
          <Ago at={row.touchedAt} className={styles.ago ?? ''} />
        </span>
        <span className={styles.rowBottom}>
          <span className={styles.number}>{row.number}</span>
          {urgent && <PriorityPill priority={row.priority} />}
          {row.status !== 'open' && <StatusPill status={row.status} />}
          <span className={styles.customer}>{row.customerName}</span>
          <PeopleHere people={people} size={18} max={3} />
          <Deadline timer={row.timer} />
        </span>
      </Link>
    </li>
  );
});
