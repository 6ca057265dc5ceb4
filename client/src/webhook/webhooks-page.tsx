import { type Webhook, webhookTopics } from '@caseroom/shared/webhook';
import { IconWebhook } from '@tabler/icons-react';
import list from '../ui/list-page.module.css';
import { AddButton, ListAbout, Listed, ListPage, ListRow, useAside } from '../ui/list-page.tsx';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { useWebhooks } from './webhook-data.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** Where programs' events go. The list on one side, one endpoint and what was sent to it on the other. */
export function WebhooksPage() {
  usePageTitle('Webhooks out');
  const webhooks = useWebhooks();
  const { openId, isAdding, open, add, close } = useAside('endpoint');
  const chosen = webhooks.data?.find(({ id }) => id === openId);
  return (
    <ListPage
      label="Webhooks out"
      aside={
        isAdding ? (
          <WebhookForm onClose={close} />
        ) : (
          chosen && <WebhookPanel key={chosen.id} webhook={chosen} onClose={close} />
        )
      }
    >
      <ListAbout beside={<AddButton onClick={add}>New endpoint</AddButton>}>
        Tell a program’s other systems what happens in its cases. Messages are signed as{' '}
        <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>{' '}
        says.
      </ListAbout>
      <Listed
        query={webhooks}
        what="the endpoints"
        none={
          <Message icon={<IconWebhook size={20} />} title="No endpoint yet">
            Add the address of a system that should know when a case is opened, escalated or resolved.
          </Message>
        }
      >
        {(items) => (
          <ul className={list.rows}>
            {items.map((webhook) => (
              <ListRow key={webhook.id} isOpen={webhook.id === chosen?.id} onOpen={() => open(webhook.id)}>
                <WebhookRow webhook={webhook} />
              </ListRow>
            ))}
          </ul>
        )}
      </Listed>
    </ListPage>
  );
}

function WebhookRow({ webhook }: { readonly webhook: Webhook }) {
  const { url, about, program, kinds, enabled, disabledBecause, includesLeads } = webhook;
  return (
    <>
      <span className={list.facts}>
        <span className={list.name}>{about || new URL(url).host}</span>
        <span className={list.minor}>{url}</span>
        <span className={list.minor}>
          {program.name} · {kinds.map(topicName).join(', ')}
        </span>
      </span>
      <span className={list.states}>
        {includesLeads && <Pill tone="leads">For leads too</Pill>}
        {!enabled && (
          <Pill tone={disabledBecause ? 'bad' : 'plain'}>{disabledBecause ? 'Stopped' : 'Off'}</Pill>
        )}
      </span>
    </>
  );
}

/** "Cases" of "Cases: opened, changed"; a kind of its own as it is. */
const topicName = (kind: string): string =>
  (webhookTopics as Readonly<Record<string, string>>)[kind]?.split(/[:(]/)[0]?.trim() ?? kind;
