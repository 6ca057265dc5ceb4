import { IconInbox } from '@tabler/icons-react';
import list from '../ui/list-page.module.css';
import { AddButton, ListAbout, Listed, ListPage, ListRow, useAside } from '../ui/list-page.tsx';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { useIncoming } from './incoming-data.ts';
import { IncomingForm } from './incoming-form.tsx';
import { IncomingPanel } from './incoming-panel.tsx';

/** Where other systems send cases to. The list on one side, one address and how to send to it on the other. */
export function IncomingPage() {
  usePageTitle('Webhooks in');
  const incoming = useIncoming();
  const { openId, isAdding, open, add, close } = useAside('endpoint');
  const chosen = incoming.data?.find(({ id }) => id === openId);
  return (
    <ListPage
      label="Webhooks in"
      aside={
        isAdding ? (
          <IncomingForm onClose={close} />
        ) : (
          chosen && <IncomingPanel key={chosen.id} endpoint={chosen} onClose={close} />
        )
      }
    >
      <ListAbout beside={<AddButton onClick={add}>New address</AddButton>}>
        Other systems open and edit cases by sending them here, signed as{' '}
        <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>{' '}
        says.
      </ListAbout>
      <Listed
        query={incoming}
        what="the addresses"
        none={
          <Message icon={<IconInbox size={20} />} title="No address yet">
            Add one for each system that sends cases: a web form, a mailbox, a ticket system.
          </Message>
        }
      >
        {(endpoints) => (
          <ul className={list.rows}>
            {endpoints.map(({ id, name, program, person }) => (
              <ListRow key={id} isOpen={id === chosen?.id} onOpen={() => open(id)}>
                <span className={list.facts}>
                  <span className={list.name}>{name}</span>
                  <span className={list.minor}>
                    {program.name} · cases go to {person.name}
                  </span>
                </span>
              </ListRow>
            ))}
          </ul>
        )}
      </Listed>
    </ListPage>
  );
}
