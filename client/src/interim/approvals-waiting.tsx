import type { WaitingInterim } from '@caseroom/shared/interim';
import { interimChannelNames } from '@caseroom/shared/interim';
import type { BulkSend } from '@caseroom/shared/interim-bulk';
import { titleWords } from '@caseroom/shared/interim-words';
import { IconMailForward } from '@tabler/icons-react';
import { Link } from 'react-router';
import { bulkPath, placeInCase } from '../case/go-to-place.ts';
import { useMe } from '../platform/session.ts';
import { Ago, AgoWords } from '../ui/ago.tsx';
import { useWaitingBulkSends } from './bulk/bulk-data.ts';
import { customersWords } from './bulk/bulk-words.ts';
import { useWaitingInterims } from './interim-data.ts';
import styles from './messages.module.css';

/** Above a lead's queue: messages to customers that wait for their word. Nothing while nothing waits. */
export function ApprovalsWaiting() {
  const leads = useMe().memberships.some(({ role }) => role === 'lead');
  const data = useWaitingInterims(leads).data ?? [];
  const bulk = useWaitingBulkSends(leads).data ?? [];
  const count = data.length + bulk.length;
  if (count === 0) return null;
  return (
    <section className={`${styles.approvals} not-printed`} aria-label="Messages to approve">
      <h2 className={styles.approvalsHead}>
        <IconMailForward size={15} aria-hidden /> Messages to approve: {count}
      </h2>
      <ul>
        {bulk.map((one) => (
          <BulkApproval key={one.id} waiting={one} />
        ))}
        {data.map((one) => (
          <Approval key={one.id} waiting={one} />
        ))}
      </ul>
    </section>
  );
}

function BulkApproval({ waiting: { id, made, counts, subject, body } }: { readonly waiting: BulkSend }) {
  return (
    <li>
      <Link to={bulkPath(id)} className={styles.approval}>
        <strong>To {customersWords(counts.waiting)}</strong>
        <span>{titleWords(subject || body)}</span>
        <span>
          {made.by.name}, <AgoWords at={made.at} />
        </span>
      </Link>
    </li>
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
