import { MAX_TOLD_CHARS } from '@caseroom/shared/timer';
import { ActionIcon, Button, Popover, Textarea, Tooltip } from '@mantine/core';
import { IconMessageCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import styles from './timer.module.css';
import type { useTimerAct } from './timer-data.ts';

/** The customer was told by other means than a note: the wait for the next update begins anew. */
export function ToldForm({ act }: { readonly act: ReturnType<typeof useTimerAct> }) {
  const [open, setOpen] = useState(false);
  const [about, setAbout] = useState('');
  const close = () => {
    setOpen(false);
    setAbout('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate({ act: 'told', body: { about } }, { onSuccess: close });
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={300}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label="The customer was told" disabled={open}>
          <ActionIcon size={24} aria-label="The customer was told" onClick={() => setOpen(!open)}>
            <IconMessageCheck size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={styles.form} onSubmit={submit} aria-label="The customer was told">
          <Textarea
            label="The customer was told"
            description="By phone or chat. It goes into the timeline; the next update is owed from now."
            placeholder="Optional: what they know now"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={MAX_TOLD_CHARS}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value.replaceAll('\n', ' '))}
          />
          <Button type="submit" loading={act.isPending}>
            They were told
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
