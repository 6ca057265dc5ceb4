import type { WaitingEscalation } from '@caseroom/shared/escalation';
import { IconArrowUpRight, IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useNow } from '../platform/time.ts';
import { PriorityPill } from '../ui/pill.tsx';
import styles from './escalation.module.css';
import { useWaiting } from './escalation-data.ts';
import { acceptWords } from './wait-words.ts';

/** Above the queue: what was sent to this person’s tier, team or themselves. Nothing while nothing waits. */
export function EscalationsWaiting() {
  const { data } = useWaiting();
  const [shown, setShown] = useState(true);
  const listId = useId();
  if (!data || data.length === 0) return null;
  return (
    <section className={`${styles.waiting} not-printed`} aria-label="Escalations waiting">
      <button
        type="button"
        className={styles.waitingHead}
        aria-expanded={shown}
        aria-controls={listId}
        onClick={() => setShown(!shown)}
      >
        <IconArrowUpRight size={15} aria-hidden />
        Escalations waiting: {data.length}
        <IconChevronDown size={15} aria-hidden className={styles.chevron ?? ''} />
      </button>
      {shown && (
        <ul id={listId} className={styles.waitingList}>
          {data.map((escalation) => (
            <WaitingRow key={escalation.id} escalation={escalation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WaitingRow({ escalation }: { readonly escalation: WaitingEscalation }) {
  const now = useNow();
  const { search } = useLocation();
  const due = escalation.acceptBy ? acceptWords(new Date(escalation.acceptBy), now) : null;
  return (
    <li>
      <Link to={`/cases/${escalation.case.number}${search}`} className={styles.waitingRow}>
        <span className={styles.waitingTop}>
          <strong>{escalation.case.subject}</strong>
          <PriorityPill priority={escalation.case.priority} />
        </span>
        <span className={styles.waitingAsk}>{escalation.ask}</span>
        <span className={styles.waitingFoot}>
          {escalation.case.number} · {escalation.sender.name}
          {due && (
            <span className={styles.due} data-late={due.isLate || undefined}>
              {due.text}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
