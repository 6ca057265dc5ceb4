import { type Interim, interimRules } from '@caseroom/shared/interim';
import { Button } from '@mantine/core';
import { IconCheck, IconChecks, IconClock, IconWorld, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { fullText } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import styles from './interim.module.css';
import { useInterimActs } from './interim-data.ts';
import { Letter } from './letter.tsx';

const marks: Partial<Record<Interim['state'], ReactNode>> = {
  queued: <IconClock size={15} aria-hidden />,
  sent: <IconCheck size={15} aria-hidden />,
  delivered: <IconChecks size={15} aria-hidden />,
  shown: <IconWorld size={15} aria-hidden />,
  failed: <IconX size={15} aria-hidden />,
};

/** Under a released message: by whose word it left, what became of it, and the exact words. */
export function DeliveryBar({ interim }: { readonly interim: Interim }) {
  const [shown, setShown] = useState(false);
  const { act } = useInterimActs(interim);
  const { released, delivery, state, rights } = interim;
  if (!released) return null;
  return (
    <footer className={styles.delivery} data-state={state}>
      <p className={styles.deliveryLine}>
        <span className={styles.mark} data-state={state}>
          {marks[state]}
          {stateWords(interim)}
        </span>
        <span>
          released by {released.by.name}
          {interim.approved && `, approved by ${interim.approved.by.name}`} <Ago at={released.at} /> ago
        </span>
        {interim.nextUpdateAt && (
          <span title={fullText(new Date(interim.nextUpdateAt))}>
            next update by {new Date(interim.nextUpdateAt).toLocaleString('en-GB', shortTime)}
          </span>
        )}
        {delivery?.providerId && <span className={styles.provider}>{delivery.providerId}</span>}
      </p>
      {delivery?.maybeTwice && (
        <InlineMessage tone="warn">
          It may have arrived twice: Caseroom stopped while it was being sent, and the provider could not be
          asked.
        </InlineMessage>
      )}
      {state === 'failed' && delivery?.failure && <InlineMessage>{delivery.failure}</InlineMessage>}
      {state === 'queued' && delivery?.failure && (
        <InlineMessage tone="warn">{delivery.failure} It is tried again by itself.</InlineMessage>
      )}
      {released.overrides.length > 0 && (
        <ul className={styles.overrides}>
          {released.overrides.map(({ key, rule, quote, reason }) => (
            <li key={key}>
              {interimRules[rule].name}
              {quote && ` “${quote}”`}: {reason}
            </li>
          ))}
        </ul>
      )}
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <div className={`${styles.deliveryActs} not-printed`}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide the exact words' : 'Exact words'}
        </Button>
        {rights.retry && (
          <Button
            variant="default"
            size="compact-sm"
            loading={act.isPending}
            onClick={() => act.mutate({ act: 'retry', key: crypto.randomUUID() })}
          >
            Try again
          </Button>
        )}
      </div>
      {shown && (
        <>
          <Letter subject={released.subject} blocks={released.blocks} />
          <p
            className={styles.hash}
            title="SHA-256 of channel, recipient, subject and words; it stands in the case’s ledger"
          >
            {released.hash}
          </p>
        </>
      )}
    </footer>
  );
}

const shortTime = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;

function stateWords({ state, recipient, channel }: Interim): string {
  const to = recipient ? ` to ${recipient}` : '';
  switch (state) {
    case 'queued':
      return `On its way${to}`;
    case 'sent':
      return channel === 'phone' ? 'Left on their voicemail' : `Sent${to}`;
    case 'delivered':
      return channel === 'phone' ? 'Said to them' : `Delivered${to}`;
    case 'shown':
      return 'On the customer’s page';
    default:
      return `Not sent${to}`;
  }
}
