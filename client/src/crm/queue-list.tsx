import { type CrmQueue, type CrmQueued, crmNames, crmRecordNames } from '@caseroom/shared/crm';
import { Button } from '@mantine/core';
import { sentenceOf } from '../platform/http.ts';
import { clockText, useNow } from '../platform/time.ts';
import { AgoWords } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import styles from './crm.module.css';
import { useQueueActs } from './crm-data.ts';
import { milestoneName } from './milestone-words.ts';

/** What is on its way, and what a person has to look at; nothing where there is neither. */
export function QueueList({ queue: { connections, items } }: { readonly queue: CrmQueue }) {
  const act = useQueueActs();
  if (connections.length === 0) return null;
  return (
    <section className={styles.queue} aria-label="Waiting and given up">
      <div className={styles.queueHead}>
        <h2>Waiting and given up</h2>
        {items.length === 0 && <p className={styles.quiet}>Everything has been written.</p>}
      </div>
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <ul className={list.rows}>
        {items.toSorted(failedFirst).map((item) => (
          <li key={item.id} className={styles.item}>
            <Pill tone={item.state === 'failed' ? 'bad' : 'info'}>
              {item.state === 'failed' ? 'Given up' : 'Waits'}
            </Pill>
            <span>{wordsOf(item, connections)}</span>
            <span className={styles.itemReason}>
              {item.reason && `${item.reason} `}
              <Next item={item} />
            </span>
            <span className={styles.itemActs}>
              {item.state === 'failed' && (
                <Button
                  size="compact-xs"
                  aria-label={`Send the ${milestoneName(item.milestone)} of ${item.caseNumber} again`}
                  loading={act.isPending && act.variables.id === item.id}
                  onClick={() => act.mutate({ id: item.id, what: 'again' })}
                >
                  Send again
                </Button>
              )}
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Discard the ${milestoneName(item.milestone)} of ${item.caseNumber}`}
                onClick={() => act.mutate({ id: item.id, what: 'discard' })}
              >
                Discard
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a person has to look at comes before what waits; each the newest first, as it was. */
const failedFirst = (a: CrmQueued, b: CrmQueued): number =>
  Number(b.state === 'failed') - Number(a.state === 'failed');

function wordsOf(
  { milestone, caseNumber, record, connectionId }: CrmQueued,
  connections: CrmQueue['connections'],
) {
  const provider = connections.find(({ id }) => id === connectionId)?.provider;
  const where = provider ? `${crmNames[provider]} ${crmRecordNames[provider]} ${record}` : record;
  const name = milestoneName(milestone);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} of ${caseNumber} to ${where}`;
}

function Next({ item: { nextAt, queuedAt, attempts } }: { readonly item: CrmQueued }) {
  const now = useNow();
  if (nextAt && new Date(nextAt) > now)
    return <span className={styles.quiet}>{`Tried again at ${clockText(new Date(nextAt))}.`}</span>;
  return (
    <span className={styles.quiet}>
      {attempts > 1 ? `Tried ${attempts} times. ` : ''}
      Queued <AgoWords at={queuedAt} />.
    </span>
  );
}
