import type { HandoverItem } from '@caseroom/shared/handover';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { PriorityPill, StatusPill } from '../ui/pill.tsx';
import styles from './packet.module.css';

interface CaseHeadProps {
  readonly item: HandoverItem;
  /** Back to the list, where only one of the two has room. */
  readonly onBack: () => void;
}

/** Which case one is looking at, and the way into it. */
export function CaseHead({ item: { case: held, noteId }, onBack }: CaseHeadProps) {
  return (
    <header className={styles.caseHead}>
      <button type="button" className={styles.toList} aria-label="Back to the cases" onClick={onBack}>
        <IconArrowLeft size={18} />
      </button>
      <div className={styles.caseWords}>
        <h2>
          <Link to={placeInCase(held.id, { noteId })}>{held.subject}</Link>
        </h2>
        <p className={styles.minor}>
          {held.number} · {held.customerName} · {held.program.name}
        </p>
      </div>
      <PriorityPill priority={held.priority} />
      <StatusPill status={held.status} />
    </header>
  );
}
