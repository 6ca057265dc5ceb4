import type { Case } from '@caseroom/shared/case';
import type { Interaction } from '@caseroom/shared/interaction';
import { Button, Menu } from '@mantine/core';
import { IconFileText, IconPhoneIncoming, IconPhoneOutgoing, IconPlus } from '@tabler/icons-react';
import { useCommand } from '../platform/commands.ts';
import { sentenceOf } from '../platform/http.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useNow } from '../platform/time.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import styles from './interaction.module.css';
import { useInteractions } from './interaction-data.ts';
import { NEW, useInteractionPanel } from './panel-address.ts';
import { useStartCall } from './use-start-call.ts';
import { channelIcons, contactWords, whenWords } from './words.ts';

const callWords = 'phone talk timer inbound outbound';

/** Who spoke with the customer, when, beside the notes. */
export function CaseInteractions({ held }: { readonly held: Case }) {
  const found = useInteractions(held.id);
  const { show } = useInteractionPanel();
  const call = useStartCall(held);
  const mayWrite = held.rights.write;
  const log = () => show(NEW);
  const canCall = mayWrite && !call.isBusy;
  useShortcut({ keys: 'l', label: 'Log an interaction', group: 'Case' }, log, mayWrite);
  useCommand(
    {
      name: 'Log interaction',
      group: 'here',
      also: 'call chat mail sms transcript',
      keys: 'l',
      icon: IconPlus,
    },
    log,
    mayWrite,
  );
  const answer = () => call.start('inbound');
  const dial = () => call.start('outbound');
  useShortcut({ keys: 't', label: 'Start a call: the customer called', group: 'Case' }, answer, canCall);
  useCommand(
    {
      name: 'Start call: the customer called',
      group: 'here',
      also: callWords,
      keys: 't',
      icon: IconPhoneIncoming,
    },
    answer,
    canCall,
  );
  useCommand(
    { name: 'Start call: we call the customer', group: 'here', also: callWords, icon: IconPhoneOutgoing },
    dial,
    canCall,
  );
  return (
    <section aria-label="Interactions">
      <header className={side.head}>
        <h2>Interactions</h2>
        {mayWrite && (
          <span className={`${styles.sideActions} not-printed`}>
            {!call.isBusy && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button size="compact-xs" variant="subtle" loading={call.pending}>
                    Start call
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconPhoneIncoming size={15} />} onClick={answer}>
                    The customer called
                  </Menu.Item>
                  <Menu.Item leftSection={<IconPhoneOutgoing size={15} />} onClick={dial}>
                    We call the customer
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            <Button size="compact-xs" variant="subtle" onClick={log}>
              Log interaction
            </Button>
          </span>
        )}
      </header>
      {call.error && <InlineMessage>{sentenceOf(call.error)}</InlineMessage>}
      {found.error && !found.data && (
        <Failure compact error={found.error} what="the interactions" retry={() => found.refetch()} />
      )}
      {found.data?.length === 0 && (
        <p className={styles.none}>
          Calls, chats and mails with the customer appear here, with what was said.
        </p>
      )}
      <ol className={styles.contacts}>
        {found.data?.map((item) => (
          <ContactRow key={item.id} item={item} onOpen={() => show(item.id)} />
        ))}
      </ol>
    </section>
  );
}

function ContactRow({ item, onOpen }: { readonly item: Interaction; readonly onOpen: () => void }) {
  const now = useNow();
  const Icon = channelIcons[item.channel];
  return (
    <li>
      <button type="button" className={styles.contact} onClick={onOpen}>
        <Icon size={16} stroke={1.7} aria-hidden />
        <span className={styles.contactWords}>
          <span className={styles.contactName}>{contactWords(item)}</span>
          <span className={styles.contactFacts}>
            <time dateTime={item.startedAt}>{whenWords(item, now)}</time>
            <span>{item.loggedBy.name.split(' ')[0]}</span>
          </span>
        </span>
        {item.transcript && <IconFileText size={15} stroke={1.7} role="img" aria-label="with transcript" />}
      </button>
    </li>
  );
}
