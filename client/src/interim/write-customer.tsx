import type { Case } from '@caseroom/shared/case';
import { interimChannelNames, releasedStates } from '@caseroom/shared/interim';
import { Button, Menu, Tooltip } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import styles from '../case/case-header.module.css';
import { noteToWriteIn, writeAt } from '../case/go-to-note.ts';
import { useCommand } from '../platform/commands.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useBeginInterim, useInterimChoices, useInterims } from './interim-data.ts';

/** In the case's header: goes on with the message that is being written, or begins one. `U` does the same. */
export function WriteCustomer({ held }: { readonly held: Case }) {
  const [open, setOpen] = useState(false);
  const interims = useInterims(held.id).data ?? [];
  const draft = interims.find(({ state }) => !releasedStates.includes(state));
  const choices = useInterimChoices(held.id, open).data;
  const begin = useBeginInterim(held.id);
  const start = (templateId?: string) =>
    begin.mutate(
      { body: templateId ? { templateId } : {}, key: crypto.randomUUID() },
      { onSuccess: (made) => noteToWriteIn.set(made.id) },
    );
  const write = () => (draft ? writeAt({ noteId: draft.id, field: '' }) : setOpen(true));
  useShortcut({ keys: 'u', label: 'Update the customer', group: 'Case' }, write);
  useCommand(
    { name: 'Update the customer', group: 'here', also: 'message interim', keys: 'u', icon: IconMailForward },
    write,
  );
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={280}>
      <Menu.Target>
        <Tooltip label={draft ? 'Go on with the message (U)' : 'Update the customer (U)'} disabled={open}>
          <Button
            variant="default"
            aria-label="Update customer"
            className={styles.escalate ?? ''}
            loading={begin.isPending}
            onClick={(event) => {
              // The menu opens only where there is something to choose.
              event.preventDefault();
              write();
            }}
          >
            <IconMailForward size={15} aria-hidden />
            <span>Update customer</span>
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Write to {held.customer.name}</Menu.Label>
        <Menu.Item onClick={() => start()}>What we did, what happens next</Menu.Item>
        {choices?.templates.map(({ id, name, channel, language }) => (
          <Menu.Item key={id} onClick={() => start(id)} rightSection={<small>{language}</small>}>
            {name}
            {channel && <small> · {interimChannelNames[channel]}</small>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
