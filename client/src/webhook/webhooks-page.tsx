import { type Webhook, webhookTopics } from '@caseroom/shared/webhook';
import { Button } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import list from '../ui/list-page.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useWebhooks } from './webhook-data.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** Where programs' events go. The list on one side, one endpoint and what was sent to it on the other. */
export function WebhooksPage() {
  usePageTitle('Webhooks out');
  const webhooks = useWebhooks();
  const [params, setParams] = useSearchParams();
  const show = (next: Record<string, string>) => setParams(next, { replace: true });
  const isAdding = params.has('new');
  const chosen = webhooks.data?.find(({ id }) => id === params.get('endpoint'));
  return (
    <div className={list.split} data-aside={isAdding || chosen ? true : undefined}>
      <section className={list.pane} aria-label="Webhooks out">
        <div className={list.bar}>
          <p className={list.about}>
            Tell a program’s other systems what happens in its cases. Messages are signed as{' '}
            <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
              Standard Webhooks
            </a>{' '}
            says.
          </p>
          <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => show({ new: '' })}>
            New endpoint
          </Button>
        </div>
        {webhooks.isPending && <SkeletonLine width="60%" />}
        {webhooks.error && !webhooks.data && (
          <Failure error={webhooks.error} what="the endpoints" retry={() => webhooks.refetch()} />
        )}
        {webhooks.data?.length === 0 && (
          <Message icon={<IconWebhook size={20} />} title="No endpoint yet">
            Add the address of a system that should know when a case is opened, escalated or resolved.
          </Message>
        )}
        <ul className={list.rows}>
          {webhooks.data?.map((webhook) => (
            <li key={webhook.id}>
              <button
                type="button"
                className={list.row}
                aria-current={webhook.id === chosen?.id || undefined}
                onClick={() => show({ endpoint: webhook.id })}
              >
                <WebhookRow webhook={webhook} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      {isAdding && <WebhookForm onClose={() => show({})} />}
      {!isAdding && chosen && <WebhookPanel key={chosen.id} webhook={chosen} onClose={() => show({})} />}
    </div>
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
