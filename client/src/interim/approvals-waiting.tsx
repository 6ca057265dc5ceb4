import type { WaitingInterim } from '@caseroom/shared/interim';
import { interimChannelNames } from '@caseroom/shared/interim';
import { IconMailForward } from '@tabler/icons-react';
import { Link } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { useWaitingInterims } from './interim-data.ts';
import styles from './messages.module.css';

/** Above a lead's queue: messages to customers that wait for their word. Nothing while nothing waits. */
export function ApprovalsWaiting() {
  const leads = useMe().memberships.some(({ role }) => role === 'lead');
  const { data } = useWaitingInterims(leads);
  if (!data || data.length === 0) return null;
  return (
    <section className={`${styles.approvals} not-printed`} aria-label="Messages to approve">
      <h2 className={styles.approvalsHead}>
        <IconMailForward size={15} aria-hidden /> Messages to approve: {data.length}
      </h2>
      <ul>
        {data.map((one) => (
          <Approval key={one.id} waiting={one} />
        ))}
      </ul>
    </section>
  );
}

function Approval({ waiting }: { readonly waiting: WaitingInterim }) {
  const { caseId, id, channel, asked } = waiting;
  return (
    <li>
      <Link to={placeInCase(caseId, { noteId: id })} className={styles.approval}>
        <strong>To {waiting.case.customerName}</strong>
        <span>
          {waiting.case.number} · {interimChannelNames[channel]}
          {asked && (
            <>
              {' '}
              · {asked.by.name}, <Ago at={asked.at} /> ago
            </>
          )}
        </span>
      </Link>
    </li>
  );
}
