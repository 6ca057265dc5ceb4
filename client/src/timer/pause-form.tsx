import { MAX_PAUSE_NOTE_CHARS, PauseReason, pauseReasonNames } from '@caseroom/shared/timer';
import { ActionIcon, Button, Popover, Radio, TextInput, Tooltip } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import styles from './timer.module.css';
import type { useTimerAct } from './timer-data.ts';

/** Asks why, so that the timeline can say it. */
export function PauseForm({ act }: { readonly act: ReturnType<typeof useTimerAct> }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<PauseReason>('customer');
  const [note, setNote] = useState('');
  const lacksNote = reason === 'other' && note.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lacksNote) return;
    act.mutate({ act: 'timers/pause', body: { reason, note } }, { onSettled: () => setOpen(false) });
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
        <Tooltip label="Pause the timers" disabled={open}>
          <ActionIcon size={24} aria-label="Pause the timers" onClick={() => setOpen(!open)}>
            <IconPlayerPause size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={styles.form} onSubmit={submit} aria-label="Pause the timers">
          <Radio.Group
            label="Why does the case wait?"
            description="A first response is owed all the same."
            value={reason}
            onChange={(value) => setReason(value as PauseReason)}
          >
            <div className={styles.reasons}>
              {PauseReason.options.map((option) => (
                <Radio key={option} size="xs" value={option} label={pauseReasonNames[option]} />
              ))}
            </div>
          </Radio.Group>
          <TextInput
            label={reason === 'other' ? 'Reason' : 'Note'}
            placeholder={reason === 'other' ? 'What it waits for' : 'Optional: what for, until when'}
            maxLength={MAX_PAUSE_NOTE_CHARS}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button type="submit" disabled={lacksNote} loading={act.isPending}>
            Pause
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
