import { Button } from '@mantine/core';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import list from '../ui/list-page.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useIncoming } from './incoming-data.ts';
import { IncomingForm } from './incoming-form.tsx';
import { IncomingPanel } from './incoming-panel.tsx';

/** Where other systems send cases to. The list on one side, one address and how to send to it on the other. */
export function IncomingPage() {
  usePageTitle('Webhooks in');
  const incoming = useIncoming();
  const [params, setParams] = useSearchParams();
  const show = (next: Record<string, string>) => setParams(next, { replace: true });
  const isAdding = params.has('new');
  const chosen = incoming.data?.find(({ id }) => id === params.get('endpoint'));
  return (
    <div className={list.split} data-aside={isAdding || chosen ? true : undefined}>
      <section className={list.pane} aria-label="Webhooks in">
        <div className={list.bar}>
          <p className={list.about}>
            Other systems open and edit cases by sending them here, signed as{' '}
            <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
              Standard Webhooks
            </a>{' '}
            says.
          </p>
          <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => show({ new: '' })}>
            New address
          </Button>
        </div>
        {incoming.isPending && (
          <div className={list.loading} role="status" aria-label="Loading the addresses">
            <SkeletonLine width="60%" />
          </div>
        )}
        {incoming.error && !incoming.data && (
          <Failure error={incoming.error} what="the addresses" retry={() => incoming.refetch()} />
        )}
        {incoming.data?.length === 0 && (
          <Message icon={<IconInbox size={20} />} title="No address yet">
            Add one for each system that sends cases: a web form, a mailbox, a ticket system.
          </Message>
        )}
        <ul className={list.rows}>
          {incoming.data?.map((endpoint) => (
            <li key={endpoint.id}>
              <button
                type="button"
                className={list.row}
                aria-current={endpoint.id === chosen?.id || undefined}
                onClick={() => show({ endpoint: endpoint.id })}
              >
                <span className={list.facts}>
                  <span className={list.name}>{endpoint.name}</span>
                  <span className={list.minor}>
                    {endpoint.program.name} · cases go to {endpoint.person.name}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {isAdding && <IncomingForm onClose={() => show({})} />}
      {!isAdding && chosen && <IncomingPanel key={chosen.id} endpoint={chosen} onClose={() => show({})} />}
    </div>
  );
}
