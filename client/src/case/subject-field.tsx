import { MAX_SUBJECT_CHARS } from '@caseroom/shared/case';
import { type KeyboardEvent, useState } from 'react';
import styles from './case-header.module.css';

interface SubjectFieldProps {
  readonly subject: string;
  readonly canEdit: boolean;
  readonly onSave: (subject: string) => void;
}

/** The subject, changed where it stands: a click or Enter begins, Enter or leaving saves, Escape takes it back. */
export function SubjectField({ subject, canEdit, onSave }: SubjectFieldProps) {
  const [draft, setDraft] = useState<{ text: string; from: string } | null>(null);
  if (!canEdit) return <h1 className={styles.subject}>{subject}</h1>;
  if (draft === null) {
    return (
      <h1 className={styles.subject}>
        <button
          type="button"
          className={styles.subjectButton}
          title="Rename"
          onClick={() => setDraft({ text: subject, from: subject })}
        >
          {subject}
        </button>
      </h1>
    );
  }

  const save = () => {
    const text = draft.text.trim();
    setDraft(null);
    if (text && text !== subject) onSave(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <span className={styles.subjectEditor}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
        autoFocus
        className={styles.subjectInput}
        aria-label="Subject"
        maxLength={MAX_SUBJECT_CHARS}
        value={draft.text}
        onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={onKeyDown}
        onBlur={save}
      />
      {subject !== draft.from && (
        <span className={styles.subjectMoved} role="status">
          Somebody just renamed it to “{subject}”. Enter keeps yours, Esc keeps theirs.
        </span>
      )}
    </span>
  );
}
