import { interimChannelNames } from '@caseroom/shared/interim';
import type { BulkSendWithCases } from '@caseroom/shared/interim-bulk';
import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { whenText } from '../../platform/time.ts';
import { AgoWords } from '../../ui/ago.tsx';
import { Failure } from '../../ui/message.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import { Approval } from './approval.tsx';
import styles from './bulk.module.css';
import { useBulkSend } from './bulk-data.ts';
import { standingOf } from './bulk-words.ts';
import { CaseFates } from './case-fates.tsx';
import { Standing } from './standing.tsx';

/** One message to many: how far it is, what was written, and how each case has fared. */
export function BulkSendPage() {
  usePageTitle('Message to many');
  const { bulkId = '' } = useParams();
  const { data: bulk, error, refetch } = useBulkSend(bulkId);
  if (error && !bulk)
    return <Failure addressed error={error} what="a message to many" retry={() => refetch()} />;
  if (!bulk)
    return (
      <div className={styles.page} role="status" aria-label="Loading the message to many">
        <SkeletonLine width="32%" height={20} />
        <SkeletonLine width="70%" />
        <SkeletonLine width="64%" />
      </div>
    );
  return (
    <section className={styles.page} aria-labelledby="bulk">
      <header className={styles.head}>
        <h1 id="bulk">{standingOf(bulk)}</h1>
        <Button component={Link} to={`/messages/many?program=${bulk.programId}`} variant="default">
          Earlier ones
        </Button>
      </header>
      {bulk.state !== 'waiting' && <Standing bulk={bulk} />}
      <div className={styles.columns} data-words={bulk.state === 'waiting' ? 'last' : 'first'}>
        <div className={styles.column}>
          {bulk.state === 'waiting' && <Approval bulk={bulk} />}
          <CaseFates cases={bulk.cases} bulkId={bulk.id} isOff={bulk.state === 'returned'} />
        </div>
        <Written bulk={bulk} />
      </div>
    </section>
  );
}

/** The words as they were reviewed, and by whom. */
function Written({ bulk }: { readonly bulk: BulkSendWithCases }) {
  const { made, approved, returned, stopped, channel, subject, body, nextUpdateAt } = bulk;
  return (
    <section className={styles.check} aria-labelledby="written">
      <h2 id="written">What was written</h2>
      <div className={styles.words}>
        {subject && <strong>{subject}</strong>}
        <p>{body}</p>
      </div>
      <dl className={styles.facts}>
        <dt>Written by</dt>
        <dd>
          {made.by.name}, <AgoWords at={made.at} />
        </dd>
        {approved && (
          <>
            <dt>Approved by</dt>
            <dd>
              {approved.by.name}, <AgoWords at={approved.at} />
            </dd>
          </>
        )}
        {returned && (
          <>
            <dt>Given back by</dt>
            <dd>
              {returned.by.name}: {returned.comment}
            </dd>
          </>
        )}
        {stopped && (
          <>
            <dt>Stopped by</dt>
            <dd>
              {stopped.by.name}, <AgoWords at={stopped.at} />
            </dd>
          </>
        )}
        <dt>Channel</dt>
        <dd>{channel ? interimChannelNames[channel] : 'As each is reached'}</dd>
        {nextUpdateAt && (
          <>
            <dt>Next update by</dt>
            <dd>{whenText(new Date(nextUpdateAt))}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
