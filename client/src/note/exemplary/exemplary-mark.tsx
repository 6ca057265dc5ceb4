import { MAX_EXEMPLAR_REASON_CHARS, type NoteExemplar } from '@caseroom/shared/exemplar';
import type { Note } from '@caseroom/shared/note';
import { Button, Menu, Popover, Textarea, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAward } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './exemplary.module.css';
import { useCaseExemplars, useMarkExemplary } from './exemplary-data.ts';

interface ExemplaryMarkProps {
  readonly note: Note;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

function useExemplar(note: Note) {
  const known = useCaseExemplars(note.caseId).data;
  return { known, exemplar: known?.items.find(({ noteId }) => noteId === note.id) };
}

/** In a note's menu, for leads and quality reviewers, once there is something in the note. */
export function ExemplaryItem({ note, onClick }: { readonly note: Note; readonly onClick: () => void }) {
  const { known, exemplar } = useExemplar(note);
  if (!known?.mark || exemplar || note.headSeq === 0) return null;
  return (
    <Menu.Item leftSection={<IconAward size={15} stroke={1.7} />} onClick={onClick}>
      Hold up as a good example
    </Menu.Item>
  );
}

/** In a note's header: that it is held up as an example, and why. */
export function ExemplaryMark({ note, open, setOpen }: ExemplaryMarkProps) {
  const { known, exemplar } = useExemplar(note);
  if (!known || (!exemplar && !open)) return null;
  return (
    <span className={`${styles.mark} not-printed`}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" radius="md" trapFocus>
        <Popover.Target>
          <Tooltip
            label={exemplar ? 'Why it is a good example' : 'Hold up as a good example'}
            disabled={open}
          >
            <UnstyledButton
              className={styles.words ?? ''}
              data-marked={exemplar !== undefined || undefined}
              aria-label={exemplar ? 'Good example. Why' : 'Hold up as a good example'}
              onClick={() => setOpen(!open)}
            >
              <IconAward size={15} stroke={1.7} aria-hidden />
              {exemplar && 'Good example'}
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          {known.mark ? (
            <MarkForm note={note} exemplar={exemplar} onDone={() => setOpen(false)} />
          ) : (
            exemplar && <Reason exemplar={exemplar} />
          )}
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

const Reason = ({ exemplar }: { readonly exemplar: NoteExemplar }) => (
  <div className={styles.form}>
    <p>{exemplar.reason}</p>
    <p className={styles.minor}>{exemplar.by.name}</p>
  </div>
);

interface MarkFormProps {
  readonly note: Note;
  readonly exemplar: NoteExemplar | undefined;
  readonly onDone: () => void;
}

function MarkForm({ note, exemplar, onDone }: MarkFormProps) {
  const mark = useMarkExemplary(note);
  const [reason, setReason] = useState(exemplar?.reason ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') mark.mutate(reason.trim(), { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Textarea
        label="What makes it a good example"
        description="Newcomers read it beside the note."
        autosize
        minRows={2}
        maxLength={MAX_EXEMPLAR_REASON_CHARS}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
      />
      {mark.error && <InlineMessage>{sentenceOf(mark.error)}</InlineMessage>}
      <span className={styles.actions}>
        {exemplar && (
          <Button variant="subtle" color="gray" onClick={() => mark.mutate(null, { onSuccess: onDone })}>
            Take it away
          </Button>
        )}
        <Button type="submit" loading={mark.isPending} disabled={reason.trim() === ''}>
          Save
        </Button>
      </span>
    </form>
  );
}
