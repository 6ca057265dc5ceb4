import type { Note } from '@caseroom/shared/note';
import { dayAfter, type NoteRecheck } from '@caseroom/shared/recheck';
import { Button, Menu, Popover, Select, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCalendarCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { rightNow } from '../../platform/clock.ts';
import { sentenceOf } from '../../platform/http.ts';
import { useNow } from '../../platform/time.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './recheck.module.css';
import { useCaseRechecks, useSetRecheck, useStillRight } from './recheck-data.ts';
import { dayOf, intervalChoices, intervalDays, intervalValue, recheckWords } from './recheck-words.ts';

/** As far ahead as a first date is offered, days. */
const FIRST_DAYS = 30;

interface RecheckMarkProps {
  readonly note: Note;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

const useRecheck = (note: Note) =>
  useCaseRechecks(note.caseId).data?.find(({ noteId }) => noteId === note.id);

const maySet = (note: Note) => note.access === 'write' || note.mayAmend;

/** In a note's menu, while no day is set. */
export function RecheckItem({ note, onClick }: { readonly note: Note; readonly onClick: () => void }) {
  const recheck = useRecheck(note);
  if (recheck?.dueOn || !maySet(note)) return null;
  return (
    <Menu.Item leftSection={<IconCalendarCheck size={15} stroke={1.7} />} onClick={onClick}>
      Set a recheck date
    </Menu.Item>
  );
}

/** In a note's header: when somebody looks whether it is still right, and saying so in one click. */
export function RecheckMark({ note, open, setOpen }: RecheckMarkProps) {
  const recheck = useRecheck(note);
  const confirm = useStillRight({ noteId: note.id, caseId: note.caseId });
  const now = useNow();
  const due = recheck?.dueOn && recheck.isDue ? recheck : undefined;
  const words = recheck?.dueOn ? recheckWords({ dueOn: recheck.dueOn, isDue: recheck.isDue }, now) : null;
  if (words === null && !open) return null;
  return (
    <span className={`${styles.mark} not-printed`}>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        shadow="md"
        radius="md"
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <Tooltip label={words ? 'Change the recheck date' : 'Set a recheck date'} disabled={open}>
            <UnstyledButton
              className={styles.words ?? ''}
              data-due={due ? true : undefined}
              aria-label={words ? `${words}. Change` : 'Set a recheck date'}
              disabled={!maySet(note)}
              onClick={() => setOpen(!open)}
            >
              <IconCalendarCheck size={15} stroke={1.7} aria-hidden />
              {words}
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <RecheckForm note={note} recheck={recheck} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
      {due?.write && (
        <Button
          variant="light"
          size="compact-xs"
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          Still right
        </Button>
      )}
      {confirm.error && <InlineMessage>{sentenceOf(confirm.error)}</InlineMessage>}
    </span>
  );
}

interface RecheckFormProps {
  readonly note: Note;
  readonly recheck: NoteRecheck | undefined;
  readonly onDone: () => void;
}

function RecheckForm({ note, recheck, onDone }: RecheckFormProps) {
  const set = useSetRecheck(note.caseId, note.id);
  const [today] = useState(() => dayOf(rightNow()));
  const [day, setDay] = useState(recheck?.dueOn ?? dayAfter(today, FIRST_DAYS));
  const [every, setEvery] = useState(intervalValue(recheck?.everyDays ?? null));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day) set.mutate({ dueOn: day, everyDays: intervalDays(every) }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        type="date"
        label="Look at it again on"
        min={today}
        required
        withAsterisk={false}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Select
        label="And then"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={intervalChoices(recheck?.everyDays ?? null)}
        value={every}
        onChange={(value) => value && setEvery(value)}
      />
      {set.error && <InlineMessage>{sentenceOf(set.error)}</InlineMessage>}
      <span className={styles.actions}>
        {recheck?.dueOn && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => set.mutate({ dueOn: null, everyDays: null }, { onSuccess: onDone })}
          >
            Take it away
          </Button>
        )}
        <Button type="submit" loading={set.isPending} disabled={!day}>
          Save
        </Button>
      </span>
    </form>
  );
}
