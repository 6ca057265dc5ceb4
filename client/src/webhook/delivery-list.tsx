import type { DeliveryState, Webhook, WebhookDelivery } from '@caseroom/shared/webhook';
import { Button } from '@mantine/core';
import { sentenceOf } from '../platform/http.ts';
import { Ago } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { Pill, type Tone } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './webhook.module.css';
import { useDeliveries, useWebhookActs } from './webhook-data.ts';

const stateNames: Record<DeliveryState, string> = {
  queued: 'Waiting',
  sending: 'On its way',
  delivered: 'Arrived',
  dead: 'Given up',
  discarded: 'Not sent',
};
const tones: Record<DeliveryState, Tone> = {
  queued: 'warn',
  sending: 'info',
  delivered: 'good',
  dead: 'bad',
  discarded: 'plain',
};

/** What was sent, the newest first, with what was answered, and the way to send it once more. */
export function DeliveryList({ webhook }: { readonly webhook: Webhook }) {
  const deliveries = useDeliveries(webhook.id);
  const { replay } = useWebhookActs();
  return (
    <section className={list.part} aria-label="Messages">
      <h3>Messages</h3>
      {replay.error && <InlineMessage>{sentenceOf(replay.error)}</InlineMessage>}
      {deliveries.isPending && <SkeletonLine width="60%" />}
      {deliveries.error && !deliveries.data && (
        <Failure compact error={deliveries.error} what="the messages" retry={() => deliveries.refetch()} />
      )}
      {deliveries.data?.length === 0 && (
        <p className={list.minor}>Nothing was sent yet. A test shows whether messages arrive.</p>
      )}
      <ul className={styles.messages}>
        {deliveries.data?.map((delivery) => (
          <li key={delivery.id} className={styles.message}>
            <DeliveryFacts delivery={delivery} />
            {webhook.enabled && delivery.state !== 'queued' && delivery.state !== 'sending' && (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={`Send again: ${delivery.type}`}
                loading={replay.isPending && replay.variables === delivery.id}
                onClick={() => replay.mutate(delivery.id)}
              >
                Send again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeliveryFacts({ delivery }: { readonly delivery: WebhookDelivery }) {
  const { type, state, enqueuedAt, attempts } = delivery;
  const note = attempts.at(-1)?.note;
  return (
    <div className={list.facts}>
      <div className={styles.messageType}>
        {type} <Pill tone={tones[state]}>{stateNames[state]}</Pill>
      </div>
      <div className={`${list.minor} numbers`}>
        <Ago at={enqueuedAt} />
        {note && ` · ${note}`}
        {attempts.length > 1 && ` · ${attempts.length} attempts`}
      </div>
    </div>
  );
}
