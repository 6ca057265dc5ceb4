import type { Webhook } from '@caseroom/shared/webhook';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { TopicFields } from './topic-fields.tsx';
import styles from './webhook.module.css';
import { useWebhookActs } from './webhook-data.ts';

interface WebhookPanelProps {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

/** One endpoint: what it is told of, whether it works, and what was sent to it. */
export function WebhookPanel({ webhook, onClose }: WebhookPanelProps) {
  const { id, url, about, enabled, disabledBecause } = webhook;
  const acts = useWebhookActs();
  const failed = [acts.patch, acts.remove, acts.newSecret, acts.test].find(({ error }) => error);
  return (
    <SidePanel title={about || new URL(url).host} onClose={onClose}>
      <p className={styles.address}>{url}</p>
      {disabledBecause && <InlineMessage tone="warn">{disabledBecause}</InlineMessage>}
      {failed && <InlineMessage>{sentenceOf(failed.error)}</InlineMessage>}
      {acts.newSecret.data && (
        <OneTimeSecret title="The new secret" secret={acts.newSecret.data.secret}>
          The old one signs nothing any more. It is shown only now.
        </OneTimeSecret>
      )}
      <div className={list.actions}>
        <Button
          variant="default"
          loading={acts.patch.isPending}
          onClick={() => acts.patch.mutate({ id, patch: { enabled: !enabled } })}
        >
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
        {enabled && (
          <Button variant="default" loading={acts.test.isPending} onClick={() => acts.test.mutate(id)}>
            Send a test
          </Button>
        )}
        <Button
          variant="default"
          loading={acts.newSecret.isPending}
          onClick={() => acts.newSecret.mutate(id)}
        >
          New secret
        </Button>
        <RemoveButton onRemove={() => acts.remove.mutate(id, { onSuccess: onClose })} />
      </div>
      <TopicFields
        value={webhook}
        onChange={({ kinds, includesLeads }) =>
          kinds.length > 0 && acts.patch.mutate({ id, patch: { kinds: [...kinds], includesLeads } })
        }
      />
      <DeliveryList webhook={webhook} />
    </SidePanel>
  );
}

function RemoveButton({ onRemove }: { readonly onRemove: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button variant="default" c="var(--bad-ink)" onClick={() => setAsked(true)}>
        Remove
      </Button>
    );
  return (
    <>
      <Button variant="default" onClick={() => setAsked(false)}>
        Keep it
      </Button>
      <Button color="red" autoFocus onClick={onRemove}>
        Remove for good
      </Button>
    </>
  );
}
