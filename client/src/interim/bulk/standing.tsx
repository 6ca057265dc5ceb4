import type { BulkSendWithCases } from '@caseroom/shared/interim-bulk';
import { Button, Progress } from '@mantine/core';
import { Link } from 'react-router';
import { sentenceOf } from '../../platform/http.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './bulk.module.css';
import { useBulkAct } from './bulk-data.ts';
import { countsWords, isUnsent, shareOf, standingOf } from './bulk-words.ts';

/** How far it is, and what can be done about it. */
export function Standing({ bulk }: { readonly bulk: BulkSendWithCases }) {
  const act = useBulkAct(bulk.id);
  const { rights, state, counts } = bulk;
  const left = counts.skipped + counts.failed;
  const isOver = state === 'stopped' || state === 'done' || state === 'returned';
  return (
    <div className={styles.standing}>
      {state !== 'returned' && <Progress value={shareOf(bulk)} color="teal" aria-label="Written to" />}
      <p className="numbers">{countsWords(bulk)}</p>
      <p className="hidden-text" role="status">
        {state === 'running' ? `${Math.floor(shareOf(bulk) / 10) * 10} percent` : standingOf(bulk)}
      </p>
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <div className={styles.acts}>
        {rights.stop && (
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate({ act: 'stop' })}>
            Stop
          </Button>
        )}
        {rights.carryOn && (
          <Button
            className={styles.go ?? ''}
            loading={act.isPending}
            onClick={() => act.mutate({ act: 'carry-on', again: false })}
          >
            Carry on with {counts.waiting}
          </Button>
        )}
        {rights.tryAgain && (
          <Button
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate({ act: 'carry-on', again: true })}
          >
            {left === 1 ? 'Try the one left out again' : `Try the ${left} left out again`}
          </Button>
        )}
        {isOver && bulk.cases.some(isUnsent) && (
          <Button
            component={Link}
            variant="default"
            to={`/messages/many/new?program=${bulk.programId}&from=${bulk.id}`}
          >
            Write anew to those without one
          </Button>
        )}
      </div>
    </div>
  );
}
