import type { BulkSend } from '@caseroom/shared/interim-bulk';
import { titleWords } from '@caseroom/shared/interim-words';
import { Button, Progress } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { Link } from 'react-router';
import { bulkPath } from '../../case/go-to-place.ts';
import { AgoWords } from '../../ui/ago.tsx';
import { Failure, Message } from '../../ui/message.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProgramSelect } from '../../ui/program-select.tsx';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import styles from './bulk.module.css';
import { useBulkSends } from './bulk-data.ts';
import { bulkStateNames, bulkTones, countsWords, shareOf } from './bulk-words.ts';
import { useLedProgram } from './led-program.ts';

/** What was written to many customers of a program, and the way to write to more. */
export function BulkListPage() {
  usePageTitle('Messages to many');
  const led = useLedProgram();
  if (!led) return <NobodyToWriteTo />;
  const write = `/messages/many/new?program=${led.program.id}`;
  return (
    <section className={styles.page} aria-labelledby="bulk">
      <header className={styles.head}>
        <h1 id="bulk">Messages to many</h1>
        <div className={styles.acts}>
          <ProgramSelect programs={led.programs} value={led.program.id} onChange={led.choose} />
          <Button className={styles.go ?? ''} component={Link} to={write}>
            Write to many
          </Button>
        </div>
      </header>
      <Sends key={led.program.id} programId={led.program.id} write={write} />
    </section>
  );
}

export const NobodyToWriteTo = () => (
  <Message whole icon={<IconMailForward size={20} />} title="Nobody to write to">
    Leads of a program write to many of its customers at once.
  </Message>
);

function Sends({ programId, write }: { readonly programId: string; readonly write: string }) {
  const sends = useBulkSends(programId);
  if (sends.error && !sends.data)
    return <Failure error={sends.error} what="the messages to many" retry={() => sends.refetch()} />;
  if (!sends.data)
    return (
      <div className={styles.loading} role="status" aria-label="Loading the messages to many">
        <SkeletonLine width="60%" />
        <SkeletonLine width="72%" />
        <SkeletonLine width="54%" />
      </div>
    );
  if (sends.data.length === 0)
    return (
      <Message
        icon={<IconMailForward size={20} />}
        title="Nothing has been written to many yet"
        actions={
          <Button component={Link} to={write} variant="default">
            Write the first
          </Button>
        }
      >
        One outage, many cases, one message: it is reviewed once, and filled in and checked for each case.
        Cases can also be selected in the queue.
      </Message>
    );
  return (
    <ul className={styles.sends} aria-label="Messages to many">
      {sends.data.map((bulk) => (
        <Send key={bulk.id} bulk={bulk} />
      ))}
    </ul>
  );
}

function Send({ bulk }: { readonly bulk: BulkSend }) {
  return (
    <li>
      <Link to={bulkPath(bulk.id)} className={styles.send}>
        <span className={styles.sendHead}>
          <strong className={styles.sendWords}>{titleWords(bulk.subject || bulk.body)}</strong>
          <Pill tone={bulkTones[bulk.state]}>{bulkStateNames[bulk.state]}</Pill>
        </span>
        {bulk.state === 'running' && <Progress value={shareOf(bulk)} color="teal" aria-label="Written to" />}
        <span className={styles.sendHead}>
          <span className="numbers">{countsWords(bulk)}</span>
          <span className={styles.quiet}>
            {bulk.made.by.name}, <AgoWords at={bulk.made.at} />
          </span>
        </span>
      </Link>
    </li>
  );
}
