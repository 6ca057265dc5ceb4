import type { CrmLink, CrmWrite, CrmWriteState } from '@caseroom/shared/crm';
import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { AgoWords } from '../ui/ago.tsx';
import styles from './crm.module.css';

/** What fits beside a case without pushing the timeline away. */
const SHOWN = 3;

interface WriteListProps {
  readonly link: CrmLink;
  readonly write: boolean;
  readonly again: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'variables'>;
}

/** What was written back, newest first; what failed is never folded away. */
export function WriteList({ link, write, again }: WriteListProps) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? link.writes : link.writes.filter(({ state }, i) => i < SHOWN || state === 'failed');
  const hidden = link.writes.length - shown.length;
  const isHeldUp = link.writes.some(({ state }) => state === 'failed');
  return (
    <div className={styles.writes}>
      <h3>Written back</h3>
      <ul>
        {shown.map((one) => (
          <li key={one.id} className={styles.write} data-state={one.state}>
            {icons[one.state]}
            <span className={styles.writeWords}>
              <span>{one.title}</span> <span className={styles.writeState}>{stateOf(one, isHeldUp)}</span>
              {one.reason && one.state !== 'sent' && <span className={styles.reason}>{one.reason}</span>}
              {write && one.state === 'failed' && (
                <button
                  type="button"
                  className={`${styles.textButton} not-printed`}
                  disabled={again.isPending && again.variables === one.id}
                  onClick={() => again.mutate(one.id)}
                >
                  Send again
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className={styles.textButton} onClick={() => setOpen(true)}>
          {`Show ${hidden} more`}
        </button>
      )}
    </div>
  );
}

const icons: Record<CrmWriteState, ReactNode> = {
  queued: <IconClock size={14} aria-hidden />,
  sent: <IconCheck size={14} aria-hidden />,
  failed: <IconAlertTriangle size={14} aria-hidden />,
  discarded: <IconBan size={14} aria-hidden />,
};

/** What was given up holds up what comes after it. */
function stateOf({ state, at }: CrmWrite, isHeldUp: boolean): ReactNode {
  if (state === 'queued') return isHeldUp ? 'waits behind it' : 'on its way';
  if (state === 'discarded') return 'not sent';
  return (
    <>
      {state === 'sent' ? 'sent ' : 'failed '}
      <AgoWords at={at} />
    </>
  );
}
