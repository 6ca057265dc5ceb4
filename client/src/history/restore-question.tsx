import type { Note } from '@caseroom/shared/note';
import { Button } from '@mantine/core';
import { momentText } from '../note/authorship/credit-words.ts';
import { rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './history.module.css';
import { useRestore } from './history-data.ts';

interface RestoreQuestionProps {
  readonly note: Note;
  readonly seq: number;
  readonly moment: Date | null;
  readonly onDone: (restored: boolean) => void;
}

/** Asks once, in place, and says what restoring does and does not do. */
export function RestoreQuestion({ note, seq, moment, onDone }: RestoreQuestionProps) {
  const restore = useRestore(note.id);
  const when = moment ? `at ${momentText(moment.toISOString(), rightNow())}` : 'before anything was written';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape answers no, from any of the buttons.
    <div className={styles.question} onKeyDown={(event) => event.key === 'Escape' && onDone(false)}>
      <p className={styles.grow}>
        <strong>Make the note read as it did {when}?</strong> This becomes a new edit by you. Everybody in the
        note sees it, and nothing leaves the history.
      </p>
      <Button
        autoFocus
        loading={restore.isPending}
        onClick={() => restore.mutate(seq, { onSuccess: () => onDone(true) })}
      >
        Restore edit {seq}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => onDone(false)}>
        Keep as it is
      </Button>
      {restore.error && <InlineMessage>{sentenceOf(restore.error)}</InlineMessage>}
    </div>
  );
}
